"""A page in a Word file, and the handful of things for which python-docx has no words: fonts, fields, boxes, repeated rows."""

import re

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARGIN = Mm(20)
TEXT_WIDTH = Mm(170)
INK = RGBColor(0x1A, 0x1A, 0x1A)
MINCHO = ("Yu Mincho", "游明朝")
GOTHIC = ("Yu Gothic", "游ゴシック")

_REFUSED_BY_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


def new_document() -> WordDocument:
    """An empty A4 page with 20 mm margins and Japanese type."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(10)
    _set_language(document)
    styles = document.styles
    shape(styles["Normal"], MINCHO, 10.5, 0, 3)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    for name in ("autoSpaceDE", "autoSpaceDN"):  # no gaps around the figures of 令和8年11月30日
        _off(styles["Normal"], name)
    for name in ("Header", "Footer"):
        shape(styles[name], GOTHIC, 8, 0, 0)
        styles[name].paragraph_format.tab_stops.clear_all()
    return document


def clean(text: str) -> str:
    """Text without the control characters that XML refuses."""
    return _REFUSED_BY_XML.sub("", text)


def write(paragraph: Paragraph, text: str, *, bold: bool | None = None) -> Run:
    """Add text to a paragraph; LF becomes a line break."""
    run = paragraph.add_run(clean(text))
    run.bold = bold
    return run


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word keeps up to date, like PAGE (ECMA-376 §17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def right_tab(paragraph: Paragraph) -> None:
    """One tab stop, at the right edge of the text."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def box(run: Run) -> None:
    """A thin line around letters."""
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "1A1A1A")):
        border.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(border)


def add_table(document: WordDocument, widths: tuple[Length, ...]) -> Table:
    """An empty ruled table with columns of these widths."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def add_row(table: Table, texts: tuple[str, ...]) -> _Row:
    """One row that does not break over pages."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column, text in zip(row.cells, table.columns, texts, strict=True):
        cell.width = column.width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.space_before = Pt(1)
        write(paragraph, text)
    return row


def make_header(row: _Row) -> None:
    """Mark a row as the table's header: bold, grey, repeated on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        make_label(cell)


def make_label(cell: _Cell) -> None:
    """Show a cell as a label: bold on grey."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F0F0F0")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
    for run in list(cell._tc.iter(qn("w:r"))):  # those under a reading or in a link too
        Run(run, cell).bold = True


def shape(style: ParagraphStyle, family: tuple[str, str], size: float, above: float, below: float) -> None:
    """Its font, its size and the space above and below, all in points."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # the template points at theme fonts, which would win over names
    for script, font in zip(("ascii", "hAnsi", "cs", "eastAsia"), (*[family[0]] * 3, family[1]), strict=True):
        fonts.set(qn(f"w:{script}"), font)
    style.font.size = Pt(size)
    style.font.color.rgb = INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)


def _off(style: ParagraphStyle, name: str) -> None:
    switch = OxmlElement(f"w:{name}")
    switch.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(
        switch, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )


def _set_language(document: WordDocument) -> None:
    defaults: BaseOxmlElement = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "ja-JP")
        language.set(qn("w:eastAsia"), "ja-JP")

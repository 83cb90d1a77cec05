"""The handful of things in a Word file for which python-docx has no words: fonts, fields, boxes, repeated rows."""

import re

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

MARGIN = Mm(20)
MOST_COLUMNS = 63  # of a table: Word opens no wider one
LINK = RGBColor(0x00, 0x17, 0xC1)
TEXT_WIDTH = Mm(170)
INK = RGBColor(0x1A, 0x1A, 0x1A)
MINCHO = ("Yu Mincho", "游明朝")
GOTHIC = ("Yu Gothic", "游ゴシック")
SPEAKER, SPEECH, DECISION, NOTE, GAP = "発言者", "発言", "決定事項", "注記", "表のあと"
NEXT, NEXT_TEXT, SOURCE, HEARD = "次回", "次回の内容", "情報の出所", "聞いた内容"

# name: (size in points, points above, points below)
_HEADINGS = {
    "Heading 1": (14.0, 18, 6),
    "Heading 2": (12.0, 14, 4),
    "Heading 3": (11.0, 10, 3),
    "Heading 4": (10.5, 8, 2),
    "Heading 5": (10.5, 8, 2),
}
# name: (indent in mm, points above, points below)
_OWN_STYLES = {
    SPEAKER: (0, 6, 0),
    SPEECH: (5, 0, 2),
    DECISION: (0, 3, 3),
    NEXT: (0, 6, 0),
    NEXT_TEXT: (5, 0, 2),
    SOURCE: (0, 6, 0),
    HEARD: (5, 0, 2),
    NOTE: (0, 2, 4),
    GAP: (0, 0, 0),
}
_REFUSED_BY_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


def new_document() -> WordDocument:
    """An empty A4 page with 20 mm margins, Japanese type and the styles of the minutes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(10)
    _set_language(document)
    _set_styles(document)
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


def make_run(text: str, *, bold: bool, link: bool = False) -> BaseOxmlElement:
    """Letters that are not in a paragraph yet; those of a link look like one."""
    run = OxmlElement("w:r")
    run.text = clean(text)
    if bold:
        run.get_or_add_rPr().get_or_add_b()
    if link:
        properties = run.get_or_add_rPr()
        properties.get_or_add_color().val = LINK
        properties.get_or_add_u().val = WD_UNDERLINE.SINGLE
    return run


def add_link(paragraph: Paragraph, address: str) -> BaseOxmlElement:
    """A place in the paragraph for letters that lead to an address (ECMA-376 §17.16.22)."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def add_ruby(place: BaseOxmlElement, letters: list[BaseOxmlElement], reading: str) -> None:
    """Letters with their reading above them (ふりがな; ECMA-376 §17.3.3.25)."""
    ruby, settings = OxmlElement("w:ruby"), OxmlElement("w:rubyPr")
    # sizes in half points: the reading, its distance, and the letters it stands above
    for name, value in (("rubyAlign", "distributeSpace"), ("hps", "10"), ("hpsRaise", "18"), ("hpsBaseText", "21")):
        setting = OxmlElement(f"w:{name}")
        setting.set(qn("w:val"), value)
        settings.append(setting)
    language = OxmlElement("w:lid")
    language.set(qn("w:val"), "ja-JP")
    settings.append(language)
    above, base, small = OxmlElement("w:rt"), OxmlElement("w:rubyBase"), make_run(reading, bold=False)
    small.get_or_add_rPr().get_or_add_sz().val = Pt(5)
    above.append(small)
    base.extend(letters)
    ruby.extend((settings, above, base))
    run = OxmlElement("w:r")
    run.append(ruby)
    place.append(run)


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


def new_numbering(document: WordDocument) -> int:
    """The id of a numbering like that of "List Number" which starts again at 1."""
    numbering = document.part.numbering_part.element
    of_style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def number(paragraph: Paragraph, numbering: int) -> None:
    """Count a paragraph in that numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _set_styles(document: WordDocument) -> None:
    styles = document.styles
    _shape(styles["Normal"], MINCHO, 10.5, 0, 3)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    for name in ("autoSpaceDE", "autoSpaceDN"):  # no gaps around the figures of 令和8年11月30日
        _off(styles["Normal"], name)
    for name in ("Header", "Footer"):
        _shape(styles[name], GOTHIC, 8, 0, 0)
        styles[name].paragraph_format.tab_stops.clear_all()
    _shape(styles["Title"], GOTHIC, 20, 0, 2)
    styles["Title"].font.bold = True
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    _shape(styles["Subtitle"], GOTHIC, 12, 0, 10)
    styles["Subtitle"].font.italic = False
    styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, (size, above, below) in _HEADINGS.items():
        _shape(styles[name], GOTHIC, size, above, below)
        styles[name].font.bold, styles[name].font.italic = True, False
    for name, (indent, above, below) in _OWN_STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
    for opening in (SPEAKER, NEXT, SOURCE):
        styles[opening].paragraph_format.keep_with_next = True
    styles[GAP].font.size = Pt(4)


def _shape(style: ParagraphStyle, family: tuple[str, str], size: float, above: float, below: float) -> None:
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

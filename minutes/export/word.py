"""The page of the minutes in Word: its styles, and what only minutes need (links, readings, numbering)."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from portal.word import page
from portal.word.page import (
    GOTHIC,
    TEXT_WIDTH,
    add_field,
    add_row,
    add_table,
    box,
    clean,
    make_header,
    make_label,
    right_tab,
    shape,
    write,
)

__all__ = [
    "TEXT_WIDTH",
    "add_field",
    "add_row",
    "add_table",
    "box",
    "clean",
    "make_header",
    "make_label",
    "right_tab",
    "write",
]
MOST_COLUMNS = 63  # of a table: Word opens no wider one
LINK = RGBColor(0x00, 0x17, 0xC1)
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


def new_document() -> WordDocument:
    """An empty page with the styles of the minutes."""
    document = page.new_document()
    _set_styles(document)
    return document


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
    shape(styles["Title"], GOTHIC, 20, 0, 2)
    styles["Title"].font.bold = True
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    shape(styles["Subtitle"], GOTHIC, 12, 0, 10)
    styles["Subtitle"].font.italic = False
    styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, (size, above, below) in _HEADINGS.items():
        shape(styles[name], GOTHIC, size, above, below)
        styles[name].font.bold, styles[name].font.italic = True, False
    for name, (indent, above, below) in _OWN_STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
    for opening in (SPEAKER, NEXT, SOURCE):
        styles[opening].paragraph_format.keep_with_next = True
    styles[GAP].font.size = Pt(4)

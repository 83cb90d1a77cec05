"""Lines of a letter: at the left, at the right, in the middle."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from portal.word import page

RIGHT, CENTER = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


def line(
    document: WordDocument, text: str, align: WD_ALIGN_PARAGRAPH | None = None, *, bold: bool = False, size: float = 0
) -> Paragraph:
    """One more paragraph at the end; ``size`` in points."""
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    run = page.write(paragraph, text, bold=bold or None)
    if size:
        run.font.size = Pt(size)
    return paragraph


def space(document: WordDocument) -> None:
    """An empty line."""
    line(document, "")


def subject(document: WordDocument, words: str, size: float = 14) -> None:
    """件名: in the middle, bold."""
    paragraph = line(document, words, CENTER, bold=True, size=size)
    paragraph.paragraph_format.space_after = Pt(12)

"""Letters as a city writes them: number, date, addressee, sender, subject, 記 and 以上; one page each.

Their words are those of an official form, not of the screen: Japanese in every language.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from meetings.letters.paper import Letter, Office
from portal.dates.wareki import TOKYO, span, wareki
from portal.word import page

RIGHT, CENTER = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
SUBJECTS = {"notice": "会議の開催について（通知）", "request": "会議への出席について（依頼）", "slip": "回 答 票"}
FACTS, ANSWER = (Mm(32), Mm(138)), (Mm(40), Mm(130))
NUMBER = "第　　　　　　号"  # 文書番号: the office's own register fills it in


def build(letters: Iterable[Letter], *, city: str) -> bytes:
    """A .docx file with a page for each letter, in order."""
    document = page.new_document()
    written = None
    for letter in letters:
        _add_letter(document, letter, new_page=written is not None)
        written = letter.written_on
    about = document.core_properties
    about.title, about.author, about.last_modified_by = "会議の書類", page.clean(city)[:255], page.clean(city)[:255]
    about.comments = about.keywords = about.subject = ""
    about.language = "ja-JP"
    if written:
        about.created = about.modified = datetime.combine(written, time(), TOKYO).astimezone(UTC).replace(tzinfo=None)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_letter(document: WordDocument, letter: Letter, *, new_page: bool) -> None:
    slip = letter.kind == "slip"
    first = _line(document, _to(letter.office), bold=True, size=13) if slip else _line(document, NUMBER, RIGHT)
    first.paragraph_format.page_break_before = new_page
    if slip:
        _add_slip(document, letter)
        return
    _line(document, _date(letter.written_on), RIGHT)
    _add_addressee(document, letter)
    _line(document, letter.office.sender, RIGHT)
    _space(document)
    _subject(document, SUBJECTS[letter.kind])
    for words in _words(letter):
        _line(document, f"　{words}")
    _space(document)
    _line(document, "記", CENTER)
    _add_facts(document, letter)
    _line(document, "以上", RIGHT)
    _space(document)
    _add_contact(document, letter.office)


def _add_addressee(document: WordDocument, letter: Letter) -> None:
    to = letter.addressee
    if letter.kind == "request":
        _line(document, f"{to.organisation}　所属長　様" if to.organisation else "所属長　様")
        return
    if to.organisation:
        _line(document, to.organisation)
    _line(document, f"{to.post}　{to.name}　様" if to.post else f"{to.name}　様")


def _words(letter: Letter) -> tuple[str, ...]:
    if letter.kind == "notice":
        return (
            "日ごろから、本市の福祉行政にご協力いただき、ありがとうございます。",
            "下記のとおり会議を開催しますので、ご出席くださいますようお願いします。",
            "出欠を、期限までにお知らせください。ご都合がつかないときは、同じ機関の方が代理で出席できる場合があります。"
            "お早めにご相談ください。",
        )
    post = f"{letter.addressee.post}　" if letter.addressee.post else ""
    return (
        "日ごろから、本市の福祉行政にご協力いただき、ありがとうございます。",
        f"下記のとおり会議を開催します。つきましては、貴所属の{post}{letter.addressee.name}様の出席について、"
        "ご配慮くださいますようお願いします。",
        "会議は非公開です。内容についてのお問い合わせには、お答えできないことがあります。",
    )


def _add_facts(document: WordDocument, letter: Letter) -> None:
    occasion = letter.occasion
    table = page.add_table(document, FACTS)
    for label, words in (
        ("日時", span(occasion.start, occasion.end)),
        ("場所", occasion.place),
        ("案内の番号", f"{occasion.number}号"),
        ("出欠の回答", f"{wareki(letter.answer_by)}まで"),
    ):
        page.make_label(page.add_row(table, (label, words)).cells[0])
    _line(document, "", size=4)


def _add_contact(document: WordDocument, office: Office) -> None:
    _line(document, "【問い合わせ・回答先】")
    fax = f"　FAX {office.fax}" if office.fax else ""
    _line(
        document,
        f"{office.name}\n電話 {office.phone}{fax}（{office.hours}）\nお電話では、「案内の番号」をお伝えください。",
    )


# --- the slip ----------------------------------------------------------------------------------


def _to(office: Office) -> str:
    fax = f"　FAX {office.fax}" if office.fax else ""
    return f"送り先　{office.name}{fax}"


def _add_slip(document: WordDocument, letter: Letter) -> None:
    office, occasion = letter.office, letter.occasion
    _line(
        document,
        "このまま、FAXなどでお送りください。送付状はいりません。" if office.fax else "この票をお送りください。",
    )
    _space(document)
    _subject(document, SUBJECTS["slip"], size=18)
    _line(document, f"回答の期限　{wareki(letter.answer_by)}", CENTER, bold=True)
    _space(document)
    table = page.add_table(document, ANSWER)
    to = letter.addressee
    for label, words in (
        ("案内の番号", f"{occasion.number}号"),
        ("日時", span(occasion.start, occasion.end)),
        ("場所", occasion.place),
        ("所属", to.organisation),
        ("氏名", to.name),
        ("出欠\n（1つに印）", "□　出席します\n\n□　欠席します\n\n□　代理の者が出席します"),
        ("代理の方", "職名\n\n氏名"),
        ("連絡事項", "\n\n\n"),
    ):
        page.make_label(page.add_row(table, (label, words)).cells[0])
    _line(document, "", size=4)
    for note in (
        "代理の方は、同じ機関の方に限ります。ご本人の誓約が必要ですので、お早めにお電話ください。",
        "支援の対象となる方のお名前やようすは、この票に書かないでください。",
        f"お電話でもお受けします。{office.name}　電話 {office.phone}（{office.hours}）",
    ):
        _line(document, f"※ {note}")


# --- lines -------------------------------------------------------------------------------------


def _date(day: date) -> str:
    """令和8年11月30日: in a letter without the weekday."""
    return wareki(day).partition("（")[0]


def _line(
    document: WordDocument, text: str, align: WD_ALIGN_PARAGRAPH | None = None, *, bold: bool = False, size: float = 0
) -> Paragraph:
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    run = page.write(paragraph, text, bold=bold or None)
    if size:
        run.font.size = Pt(size)
    return paragraph


def _space(document: WordDocument) -> None:
    _line(document, "")


def _subject(document: WordDocument, words: str, size: float = 14) -> None:
    paragraph = _line(document, words, CENTER, bold=True, size=size)
    paragraph.paragraph_format.space_after = Pt(12)

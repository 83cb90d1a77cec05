"""Letters as a city writes them: number, date, addressee, sender, subject, 記 and 以上; one page each.

Their words are those of an official form, not of the screen: Japanese in every language.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO

from docx.document import Document as WordDocument
from docx.shared import Mm

from meetings.letters.lines import CENTER, RIGHT, line, space, subject
from meetings.letters.paper import DateSlip, Letter, Office
from meetings.letters.slips import add_date_slip, add_slip, way_back
from portal.dates.wareki import TOKYO, span, wareki
from portal.word import page

SUBJECTS = {"notice": "会議の開催について（通知）", "request": "会議への出席について（依頼）"}
FACTS = (Mm(32), Mm(138))
NUMBER = "第　　　　　　号"  # 文書番号: the office's own register fills it in


def build(letters: Iterable[Letter | DateSlip], *, city: str) -> bytes:
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


def _add_letter(document: WordDocument, letter: Letter | DateSlip, *, new_page: bool) -> None:
    slip = isinstance(letter, DateSlip) or letter.kind == "slip"
    first = line(document, way_back(letter.office), bold=True, size=13) if slip else line(document, NUMBER, RIGHT)
    first.paragraph_format.page_break_before = new_page
    if isinstance(letter, DateSlip):
        add_date_slip(document, letter)
    elif letter.kind == "slip":
        add_slip(document, letter)
    else:
        _add_body(document, letter)


def _add_body(document: WordDocument, letter: Letter) -> None:
    line(document, _date(letter.written_on), RIGHT)
    _add_addressee(document, letter)
    line(document, letter.office.sender, RIGHT)
    space(document)
    subject(document, SUBJECTS[letter.kind])
    for words in _words(letter):
        line(document, f"　{words}")
    space(document)
    line(document, "記", CENTER)
    _add_facts(document, letter)
    line(document, "以上", RIGHT)
    space(document)
    _add_contact(document, letter.office)


def _add_addressee(document: WordDocument, letter: Letter) -> None:
    to = letter.addressee
    if letter.kind == "request":
        line(document, f"{to.organisation}　所属長　様" if to.organisation else "所属長　様")
        return
    if to.organisation:
        line(document, to.organisation)
    line(document, f"{to.post}　{to.name}　様" if to.post else f"{to.name}　様")


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
        ("案内の番号", f"第{occasion.number}号"),
        ("出欠の回答", f"{wareki(letter.answer_by)}まで"),
    ):
        page.make_label(page.add_row(table, (label, words)).cells[0])
    line(document, "", size=4)


def _add_contact(document: WordDocument, office: Office) -> None:
    line(document, "【問い合わせ・回答先】")
    fax = f"　FAX {office.fax}" if office.fax else ""
    line(
        document,
        f"{office.name}\n電話 {office.phone}{fax}（{office.hours}）\nお電話では、「案内の番号」をお伝えください。",
    )


def _date(day: date) -> str:
    """令和8年11月30日: in a letter without the weekday."""
    return wareki(day).partition("（")[0]

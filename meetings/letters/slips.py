"""回答票: pages that come back by FAX, to an invitation and to a question about dates."""

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from meetings.letters.lines import CENTER, line, space, subject
from meetings.letters.paper import DateSlip, Letter, Office
from portal.dates.wareki import span, wareki
from portal.word import page

ANSWER, DATES = (Mm(40), Mm(130)), (Mm(80), Mm(16), Mm(16), Mm(16), Mm(42))
ROOM_FOR_A_RING = Mm(9)
CASES = "支援の対象となる方のお名前やようすは、この票に書かないでください。"


def way_back(office: Office) -> str:
    """To whom a slip is sent."""
    fax = f"　FAX {office.fax}" if office.fax else ""
    return f"送り先　{office.name}{fax}"


def add_slip(document: WordDocument, letter: Letter) -> None:
    """回答票: boxes for coming, not coming, and by proxy."""
    office, occasion = letter.office, letter.occasion
    _how(document, office)
    subject(document, "回 答 票", size=18)
    line(document, f"回答の期限　{wareki(letter.answer_by)}", CENTER, bold=True)
    space(document)
    table = page.add_table(document, ANSWER)
    to = letter.addressee
    for label, words in (
        ("案内の番号", f"第{occasion.number}号"),
        ("日時", span(occasion.start, occasion.end)),
        ("場所", occasion.place),
        ("所属", to.organisation),
        ("氏名", to.name),
        ("出欠\n（1つに印）", "□　出席します\n\n□　欠席します\n\n□　代理の者が出席します"),
        ("代理の方", "職名\n\n氏名"),
        ("連絡事項", "\n\n\n"),
    ):
        page.make_label(page.add_row(table, (label, words)).cells[0])
    line(document, "", size=4)
    for note in (
        "代理の方は、同じ機関の方に限ります。ご本人の誓約が必要ですので、お早めにお電話ください。",
        CASES,
        f"お電話でもお受けします。{office.name}　電話 {office.phone}（{office.hours}）",
    ):
        line(document, f"※ {note}")


def add_date_slip(document: WordDocument, slip: DateSlip) -> None:
    """日程調整の回答票: ○, △ and × for each candidate, to be ringed."""
    office, to = slip.office, slip.addressee
    _how(document, office)
    subject(document, "日程調整の回答票", size=18)
    line(document, f"回答の期限　{wareki(slip.answer_by)}", CENTER, bold=True)
    facts = page.add_table(document, ANSWER)
    for label, words in (
        ("おたずねの番号", f"第{slip.number}号"),
        ("場所", slip.place),
        ("所属", to.organisation),
        ("氏名", to.name),
    ):
        page.make_label(page.add_row(facts, (label, words)).cells[0])
    line(document, "", size=4)
    line(document, "候補日ごとに、1つに丸をつけてください。○ 行ける　△ 調整すれば行ける　× 行けない")
    table = page.add_table(document, DATES)
    page.make_header(page.add_row(table, ("候補日", "○", "△", "×", "△のときの条件")))
    for start, end in slip.slots:
        row = page.add_row(table, (span(start, end), "○", "△", "×", ""))
        row.height = ROOM_FOR_A_RING
        for cell in row.cells[1:4]:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    line(document, "", size=4)
    line(document, f"※ {CASES}")
    line(document, f"※ お電話でもお受けします。{office.name}　電話 {office.phone}（{office.hours}）")


def _how(document: WordDocument, office: Office) -> None:
    words = (
        "このまま、FAXなどでお送りください。送付状はいりません。"
        if office.fax
        else "この票を、郵送か手渡しで事務局へお届けください。"
    )
    line(document, words)
    space(document)

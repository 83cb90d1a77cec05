"""The minutes of a meeting as a Word file, in the form a city files them (会議録).

The labels are the fixed words of that form, not of the screen: they are the same in every language.
"""

from datetime import UTC
from io import BytesIO
from itertools import groupby

from docx.document import Document as WordDocument
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph as WordParagraph

from minutes.documents.addresses import safe_address
from minutes.documents.blocks import (
    Block,
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    Roles,
    Run,
    Source,
    Statement,
    Table,
    Unknown,
)
from minutes.export import word
from minutes.export.paper import Attendance, ItemPaper, Paper, Signature
from portal.dates.wareki import TOKYO, clock, parse_date, wareki

__all__ = ["Attendance", "ItemPaper", "Paper", "Signature", "build"]

FACTS = (Mm(32), Mm(138))
ROLES = (Mm(50), Mm(66), Mm(54))
ATTENDANCE = (Mm(32), Mm(78), Mm(60))
SIGNATURES = (Mm(40), Mm(68), Mm(62))
NONE = "なし"
NOTHING_WRITTEN = "（記載なし）"
FREE_TEXT = "記録"
SECTIONS: dict[type[Block], str] = {
    Statement: "発言要旨",
    Decision: "決定事項",
    Roles: "役割分担",
    Next: "次回",
    Source: "情報の出所",
}


def build(paper: Paper) -> bytes:
    """A .docx file: the meeting's facts, then each item with its record and who confirmed it."""
    document = word.new_document()
    _set_properties(document, paper)
    _set_margins_of_page(document, paper)
    document.add_paragraph(style="Title").add_run("会議録")
    word.write(document.add_paragraph(style="Subtitle"), paper.title)
    _add_facts(
        document,
        ("会議の名称", paper.body_name),
        ("開催日時", paper.held),
        ("場所", paper.place),
        ("議題", "\n".join(_title(item) for item in paper.items) or NONE),
    )
    for at, item in enumerate(paper.items):
        _add_item(document, item, new_page=at > 0)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _title(item: ItemPaper) -> str:
    """Without a number where the reader may not know it."""
    return f"{item.label}　{item.heading}" if item.label else item.heading


def _set_properties(document: WordDocument, paper: Paper) -> None:
    """The file's own label: neutral, since file managers and search show it to anybody."""
    about = document.core_properties
    about.title = word.clean(f"会議録　{paper.title}")[:255]
    about.author = about.last_modified_by = word.clean(paper.city)[:255]
    about.comments = about.keywords = about.subject = ""
    about.language = "ja-JP"
    about.created = about.modified = paper.exported_at.astimezone(UTC).replace(tzinfo=None)


def _set_margins_of_page(document: WordDocument, paper: Paper) -> None:
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        word.right_tab(paragraph)
    owner = "" if paper.body_name.startswith(paper.city) else f"{paper.city}　"
    word.write(head, f"{owner}{paper.body_name}\t")
    word.box(word.write(head, f" {paper.class_label} ", bold=True))
    moment = paper.exported_at.astimezone(TOKYO)
    word.write(foot, f"{paper.exported_for}が{wareki(moment)}{clock(moment)}に書き出し\t")
    word.add_field(foot, "PAGE")
    word.write(foot, " / ")
    word.add_field(foot, "NUMPAGES")


def _add_item(document: WordDocument, item: ItemPaper, *, new_page: bool) -> None:
    """An item can be filed alone, so that each begins on its own page."""
    heading = _add_heading(document, 1, _title(item))
    heading.paragraph_format.page_break_before = new_page
    _add_facts(
        document,
        ("種別", item.kind),
        ("根拠", item.basis),
        ("時間", item.when),
        ("事務局", item.secretariat),
        ("版", f"第{item.version}版　照合番号 {item.check_number}"),
    )
    _add_attendance(document, item)
    _add_heading(document, 2, "議題の内容")
    _add_blocks(document, _written(item.agenda))
    _add_minutes(document, _written(item.minutes))
    _add_signatures(document, item)


def _add_attendance(document: WordDocument, item: ItemPaper) -> None:
    _add_heading(document, 2, "出欠")
    if not item.attendance:
        document.add_paragraph(NONE)
        return
    table = word.add_table(document, ATTENDANCE)
    word.make_header(word.add_row(table, ("役職", "氏名", "出欠")))
    for each in item.attendance:
        word.add_row(table, (each.role, each.name, each.said))
    _end_table(document)


def _written(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without empty lines: distance is the style's work."""
    return tuple(block for block in blocks if not (isinstance(block, Paragraph) and not block.runs))


def _add_minutes(document: WordDocument, blocks: tuple[Block, ...]) -> None:
    """The record in the order in which it was written, under the words of the form."""
    if not blocks:
        _add_heading(document, 2, FREE_TEXT)
        _add_blocks(document, blocks)
    for section, some in groupby(blocks, key=lambda block: SECTIONS.get(type(block), FREE_TEXT)):
        _add_heading(document, 2, section)
        _add_blocks(document, tuple(some))


def _add_blocks(document: WordDocument, blocks: tuple[Block, ...]) -> None:
    if not blocks:
        document.add_paragraph(NOTHING_WRITTEN)
    for block in blocks:
        _add_block(document, block)


def _add_block(document: WordDocument, block: Block) -> None:
    match block:
        case Paragraph(runs):
            _write_runs(document.add_paragraph(), runs)
        case Heading(level, runs):
            # below the item (1) and the sections of the form (2)
            _write_runs(document.add_paragraph(style=f"Heading {level + 2}"), runs)
        case ListBlock():
            _add_list(document, block)
        case Table():
            _add_table(document, block)
        case Unknown(_, text):
            word.write(document.add_paragraph(), text)
        case _:
            _add_structured(document, block)


def _add_structured(document: WordDocument, block: Statement | Decision | Roles | Next | Source) -> None:
    match block:
        case Statement():
            _add_statement(document, block)
        case Decision():
            _add_decision(document, block)
        case Roles():
            _add_roles(document, block)
        case Next():
            _add_next(document, block)
        case Source():
            _add_source(document, block)


def _add_statement(document: WordDocument, statement: Statement) -> None:
    speaker = document.add_paragraph(style=word.SPEAKER)
    word.write(speaker, statement.speaker or "発言者の記載なし", bold=True)
    if statement.agency:
        word.write(speaker, f"（{statement.agency}）")
    for paragraph in statement.paragraphs:
        _write_runs(document.add_paragraph(style=word.SPEECH), paragraph.runs)


def _add_decision(document: WordDocument, decision: Decision) -> None:
    """The number is written as text: it is part of what was confirmed, and no program may count anew."""
    first, *others = decision.paragraphs or (Paragraph(),)
    opening = document.add_paragraph(style=word.DECISION)
    word.write(opening, f"決定事項{decision.number}　", bold=True)
    _write_runs(opening, first.runs)
    for paragraph in others:
        _write_runs(document.add_paragraph(style=word.DECISION), paragraph.runs)


def _add_roles(document: WordDocument, roles: Roles) -> None:
    table = word.add_table(document, ROLES)
    word.make_header(word.add_row(table, ("だれが", "なにを", "いつまで")))
    for row in roles.rows:
        who = "\n".join(part for part in (row.who, row.agency) if part)
        word.add_row(table, (who, row.what, _day(row.due)))
    _end_table(document)


def _add_next(document: WordDocument, block: Next) -> None:
    word.write(document.add_paragraph(style=word.NEXT), f"次回　{_day(block.day) or '日の記載なし'}", bold=True)
    for paragraph in block.paragraphs:
        _write_runs(document.add_paragraph(style=word.NEXT_TEXT), paragraph.runs)


def _add_source(document: WordDocument, source: Source) -> None:
    """Who told it, how and when in one line; what was left open is not named."""
    facts = (("だれから", source.informant), ("どう聞いたか", source.how), ("いつ", _day(source.day)))
    line = document.add_paragraph(style=word.SOURCE)
    for at, (label, fact) in enumerate((label, fact) for label, fact in facts if fact):
        word.write(line, f"{'　' if at else ''}{label}：")
        word.write(line, fact, bold=True)
    if not line.runs:
        word.write(line, "出所の記載なし", bold=True)
    for paragraph in source.paragraphs:
        _write_runs(document.add_paragraph(style=word.HEARD), paragraph.runs)


def _add_table(document: WordDocument, block: Table) -> None:
    """Every row as wide as the widest; what Word has no column for stands in its last cell."""
    width = min(block.width, word.MOST_COLUMNS)
    if not width:
        return
    table = word.add_table(document, (Emu(word.TEXT_WIDTH // width),) * width)
    for at, cells in enumerate(block.rows):
        row = word.add_row(table, ("",) * width)
        places = row.cells
        for number, cell in enumerate(cells):
            paragraph = places[min(number, width - 1)].paragraphs[0]
            if number >= width:
                word.write(paragraph, "\n")
            _write_runs(paragraph, cell.runs)
        if at == 0 and block.header:
            word.make_header(row)
    _end_table(document)


def _add_list(document: WordDocument, block: ListBlock) -> None:
    numbering = word.new_numbering(document) if block.ordered else None
    for item in block.items:
        for at, paragraph in enumerate(item):
            style = "List Continue" if at else ("List Number" if block.ordered else "List Bullet")
            line = document.add_paragraph(style=style)
            if numbering is not None and at == 0:
                word.number(line, numbering)
            _write_runs(line, paragraph.runs)


def _add_signatures(document: WordDocument, item: ItemPaper) -> None:
    _add_heading(document, 2, "確認")
    note = document.add_paragraph(style=word.NOTE)
    if not item.signatures:
        word.write(note, f"第{item.version}版を確認した人：{NONE}")
        _add_who_left(document, item)
        return
    word.write(note, f"次の人が、第{item.version}版（照合番号 {item.check_number}）を読んで確認しました。")
    note.paragraph_format.keep_with_next = True
    table = word.add_table(document, SIGNATURES)
    word.make_header(word.add_row(table, ("氏名", "所属", "確認した日時")))
    for signature in item.signatures:
        word.add_row(table, (signature.name, signature.organisation, signature.when))
    _end_table(document)
    _add_who_left(document, item)


def _add_who_left(document: WordDocument, item: ItemPaper) -> None:
    if item.left:
        words = f"出席し、確認の前に任期を終えた人：{'、'.join(item.left)}"
        word.write(document.add_paragraph(style=word.NOTE), words)


def _add_facts(document: WordDocument, *facts: tuple[str, str]) -> None:
    table = word.add_table(document, FACTS)
    for fact in facts:
        word.make_label(word.add_row(table, fact).cells[0])
    _end_table(document)


def _end_table(document: WordDocument) -> None:
    """Two tables in a row would become one, and a file must end in a paragraph: a very small one follows."""
    document.add_paragraph(style=word.GAP)


def _add_heading(document: WordDocument, level: int, text: str) -> WordParagraph:
    paragraph = document.add_paragraph(style=f"Heading {level}")
    word.write(paragraph, text)
    return paragraph


def _write_runs(paragraph: WordParagraph, runs: tuple[Run, ...]) -> None:
    """Letters that share a reading stand under it together, letters that share an address lead there together."""
    for link, linked in groupby(runs, key=lambda run: safe_address(run.link)):
        place = word.add_link(paragraph, link) if link else paragraph._p
        for ruby, pieces in groupby(linked, key=lambda run: run.ruby):
            letters = [word.make_run(run.text, bold=run.bold, link=bool(link)) for run in pieces]
            if word.clean(ruby).strip():
                word.add_ruby(place, letters, ruby)
            else:
                place.extend(letters)


def _day(due: str) -> str:
    """A due date as the form writes days; what is no date is left as it was written."""
    try:
        return wareki(parse_date(due))
    except ValueError:
        return due

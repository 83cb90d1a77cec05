import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.documents.blocks import (
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Run,
    Source,
    Statement,
    Table,
    Unknown,
)
from minutes.export.docx import Attendance, ItemPaper, Paper, Signature, build

PAGE = "https://kasane.example/madoguchi?a=1&b=2"


def says(text):
    return Paragraph((Run(text),))


ITEM = ItemPaper(
    label="議題1",
    heading="事例 R8-009",
    kind="見守りと支援方針",
    basis="生活困窮者自立支援法 第9条",
    when="14:30–15:05",
    attendance=(
        Attendance("会長", "藤原 誠一（かさね市）", "出席"),
        Attendance("構成員", "大西 健", "遅刻（14:40から）"),
        Attendance("構成員", "佐々木 玲（かさね東中）", "代理：山口 恵子"),
        Attendance("代理", "山口 恵子（かさね東中）", "佐々木 玲の代理"),
        Attendance("オブザーバー", "谷川 由美", "欠席"),
    ),
    secretariat="水野",
    version=2,
    check_number="7F3A-91C2",
    agenda=(
        Heading(1, (Run("論点"),)),
        Paragraph((Run("薬が"), Run("切れている", bold=True), Run("見込み。\n受診は7月が最後。"))),
        Paragraph(),
        ListBlock(True, ((says("訪ねる"), says("だれが行くか")), (says("聞く"),))),
        ListBlock(True, ((says("一から数える"),),)),
        ListBlock(False, ((says("点"),),)),
    ),
    minutes=(
        Statement("大西", "地域包括支援センター かさね東", (says("「薬はまだある」と話す。"), says("受診は先でよいとのこと。"))),
        Paragraph(),
        Statement("谷川", "", (says("最後の受診は7月3日。"),)),
        Decision(1, (says("11月13日までに訪ねる。"),)),
        Decision(2, (says("次の会議は12月。"), says("日は事務局が決める。"))),
        Roles((RoleRow("大西", "地域包括 かさね東", "訪ねて、ようすを聞く", "2026-11-13"), RoleRow("谷川", "", "受診歴を確かめる", "次回"))),
        Source("主治医", "電話", "2026-11-20", (says("薬は7日分ずつ出す。"),)),
        Source("", "", "", (says("だれからかは、聞いていない。"),)),
        Next("2026-12-18", (says("往診のようすを聞く。"),)),
        Next("", (says("長男のこと。"),)),
        says("ほかに話は出なかった。"),
        Table(True, ((says("日"), says("したこと")), (says("7月3日"), Paragraph((Run("受診", bold=True), Run("した。\n一人で。")))), (says("8月"),))),
        Paragraph((Run("神戸", ruby="かんべ"), Run("さんは、"), Run("市の", link=PAGE), Run("窓口", True, PAGE, "まどぐち"), Run("へ。"))),
        Unknown("vote", "票の言葉"),
    ),
    signatures=(Signature("藤原 誠一", "かさね市", "令和8年11月20日（金）17:02"),),
)  # fmt: skip
PAPER = Paper(
    title="令和8年度 第6回 支援会議",
    body_name="かさね市支援会議",
    held="令和8年10月30日（金）14:00–15:30",
    place="さくら会館 2階 会議室B",
    class_label="自治体機密性3B",
    city="かさね市",
    items=(ITEM,),
    exported_for="水野 明",
    exported_at=datetime(2026, 11, 28, 1, 5, tzinfo=UTC),
)
FORM = [
    ("Title", "会議録"),
    ("Subtitle", "令和8年度 第6回 支援会議"),
    ("table", "会議の名称 | かさね市支援会議"),
    ("table", "開催日時 | 令和8年10月30日（金）14:00–15:30"),
    ("table", "場所 | さくら会館 2階 会議室B"),
    ("table", "議題 | 議題1　事例 R8-009"),
    ("Heading 1", "議題1　事例 R8-009"),
    ("table", "種別 | 見守りと支援方針"),
    ("table", "根拠 | 生活困窮者自立支援法 第9条"),
    ("table", "時間 | 14:30–15:05"),
    ("table", "事務局 | 水野"),
    ("table", "版 | 第2版　照合番号 7F3A-91C2"),
    ("Heading 2", "出欠"),
    ("table", "役職 | 氏名 | 出欠"),
    ("table", "会長 | 藤原 誠一（かさね市） | 出席"),
    ("table", "構成員 | 大西 健 | 遅刻（14:40から）"),
    ("table", "構成員 | 佐々木 玲（かさね東中） | 代理：山口 恵子"),
    ("table", "代理 | 山口 恵子（かさね東中） | 佐々木 玲の代理"),
    ("table", "オブザーバー | 谷川 由美 | 欠席"),
    ("Heading 2", "議題の内容"),
    ("Heading 3", "論点"),
    ("Normal", "薬が切れている見込み。\n受診は7月が最後。"),
    ("List Number", "訪ねる"),
    ("List Continue", "だれが行くか"),
    ("List Number", "聞く"),
    ("List Number", "一から数える"),
    ("List Bullet", "点"),
    ("Heading 2", "発言要旨"),
    ("発言者", "大西（地域包括支援センター かさね東）"),
    ("発言", "「薬はまだある」と話す。"),
    ("発言", "受診は先でよいとのこと。"),
    ("発言者", "谷川"),
    ("発言", "最後の受診は7月3日。"),
    ("Heading 2", "決定事項"),
    ("決定事項", "決定事項1　11月13日までに訪ねる。"),
    ("決定事項", "決定事項2　次の会議は12月。"),
    ("決定事項", "日は事務局が決める。"),
    ("Heading 2", "役割分担"),
    ("table", "だれが | なにを | いつまで"),
    ("table", "大西\n地域包括 かさね東 | 訪ねて、ようすを聞く | 令和8年11月13日（金）"),
    ("table", "谷川 | 受診歴を確かめる | 次回"),
    ("Heading 2", "情報の出所"),
    ("情報の出所", "だれから：主治医　どう聞いたか：電話　いつ：令和8年11月20日（金）"),
    ("聞いた内容", "薬は7日分ずつ出す。"),
    ("情報の出所", "出所の記載なし"),
    ("聞いた内容", "だれからかは、聞いていない。"),
    ("Heading 2", "次回"),
    ("次回", "次回　令和8年12月18日（金）"),
    ("次回の内容", "往診のようすを聞く。"),
    ("次回", "次回　日の記載なし"),
    ("次回の内容", "長男のこと。"),
    ("Heading 2", "記録"),
    ("Normal", "ほかに話は出なかった。"),
    ("table", "日 | したこと"),
    ("table", "7月3日 | 受診した。\n一人で。"),
    ("table", "8月 | "),
    ("Normal", "神戸さんは、市の窓口へ。"),
    ("Normal", "票の言葉"),
    ("Heading 2", "確認"),
    ("注記", "次の人が、第2版（照合番号 7F3A-91C2）を読んで確認しました。"),
    ("table", "氏名 | 所属 | 確認した日時"),
    ("table", "藤原 誠一 | かさね市 | 令和8年11月20日（金）17:02"),
]


def opened(paper):
    return Document(BytesIO(build(paper)))


def form(document):
    """Everything in the order of the page, as (style, text); the gaps after tables left out."""
    for part in document.iter_inner_content():
        if isinstance(part, WordTable):
            yield from (("table", " | ".join(cell.text for cell in row.cells)) for row in part.rows)
        elif part.style.name != "表のあと":
            yield part.style.name, letters(part)


def letters(paragraph):
    """The text of a paragraph; what stands under a reading is no text for python-docx."""
    small = {one for above in paragraph._p.iter(qn("w:rt")) for one in above.iter()}
    runs = (run for run in paragraph._p.iter(qn("w:r")) if run not in small)
    return "".join(run.text for run in runs)


def test_the_whole_form():
    assert list(form(opened(PAPER))) == FORM


def test_who_left_before_confirming_is_named():
    for item in (replace(ITEM, left=("前川 進",)), replace(ITEM, left=("前川 進",), signatures=())):
        assert ("注記", "出席し、確認の前に任期を終えた人：前川 進") in list(
            form(opened(replace(PAPER, items=(item,))))
        )
    assert "任期を終えた人" not in str(list(form(opened(PAPER))))


def test_nothing_written_is_said():
    written = list(
        form(opened(replace(PAPER, items=(replace(ITEM, agenda=(), minutes=(Paragraph(),), signatures=()),))))
    )
    assert written[19:] == [
        ("Heading 2", "議題の内容"),
        ("Normal", "（記載なし）"),
        ("Heading 2", "記録"),
        ("Normal", "（記載なし）"),
        ("Heading 2", "確認"),
        ("注記", "第2版を確認した人：なし"),
    ]


def test_the_page():
    section = opened(PAPER).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert {round(margin.mm) for margin in margins} == {20}
    assert section.header.paragraphs[0].text == "かさね市支援会議\t 自治体機密性3B "
    footer = section.footer.paragraphs[0]
    assert footer.text == "水野 明が令和8年11月28日（土）10:05に書き出し\t / "
    assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_city_is_named_once_on_the_page():
    header = opened(replace(PAPER, body_name="重層的支援会議")).sections[0].header
    assert header.paragraphs[0].text == "かさね市　重層的支援会議\t 自治体機密性3B "


def test_each_item_begins_on_its_own_page():
    document = opened(replace(PAPER, items=(ITEM, replace(ITEM, label="議題2"))))
    begins = [p.paragraph_format.page_break_before for p in document.paragraphs if p.style.name == "Heading 1"]
    assert begins == [False, True]


def test_rows_stay_whole_and_heads_repeat():
    document = opened(PAPER)
    for table in document.tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    repeated = [
        table.cell(0, 0).text for table in document.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert repeated == ["役職", "だれが", "日", "氏名"]


def test_each_numbered_list_starts_at_one():
    document = opened(PAPER)
    numberings = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numberings[0] == numberings[1] != numberings[2]


def test_weight_is_kept():
    runs = next(p for p in opened(PAPER).paragraphs if p.text.startswith("薬が")).runs
    assert [(run.text, bool(run.bold)) for run in runs] == [
        ("薬が", False), ("切れている", True), ("見込み。\n受診は7月が最後。", False),
    ]  # fmt: skip


def test_a_link_is_one_and_leads_nowhere_but_to_a_safe_address():
    links = [link for paragraph in opened(PAPER).paragraphs for link in paragraph.hyperlinks]
    assert [(link.address, [run.text for run in link.runs]) for link in links] == [(PAGE, ["市の", ""])]
    bad = replace(ITEM, minutes=(Paragraph((Run("押す", link="javascript:alert(1)"),)),))
    file = build(replace(PAPER, items=(bad,)))
    with ZipFile(BytesIO(file)) as parts:
        assert not any(b"javascript" in parts.read(name) for name in parts.namelist())
    assert ("Normal", "押す") in list(form(Document(BytesIO(file))))


def test_a_reading_stands_above_its_word():
    rubies = [ruby for paragraph in opened(PAPER).paragraphs for ruby in paragraph._p.iter(qn("w:ruby"))]
    told = [
        ["".join(t.text for t in ruby.find(qn(name)).iter(qn("w:t"))) for name in ("w:rubyBase", "w:rt")]
        for ruby in rubies
    ]
    assert told == [["神戸", "かんべ"], ["窓口", "まどぐち"]]


def test_a_table_wider_than_word_can_be_loses_no_word():
    wide = Table(False, (tuple(says(f"<{at}>") for at in range(70)), (says("一"),)))
    table = opened(replace(PAPER, items=(replace(ITEM, minutes=(wide,)),))).tables[-2]
    assert len(table.columns) == 63
    assert table.cell(0, 62).text.split("\n") == [f"<{at}>" for at in range(62, 70)]
    for nothing in (Table(True), Table(True, ((),))):
        assert opened(replace(PAPER, items=(replace(ITEM, minutes=(nothing,)),)))


@pytest.mark.parametrize("style", ["Normal", "Title", "Heading 1", "Heading 3", "Header"])
def test_japanese_letters_have_a_japanese_font(style):
    fonts = opened(PAPER).styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) in ("游明朝", "游ゴシック")
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_the_label_of_the_file_is_neutral():
    with ZipFile(BytesIO(build(PAPER))) as file:
        core = file.read("docProps/core.xml").decode()
    assert "会議録　令和8年度 第6回 支援会議" in core
    assert "2026-11-28T01:05:00Z" in core
    assert "R8-009" not in core
    assert "python-docx" not in core


@settings(deadline=None, max_examples=15)
@given(st.text(min_size=1, max_size=30))
def test_any_letters_can_be_written(text):
    item = replace(
        ITEM,
        heading=text,
        attendance=(Attendance(text, text, text),),
        minutes=(
            Statement(text, text, (says(text),)),
            Source(text, text, text, (says(text),)),
            Next(text, (says(text),)),
            Unknown(text, text),
            Table(True, ((Paragraph((Run(text, True, text, text), Run(text, ruby=text))),),)),
        ),
    )
    paper = replace(PAPER, title=text, body_name=text, city=text, exported_for=text, items=(item,))
    assert len(list(form(opened(paper)))) > len(FORM) - 24


@pytest.mark.skipif(shutil.which("soffice") is None and os.environ.get("CI") != "true", reason="needs LibreOffice")
def test_an_office_program_shows_every_word(tmp_path):
    (tmp_path / "minutes.docx").write_bytes(build(PAPER))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "minutes.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    shown = subprocess.run(["pdftotext", "-raw", str(tmp_path / "minutes.pdf"), "-"], check=True, capture_output=True)
    seen = "".join(shown.stdout.decode().split())
    for _, text in FORM:
        for line in re.split("\n| \\| |(?<=神戸)|(?=窓口)|(?<=窓口)", text):  # a reading stands between the lines
            assert "".join(line.split()) in seen
    assert "かんべ" in seen
    assert "まどぐち" in seen
    assert "自治体機密性3B" in seen
    assert "1/3" in seen

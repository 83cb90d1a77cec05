"""Files of rosters: what is read, and what is said of every cell that cannot stay so."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.imports.judging import Known, look_up, read_people
from meetings.imports.reading import CannotRead, rows_of

TODAY = date(2026, 11, 22)
HEAD = "姓,名,メールアドレス,所属,職名,役割,だれの代理か,受託者,任期の始まり,任期の終わり"
GOOD = "大西,健,onishi@kasane.example,地域包括支援センター,主任,構成員,,,令和8年4月1日,令和10年3月31日"


def csv(*lines: str, code: str = "utf-8", end: str = "\r\n") -> bytes:
    return end.join(lines).encode(code)


def people(content: bytes, name: str = "名簿.csv"):
    return read_people(rows_of(content, name), TODAY)


def excel(*rows: list) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        csv(HEAD, GOOD),
        csv(HEAD, GOOD, code="utf-8-sig"),
        csv(HEAD, GOOD, code="cp932"),
        csv(HEAD, GOOD, end="\n"),
        csv("", HEAD, ",,,,,,,,", GOOD, ""),
        csv(HEAD.replace(",", "\t"), GOOD.replace(",", "\t")),
    ],
    ids=["utf-8", "bom", "cp932", "unix", "blank rows", "tabs"],
)
def test_a_csv_is_read_however_it_was_saved(content):
    (entry,) = people(content).entries
    assert (entry.family_name, entry.given_name, entry.email) == ("大西", "健", "onishi@kasane.example")
    assert (entry.organisation, entry.post, entry.role) == ("地域包括支援センター", "主任", "member")
    assert (entry.starts_on, entry.ends_on) == (date(2026, 4, 1), date(2028, 3, 31))


def test_an_excel_sheet_is_read_with_its_days():
    row = ["大西", "健", "onishi@kasane.example", "包括", None, "会長", None, "○", datetime(2026, 4, 1), 46843]
    judged = people(excel(HEAD.split(","), row), "名簿.xlsx")
    assert judged.wrong == []
    (entry,) = judged.entries
    assert (entry.role, entry.contractor, entry.starts_on, entry.ends_on) == (
        "chair",
        True,
        date(2026, 4, 1),
        date(2028, 3, 31),
    )


def test_one_column_for_the_name_and_other_words_for_columns():
    judged = people(
        csv("氏名,Email,所属機関,役職,任期開始日,任期満了日", "大西　健,a@kasane.example,包括,主任,R8.4.1,2028/3/31")
    )
    assert [(entry.full_name, entry.post) for entry in judged.entries] == [("大西 健", "主任")]


def changed(**cells: str) -> bytes:
    row = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | cells
    return csv(HEAD, GOOD.replace("onishi", "first"), ",".join(row.values()))


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"メールアドレス": "onishi.kasane.example"}, "3行目 メールアドレス：「@」がありません。例：name@example.jp"),
        ({"メールアドレス": "a@b"}, "3行目 メールアドレス：メールアドレスの形になっていません。例：name@example.jp"),
        ({"メールアドレス": ""}, "3行目 メールアドレス：空いています。"),
        ({"メールアドレス": "FIRST＠kasane.example"}, "3行目 メールアドレス：2行目と同じアドレスです。"),
        ({"姓": ""}, "3行目 姓：空いています。"),
        ({"所属": ""}, "3行目 所属：空いています。"),
        ({"所属": "あ" * 121}, "3行目 所属：120文字までにしてください。"),
        (
            {"だれの代理か": "a@kasane.example"},
            "3行目 だれの代理か：だれかの代わりに出るのは代理だけです。ここを空けるか、役割に「代理」と書いてください。",
        ),
        (
            {"役割": "代理", "任期の終わり": "令和9年3月31日"},
            "3行目 だれの代理か：代理を頼んだ構成員のメールアドレスを書いてください。",
        ),
        ({"受託者": "たぶん"}, "3行目 受託者：「はい」と書くか、空けておいてください。"),
        ({"任期の終わり": "来年"}, "3行目 任期の終わり：令和8年11月30日 か 2026/11/30 のように書いてください。"),
        (
            {"任期の終わり": "令和8年3月31日"},
            "3行目 任期の終わり：始まりの令和8年4月1日（水）よりあとの日にしてください。",
        ),
        (
            {"任期の始まり": "R7.4.1", "任期の終わり": "R8.3.31"},
            "3行目 任期の終わり：この日はすぎています。今日からあとの日にしてください。",
        ),
        (
            {"役割": "オブザーバー"},
            "3行目 任期の終わり：アドバイザー・オブザーバー・代理の任期は、1年以内にしてください。",
        ),
    ],
)
def test_every_bad_cell_is_named(cells, remark):
    judged = people(changed(**cells))
    assert [str(each) for each in judged.wrong] == [remark]


def test_a_row_with_three_faults_gets_three_remarks():
    judged = people(changed(姓="", メールアドレス="x", 役割="王様"))
    assert [each.column for each in judged.wrong] == ["姓", "メールアドレス", "役割"]
    assert len(judged.entries) == 1


def test_what_the_portal_knows_is_added():
    judged = people(csv(HEAD, GOOD, GOOD.replace("onishi", "info"), GOOD.replace("onishi", "known")))
    look_up(judged, Known(seated={"onishi@kasane.example"}, people={"onishi@kasane.example", "known@kasane.example"}))
    assert [each.row for each in judged.wrong] == [2]
    assert [each.row for each in judged.doubtful] == [3, 4]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"x" * (1024 * 1024 + 1), "a.csv"),
        (b"\x00\x01", "a.csv"),
        (b"PK\x03\x04 no book", "a.xlsx"),
        (csv(HEAD, GOOD), "a.xlsx"),
        (csv(HEAD, GOOD), "a.xlsm"),
        (csv(HEAD), "a.csv"),
        (csv("a,b,c", GOOD), "a.csv"),
        (csv(HEAD + ",姓", GOOD), "a.csv"),
        (csv(HEAD, *[GOOD] * 501), "a.csv"),
        (csv(HEAD, '"' + "あ" * 140_000), "a.csv"),
        (excel(), "a.xlsx"),
    ],
    ids=[
        "empty",
        "large",
        "binary",
        "broken",
        "mismatch",
        "macros",
        "nobody",
        "no-heading",
        "twice",
        "too-many",
        "endless",
        "blank",
    ],
)
def test_what_cannot_be_read_says_so(content, name):
    with pytest.raises(CannotRead) as refusal:
        people(content, name)
    assert refusal.value.sentence


def test_five_hundred_are_taken():
    rows = [GOOD.replace("onishi", f"p{number}") for number in range(500)]
    assert len(people(csv(HEAD, *rows)).entries) == 500


CELLS = st.one_of(
    st.text(max_size=30), st.sampled_from(["R8.4.1", "2028/3/31", "a@b.jp", "代理", "=1", "\u3000", "99999999"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=11), max_size=6))
def test_whatever_a_table_holds_the_only_refusal_is_our_own(table):
    lines = [HEAD, *(",".join(row) for row in table)]
    try:
        judged = people("\n".join(lines).encode("utf-8", "replace"))
    except CannotRead:
        return
    assert len(judged.entries) <= len(table) * 40


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a", ""]))
def test_whatever_bytes_come_the_only_refusal_is_our_own(content, name):
    try:
        people(content, name)
    except CannotRead:
        pass


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(10**9), 10**9),
    st.dates(),
    st.sampled_from(["R8.4.1", "a@b.jp"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, min_size=9, max_size=9))
def test_whatever_a_sheet_holds_the_only_refusal_is_our_own(row):
    try:
        read_people([(1, HEAD.split(",")), (2, ["" if cell is None else cell for cell in row])], TODAY)
    except CannotRead:
        pass

"""Composing Japanese where the text has a form of its own: in and beside readings and links, and in the cells of tables.

While the word is composed, another browser types, cuts and unties in the same paragraph. Afterwards the word stands
once, the caret right behind it, both see the same, and undo takes back the word and nothing of the other's.
"""

from collections.abc import Callable

import pytest

from tests.journeys.acts import until
from tests.journeys.ime import Typist, settled
from tests.journeys.rooms import editor, enter_room

pytestmark = pytest.mark.journey
STATES = ("ほ", "ほうもん", "訪問")
FIRST, LAST = "はじめの行。", "おわりの行。"
MARKS = {"ruby": ("Control+Shift+F", "かんべ", "ruby"), "link": ("Control+k", "kasane.example/kanbe", ".link")}
# The line with the marked word 神戸, where mine is composed, where the other types, and whether mine belongs to the mark.
PLACES = [
    ("あの神戸さんに聞いた。", 2, 2, False),  # at the edge before it, both at once
    ("あの神戸さんに聞いた。", 3, 3, True),  # inside it, both at once
    ("あの神戸さんに聞いた。", 3, 1, True),
    ("あの神戸さんに聞いた。", 4, 3, False),  # at the edge behind it
    ("あの神戸さんに聞いた。", 8, 3, False),  # elsewhere in the line
    ("神戸さんに聞いた。", 0, 5, False),  # nothing stands before it
    ("聞いたのは神戸", 7, 7, False),  # nor behind it
]
IN_CELLS = [("", 0, 0), ("合計", 0, 1), ("合計", 1, 1), ("合計", 2, 2)]


@pytest.fixture
def two(kasane, page_factory):
    """Two people in one room."""
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    typists = []
    for role in ("member2", "member4"):
        visit = page_factory(cookie=kasane.cookie(role), url=kasane.url)
        enter_room(visit, meeting["items"][0]["url"])
        typists.append(Typist.at(visit.page))
    return typists


def begin(mine: Typist, other: Typist, line: str) -> None:
    """Three lines, the same for both; the caret behind the second."""
    editor(mine.page).click()
    mine.page.keyboard.press("Control+a")
    mine.page.keyboard.press("Delete")
    mine.type(FIRST)
    mine.page.keyboard.press("Enter")
    mine.page.keyboard.press("Enter")
    mine.type(LAST)
    mine.place(1, 0)
    mine.type(line)
    until(lambda: settled(mine, other) and mine.lines() == [FIRST, line, LAST], mine.page)


def mark(mine: Typist, other: Typist, which: str, line: int) -> None:
    """Give 神戸 in that line a reading or an address."""
    shortcut, value, where = MARKS[which]
    mine.place(line, mine.lines()[line].index("神戸"))
    for _ in "神戸":
        mine.page.keyboard.press("Shift+ArrowRight")
    mine.page.evaluate(
        "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
    )  # it has seen what is selected
    mine.page.keyboard.press(shortcut)
    mine.page.locator(f"[name={which}-value]").fill(value)
    mine.page.keyboard.press("Enter")
    until(lambda: settled(mine, other) and other.page.locator(f"#minutes-editor {where}").count() == 1, mine.page)


def marked(typist: Typist, which: str) -> str:
    """All words that carry the mark."""
    found: str = editor(typist.page).evaluate(
        """(root, where) => {
            const copy = root.cloneNode(true);
            copy.querySelectorAll(".cursor, .ProseMirror-widget").forEach(one => one.remove());
            return [...copy.querySelectorAll(where)].map(one => one.textContent).join("");
        }""",
        MARKS[which][2],
    )
    return found.replace("\u2060", "").replace("\ufeff", "")


def compose(mine: Typist, other: Typist, line: int, at: int, disturb: Callable[[int], None]) -> tuple[str, str]:
    """Write 訪問◎ there while the other does something at every step; answers the line without it and with it."""
    mine.place(line, at)
    for tick, state in enumerate(STATES):
        mine.show(state)
        disturb(tick)
    mine.commit()
    until(lambda: settled(mine, other), mine.page)
    mine.type("◎")
    until(lambda: settled(mine, other), mine.page)
    line = next(
        (one for one, words in enumerate(mine.lines()) if "訪問" in words), line
    )  # rows may have come before it
    whole = mine.lines()[line]
    assert whole.count("訪問◎") == 1, whole
    assert "ほ" not in whole, whole  # nothing half-typed stayed
    without = whole.replace("訪問◎", "")
    for key, expected in (("Control+z", without), ("Control+y", whole)):
        for _ in ("◎", "訪問"):
            mine.page.keyboard.press(key)
        until(lambda: settled(mine, other), mine.page)
        assert mine.lines()[line] == expected, key
    return without, whole


def typing(other: Typist, line: int, at: int) -> Callable[[int], None]:
    """The other puts a number there at every step."""

    def disturb(tick: int) -> None:
        other.place(line, at)
        other.type(f"[{tick}]")

    return disturb


def test_a_word_composed_in_or_beside_a_reading_or_a_link_stands_once(two):
    mine, other = two
    for which in MARKS:
        for line, at, theirs, belongs in PLACES:
            begin(mine, other, line)
            mark(mine, other, which, 1)
            other.place(1, theirs)
            until(
                lambda: editor(mine.page).locator(".cursor").count() == 1, mine.page
            )  # it stands there before I begin
            without, whole = compose(mine, other, 1, at, typing(other, 1, theirs))
            case = (which, at, theirs, whole, marked(mine, which))
            assert sorted(without) == sorted(line + "[0][1][2]"), case
            assert ("訪問" in marked(mine, which)) is belongs, case
            assert marked(mine, which) == marked(other, which), case
            assert [mine.lines()[0], *mine.lines()[2:]] == [FIRST, LAST], case


def test_a_word_composed_in_a_reading_or_a_link_outlives_it(two):
    mine, other = two
    for which in MARKS:
        begin(mine, other, "あの神戸さんに聞いた。")
        mark(mine, other, which, 1)

        def unmark(tick: int, which: str = which) -> None:
            if tick == 0:
                other.place(1, 3)
                other.page.locator(f"[data-format={which}]").click()
                other.page.locator(f"#room-{which} [data-act=remove]").click()

        _without, whole = compose(mine, other, 1, 3, unmark)
        assert whole == "あの神訪問◎戸さんに聞いた。", which
        assert "神" not in marked(mine, which) == marked(other, which), which


def table(mine: Typist, other: Typist, words: str) -> int:
    """A table behind the first line, with these words in its first cell; answers which line that cell is."""
    begin(mine, other, "あいだの行。")
    mine.place(0, len(FIRST))
    mine.page.locator("[data-format=table]").click()
    mine.type(words)
    mine.page.keyboard.press("Tab")
    mine.type("となり")
    until(lambda: settled(mine, other) and editor(other.page).locator("td").count() == 9, mine.page)
    return 1


def test_a_word_composed_in_a_cell_stands_once_and_stays_in_it(two):
    mine, other = two
    for words, at, theirs in IN_CELLS:
        cell = table(mine, other, words)
        without, _whole = compose(mine, other, cell, at, typing(other, cell, theirs))
        assert sorted(without) == sorted(words + "[0][1][2]"), (words, at, theirs)
        assert mine.lines()[cell + 1] == "となり"

    cell = table(mine, other, "合計")
    acts = ("row_before", "column_before", "row_after")

    def build(tick: int) -> None:
        other.place(cell if tick == 0 else cell + 3, 0)
        other.page.locator(f"[data-act={acts[tick]}]").click()

    without, _whole = compose(mine, other, cell, 2, build)
    lines = mine.lines()
    assert without == "合計"
    assert lines[lines.index("合計訪問◎") + 1] == "となり"
    assert editor(mine.page).locator("tr").count() == 5
    assert editor(mine.page).locator("td").count() == 20


FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><table class=MsoTableGrid>
<tr><td><p class=MsoNormal><b>だれ</b></p></td><td><p class=MsoNormal><b>どこへ</b></p></td></tr>
<tr><td><p class=MsoNormal><ruby><rb>神戸</rb><rp>(</rp><rt>かんべ</rt><rp>)</rp></ruby>さん</p></td>
<td><p class=MsoNormal><a href="https://kasane.example/">窓口</a></p></td></tr></table></body></html>"""
PASTE = """(root, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    root.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_a_table_from_word_is_pasted_for_both_and_undo_takes_it_back(two):
    mine, other = two
    begin(mine, other, "あいだの行。")
    mine.place(1, len("あいだの行。"))
    editor(mine.page).evaluate(PASTE, FROM_WORD)
    cells = editor(other.page).locator("td")
    until(lambda: cells.count() == 4 and settled(mine, other), mine.page)
    assert mine.lines() == [FIRST, "あいだの行。", "だれ", "どこへ", "神戸さん", "窓口", LAST]
    assert [marked(other, which) for which in MARKS] == ["神戸", "窓口"]
    mine.page.keyboard.press("Control+z")
    until(lambda: cells.count() == 0 and settled(mine, other), mine.page)
    assert mine.lines() == [FIRST, "あいだの行。", LAST]

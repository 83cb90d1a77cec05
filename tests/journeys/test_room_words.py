"""Tables, links and readings in two real browsers: composing in them and beside them, pasting, the forms that ask."""

import pytest

from tests.journeys.acts import until
from tests.journeys.ime import Typist, settled
from tests.journeys.rooms import editor, enter_room

pytestmark = pytest.mark.journey
PASTE = """html => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector("#minutes-editor .editor").dispatchEvent(event);
}"""


@pytest.fixture
def two(kasane, page_factory):
    """Two people in one room, with one line in the record."""
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    typists = []
    for role in ("member2", "member4"):
        visit = page_factory(cookie=kasane.cookie(role), url=kasane.url)
        enter_room(visit, meeting["items"][0]["url"])
        typists.append(Typist.at(visit.page))
    mine, other = typists
    mine.page.keyboard.press("Control+a")
    mine.page.keyboard.press("Delete")
    mine.type("あの神戸さんに聞いた。")
    until(lambda: settled(mine, other), mine.page)
    return mine, other


def select(typist: Typist, offset: int, letters: int) -> None:
    typist.place(0, offset)
    for _ in range(letters):
        typist.page.keyboard.press("Shift+ArrowRight")


@pytest.mark.parametrize(
    ("mine_at", "other_at"),
    [(2, 1), (3, 3), (4, 4), (4, 3), (8, 2)],
    ids=["before", "inside", "behind", "the other inside", "elsewhere"],
)
def test_a_word_composed_in_or_beside_a_reading_stands_once(two, mine_at, other_at):
    mine, other = two
    select(mine, 2, 2)
    mine.page.keyboard.press("Control+Shift+F")
    mine.page.locator("[name=ruby-value]").fill("かんべ")
    mine.page.keyboard.press("Enter")
    until(lambda: other.page.locator("#minutes-editor ruby rt").count() == 1, mine.page)
    mine.place(0, mine_at)
    for state in ("ほ", "ほうもん", "訪問"):
        mine.show(state)
        other.place(0, other_at)
        other.type("[x]")
    mine.commit()
    until(lambda: settled(mine, other), mine.page)
    mine.type("◎")
    until(lambda: settled(mine, other), mine.page)
    assert mine.lines()[0].count("訪問◎") == 1
    assert mine.lines()[0].count("[x]") == 3
    bases = mine.page.locator("#minutes-editor ruby > span").all_text_contents()
    assert "".join(bases).startswith("神")
    if mine_at == 4:
        assert "訪問" not in "".join(bases)  # who writes on behind it writes plain words


def test_a_word_composed_in_a_cell_stands_once_whoever_adds_rows(two):
    mine, other = two
    mine.page.keyboard.press("Control+End")
    mine.page.locator("[data-format=table]").click()
    until(lambda: settled(mine, other) and other.page.locator("#minutes-editor td").count() == 9, mine.page)
    first = mine.lines().index("", 1)
    for state in ("ほ", "ほうもん", "訪問"):
        mine.show(state)
        other.place(first, 0)
        other.type("[x]")
    other.page.locator("[data-act=row_after]").click()
    mine.commit()
    until(lambda: settled(mine, other), mine.page)
    mine.type("◎")
    mine.page.keyboard.press("Tab")
    mine.type("次のマス")
    until(lambda: settled(mine, other), mine.page)
    assert mine.lines()[first].count("訪問◎") == 1
    assert mine.lines()[first].count("[x]") == 3
    assert mine.lines()[first + 1] == "次のマス"
    assert mine.page.locator("#minutes-editor tr").count() == 4


def test_a_range_of_a_sheet_becomes_a_table_for_both_and_undo_takes_it_back(two):
    mine, other = two
    mine.page.keyboard.press("Control+End")
    mine.page.evaluate(
        PASTE,
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td colspan=2>合わせた</td></tr>'
        "<tr><td style='color:red'>甲</td><td>乙</td></tr></table></body></html>",
    )
    cells = other.page.locator("#minutes-editor td")
    until(lambda: cells.count() == 4 and settled(mine, other), mine.page)
    assert cells.all_text_contents() == ["合わせた", "", "甲", "乙"]
    mine.page.keyboard.press("Control+z")
    until(lambda: cells.count() == 0, mine.page)


def test_a_link_is_asked_for_by_keyboard_alone_and_leads_out_only_on_purpose(two):
    mine, other = two
    select(mine, 2, 2)
    mine.page.keyboard.press("Control+k")
    mine.page.keyboard.type("javascript:alert(1)")
    mine.page.keyboard.press("Enter")
    until(lambda: mine.page.locator("#room-link [role=alert]").text_content(), mine.page)
    mine.page.locator("[name=link-value]").fill("kasane.example/madoguchi")
    mine.page.keyboard.press("Enter")
    link = other.page.locator("#minutes-editor a")
    until(lambda: link.count() == 1, mine.page)
    assert link.get_attribute("href") == "https://kasane.example/madoguchi"
    assert link.get_attribute("rel") == "noopener noreferrer"
    link.click()
    assert editor(other.page).evaluate("root => root.contains(getSelection().anchorNode)")
    assert len(other.page.context.pages) == 1

"""How a record came about: when, who, which word; earlier words put back for all at once; undo of one's own only."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import Camera, press, until
from tests.journeys.ime import Typist, settled
from tests.journeys.rooms import editor, enter_room

pytestmark = pytest.mark.journey
VISIT, CALL = "火曜日に訪問する。", "電話もする。"
MINE, THEIRS = "大西 健", "石田 浩司"


@pytest.fixture
def item(kasane):
    """An item that can be written in; of it two stages are kept, from before anything stood in its record."""
    return next(one for one in kasane.facts()["meetings"] if one["state"] == "called")["items"][1]


@pytest.fixture
def two(kasane, page_factory, item):
    """Two people in the item's room."""
    typists = []
    for role in ("member2", "member4"):
        visit = page_factory(cookie=kasane.cookie(role), url=kasane.url)
        enter_room(visit, item["url"])
        typists.append(Typist.at(visit.page))
    return typists


def timeline(typist: Typist) -> Page:
    """The history, as the room's link leads to it; the room stays open."""
    page = typist.page.context.new_page()
    page.goto(typist.page.get_by_role("link", name="履歴").evaluate("link => link.href"))
    return page


def put_back(page: Page, number: int) -> None:
    """From the timeline to a stage, to what putting it back does, and back to the timeline."""
    press(page.locator(".timeline__moment").filter(has_text=f"段階{number}").last.get_by_role("link"))
    press(page.get_by_role("link", name="戻すとどうなるかを見る"))
    press(page.get_by_role("button", name="この内容に戻す"))
    expect(page.get_by_text("そのときの内容に戻しました。")).to_be_visible()


def undo(typist: Typist, other: Typist) -> list[str]:
    """What stands in both windows after one undo."""
    editor(typist.page).evaluate("root => root.focus({ preventScroll: true })")
    typist.page.keyboard.press("Control+z")
    until(lambda: settled(typist, other), typist.page)
    return other.lines()


def test_a_record_tells_how_it_came_about_and_goes_back_for_all_at_once(two, tmp_path):
    mine, other = two
    camera = Camera.into(tmp_path)
    mine.type(VISIT)
    mine.page.keyboard.press("Enter")
    until(lambda: settled(mine, other), mine.page)
    other.place(1, 0)
    other.type(CALL)
    until(lambda: settled(mine, other) and mine.lines() == [VISIT, CALL], mine.page)

    history = timeline(mine)
    now = history.locator(".timeline__moment").first
    expect(now.locator(".timeline__time")).to_contain_text("いま")
    expect(now.locator(".timeline__time")).to_contain_text(re.compile(r"最後は \d+:\d\d"))
    expect(now.locator(".timeline__authors")).to_contain_text(re.compile(f"{MINE}.*{THEIRS}"))
    expect(now).to_contain_text(f"{len(VISIT + CALL)}文字ふえました")
    camera.take(history, "timeline")

    put_back(history, 2)  # as it stood before anything was in the record
    until(lambda: other.lines() == [""] and settled(mine, other), other.page)
    assert undo(other, mine) == [""]  # what was mine does not come back by their undo, nor theirs: it is gone for all
    history.reload()
    first, second = (history.locator(".timeline__moment").nth(at) for at in range(2))
    expect(first).to_contain_text("段階2を戻しました")
    expect(first.locator(".timeline__authors")).to_contain_text(MINE)
    expect(first.locator(".timeline__authors")).not_to_contain_text(THEIRS)
    expect(second).to_contain_text("段階3")

    put_back(history, 3)  # what stood before that
    until(lambda: other.lines() == [VISIT, CALL] and settled(mine, other), other.page)

    other.place(0, 0)
    other.page.keyboard.press("Delete")
    other.type("木")
    mine.place(1, len(CALL))
    mine.type("◎")
    until(lambda: settled(mine, other) and mine.lines() == ["木曜日に訪問する。", CALL + "◎"], mine.page)
    assert undo(mine, other) == ["木曜日に訪問する。", CALL]  # mine is gone, theirs stands
    assert undo(mine, other) == ["木曜日に訪問する。", CALL]  # nor is what was put back undone like a key press

    history.reload()
    press(history.locator(".timeline__moment").first.get_by_role("link"))
    changed = history.locator(".diff__passage.changed")
    expect(changed).to_have_count(1)
    for kind, word in (("del", "火曜日"), ("ins", "木曜日")):
        assert changed.locator(kind).evaluate_all("all => all.map(one => one.lastChild.data)") == [word]
    camera.take(history, "difference")
    history.close()

    page = other.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="だれが書いたか").click()
    legend = page.get_by_role("list", name="ここを書いた人")
    expect(legend).to_contain_text(MINE)
    expect(legend).to_contain_text(THEIRS)
    expect(legend).to_be_in_viewport(ratio=1)
    for at, name in ((3, MINE), (1, THEIRS)):
        other.place(0, at)
        expect(page.locator("[data-line]")).to_contain_text(name)
    camera.take(page, "who")
    assert camera.too_wide == []

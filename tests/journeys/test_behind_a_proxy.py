"""An office whose proxy lets no WebSocket through: the room goes by requests, and nothing is different."""

import pytest
from playwright.sync_api import expect

from tests.journeys.proxy import office_proxy
from tests.journeys.rooms import composing, editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey


@pytest.fixture
def office(kasane, page_factory):
    """Opens windows of people in that office."""
    with office_proxy() as address:
        yield lambda role: page_factory(
            cookie=kasane.cookie(role), url=kasane.url, proxy={"server": address, "bypass": "<-loopback>"}
        )


def test_they_write_together_with_somebody_outside_and_come_back_after_a_crash(kasane, page_factory, office):
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    room = meeting["items"][0]["url"]
    inside, outside = office("member2"), page_factory(cookie=kasane.cookie("member4"), url=kasane.url)
    carried: list[str] = []
    inside.page.on("request", lambda request: carried.append(request.url) if "/carried/" in request.url else None)
    for visit in (inside, outside):
        enter_room(visit, room)
    assert carried
    inside.page.evaluate("window.sameDocument = true")

    editor(inside.page).click()
    inside.page.keyboard.insert_text("庁内から書く。")
    save_state(inside.page, "saved")
    expect(editor(outside.page)).to_contain_text("庁内から書く。")
    editor(outside.page).click()
    with composing(outside.page) as show:
        show("そとから")
        inside.page.keyboard.insert_text("つづけて書く。")
        save_state(inside.page, "saved")
    expect(editor(inside.page)).to_contain_text("そとから")
    expect(inside.page.locator("#presence")).to_contain_text("石田")

    kasane.kill()
    inside.page.keyboard.insert_text("切れているあいだに。")
    kasane.start()
    for visit in (inside, outside):
        expect(editor(visit.page)).to_contain_text("切れているあいだに。")
        save_state(visit.page, "saved")
    assert text_of(inside.page) == text_of(outside.page)
    assert inside.page.evaluate("window.sameDocument")
    assert inside.errors == outside.errors == []


def test_a_right_that_ends_closes_the_room(kasane, office):
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    visit = office("member2")
    enter_room(visit, meeting["items"][0]["url"])
    other = visit.context.new_page()
    other.goto(f"{kasane.url}/portal/")
    other.get_by_role("button", name="ログアウト").or_(other.get_by_role("link", name="ログアウト")).first.click()
    expect(visit.page.locator("#room")).to_have_class("room room--closed")

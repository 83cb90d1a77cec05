"""Without connection the room says what is only here, and lets nobody leave by mistake; back again, it sends by itself."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import until
from tests.journeys.rooms import editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey


@pytest.fixture
def two(kasane, page_factory):
    """Two people in one room."""
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    visits = []
    for role in ("member2", "member4"):
        visit = page_factory(cookie=kasane.cookie(role), url=kasane.url)
        enter_room(visit, meeting["items"][0]["url"])
        visits.append(visit)
    editor(visits[0].page).click()
    visits[0].page.keyboard.press("Control+End")
    return visits


def write_in_two_places(page) -> None:
    """Two lines that the server has not seen."""
    page.keyboard.press("Enter")
    page.keyboard.insert_text("線が切れてから。")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("もう一か所。")


def says_what_is_only_here(page) -> None:
    """Word, banner with the number of places, underlined text."""
    save_state(page, "pending")
    expect(page.locator("#save-state")).to_have_text("この端末だけにあります")
    banner = page.locator("#room-banner .banner")
    expect(banner).to_contain_text("2か所")
    expect(banner).to_contain_text("画面をとじないでください")
    expect(page.locator(".unsent")).to_have_text(["線が切れてから。", "もう一か所。"])


def test_offline_nothing_is_called_saved_and_closing_asks(two):
    mine, other = two
    page = mine.page
    before = text_of(other.page)
    mine.context.set_offline(True)
    write_in_two_places(page)
    says_what_is_only_here(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    until(lambda: asked, page)
    assert asked == ["beforeunload"]
    assert text_of(other.page) == before
    mine.context.set_offline(False)
    save_state(page, "saved")
    expect(page.locator("#room-banner .banner")).to_be_hidden()
    expect(page.locator(".unsent")).to_have_count(0)
    until(lambda: "もう一か所。" in text_of(other.page), other.page)


def test_a_server_that_dies_and_comes_back_is_found_again(kasane, two):
    mine, other = two
    kasane.kill()
    write_in_two_places(mine.page)
    says_what_is_only_here(mine.page)
    kasane.start()
    for visit in two:
        save_state(visit.page, "saved")
        expect(visit.page.locator("#room-banner .banner")).to_be_hidden()
    until(lambda: "もう一か所。" in text_of(other.page), other.page)
    assert text_of(mine.page) == text_of(other.page)
    assert mine.errors == []


def test_who_comes_back_to_the_tab_is_connected_at_once(kasane, two):
    """After sleep a page learns of it by becoming visible: it does not wait for its next try."""
    mine, _other = two
    page = mine.page
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))  # from here on no timer of the page runs
    page.evaluate("window.stillThisPage = true")
    page.evaluate("window.dispatchEvent(new Event('offline'))")  # the socket is given up
    save_state(page, "pending")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    save_state(page, "saved")
    assert page.evaluate("window.stillThisPage")  # by its own line, not by loading the page anew

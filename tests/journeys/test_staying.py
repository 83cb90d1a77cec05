"""Before a login ends the page says so; what was being typed stays, covered, until one is back."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
MINUTE = 60_000


@pytest.fixture
def visit(kasane, page_factory):
    """A coordinator's page on which the browser's clock is in our hands."""
    visit = page_factory(width=1280, cookie=kasane.cookie("coordinator"), url=kasane.url)
    visit.page.clock.install()
    return visit


def test_two_minutes_before_the_end_one_can_go_on(kasane, visit):
    page = visit.page
    page.goto(f"{kasane.url}/portal/")
    dialog = page.get_by_role("alertdialog")
    page.clock.run_for(25 * MINUTE)
    expect(dialog).to_be_hidden()
    page.clock.run_for(3 * MINUTE + 2000)
    expect(dialog).to_contain_text("あと2分でログアウトします")
    expect(dialog).to_contain_text("記録はすべて保存されています。")
    expect(page.get_by_role("button", name="つづける")).to_be_focused()
    with page.expect_response("**/portal/me/stay/"):
        page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    visit.assert_quiet()


def test_a_page_without_unsent_words_leads_to_the_gate(kasane, visit):
    page = visit.page
    page.goto(f"{kasane.url}/portal/meetings/")
    with page.expect_navigation():
        page.clock.run_for(31 * MINUTE)


def test_unsent_words_stay_covered_until_the_same_person_is_back(kasane, visit):
    page = visit.page
    page.goto(f"{kasane.url}/portal/meetings/")
    page.locator("a[href$='/meetings/new/']").first.click()
    place = page.locator("main input[type=text], main input:not([type])").first
    with page.expect_response("**/portal/me/stay/") as told:  # typing says that somebody is here
        place.fill("市役所 3階")
    told.value.finished()  # an answer from before must not come after the half hour that now passes at once
    page.clock.run_for(31 * MINUTE)
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("ログアウトしました")
    expect(page.get_by_role("link", name="新しいタブでログインする")).to_be_visible()
    with page.expect_response("**/portal/me/stay/"):
        page.get_by_role("button", name="ログインしたので、つづける").click()
    expect(dialog).to_be_hidden()
    expect(place).to_have_value("市役所 3階")

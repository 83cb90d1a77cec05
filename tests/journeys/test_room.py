"""The room's page by keyboard, on a phone and on the wall."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.rooms import editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey


@pytest.fixture
def meeting(kasane):
    """A called meeting with items."""
    return next(one for one in kasane.facts()["meetings"] if one["state"] == "called")


@pytest.fixture
def enter(kasane, page_factory, meeting):
    """Into the first item's room, with an empty record."""

    def open_room(role="coordinator", width=1280, query="", *, empty=True):
        visit = page_factory(width=width, cookie=kasane.cookie(role), url=kasane.url)
        enter_room(visit, meeting["items"][0]["url"] + query)
        if empty:
            page = visit.page
            editor(page).evaluate("root => root.focus()")
            page.keyboard.press("Control+a")
            page.keyboard.press("Delete")
            page.keyboard.press("Control+Alt+0")
            save_state(page, "saved")
        return visit

    return open_room


def test_everything_can_be_added_by_the_keyboard(enter):
    visit = enter()
    page = visit.page
    page.keyboard.insert_text("/み")
    expect(page.get_by_role("option", name="見出し")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("論点")
    expect(page.get_by_role("button", name="見出し", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("／")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("往診を始める。")
    assert text_of(page).split("\n")[:2] == ["論点", "往診を始める。"]
    expect(page.get_by_role("group", name="決定事項 1")).to_be_visible()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("group", name="決定事項 1")).to_have_count(0)
    visit.assert_quiet()


def test_a_bar_is_one_stop_of_the_tab_key_with_arrows_inside(enter):
    page = enter().page
    bar = page.get_by_role("toolbar", name="文字の形")
    assert bar.locator("[tabindex='0']").count() == 1
    bar.get_by_role("button", name="見出し").focus()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="箇条書き")).to_be_focused()
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="さがす・おきかえる")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="見出し")).to_be_focused()
    assert bar.locator("[tabindex='0']").count() == 1


def test_a_source_and_the_next_time_are_written_by_the_keyboard(enter):
    visit, other = enter(), enter("member2", empty=False)
    page = visit.page
    page.keyboard.press("Alt+4")
    page.keyboard.insert_text("薬が切れている。")
    source = page.get_by_role("group", name="情報の出所")
    source.get_by_label("だれから").fill("主治医")
    source.get_by_label("どう聞いたか").fill("電話")
    source.get_by_label("いつ").fill("2026-11-20")
    page.keyboard.press("Alt+5")
    page.keyboard.insert_text("往診のようすを聞く。")
    page.get_by_role("group", name="次回").get_by_label("いつ").fill("2026-12-18")
    save_state(page, "saved")
    seen = other.page.get_by_role("group", name="情報の出所")
    expect(seen.get_by_label("だれから")).to_have_value("主治医")
    expect(seen).to_contain_text("11月20日（金）")
    expect(other.page.get_by_role("group", name="次回")).to_contain_text("12月18日（金）")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visit.assert_quiet()


def test_a_removed_block_comes_back_by_a_button(enter):
    page = enter().page
    page.keyboard.press("Alt+2")
    page.keyboard.insert_text("往診を始める。")
    page.get_by_role("button", name="この決定事項を消す").click()
    note = page.locator("#room-removed")
    expect(note).to_contain_text("決定事項を消しました。")
    assert "往診" not in text_of(page)
    editor(page).evaluate("root => root.focus()")
    page.keyboard.insert_text("その後に書いた。")
    note.get_by_role("button", name="元に戻す").click()
    expect(note).to_be_hidden()
    assert "往診を始める。" in text_of(page)
    assert "その後に書いた。" in text_of(page)


def test_time_left_and_the_way_to_the_next_item(enter, meeting):
    visit = enter(empty=False)
    page = visit.page
    expect(page.locator(".time-left--here")).to_be_hidden()  # the meeting is still to come
    start = datetime.fromisoformat(page.locator(".time-left--here").get_attribute("data-start"))
    page.clock.install(time=start + timedelta(minutes=11))
    page.reload()
    expect(page.locator(".time-left--here")).to_contain_text("残り 19 分")
    page.clock.run_for(21 * 60_000)
    expect(page.locator(".time-left--here")).to_contain_text("2分すぎています")
    page.get_by_role("link", name="議題2へ進む").click()
    page.wait_for_url(meeting["items"][1]["url"])


def test_a_member_finds_no_number_and_no_way_on(enter):
    page = enter("member2", empty=False).page
    expect(page.get_by_role("link", name="へ進む")).to_have_count(0)


def test_on_a_phone_the_order_of_business_and_the_tools_are_folded(enter):
    page = enter(width=390, empty=False).page
    forms = page.get_by_role("toolbar", name="文字の形")
    expect(forms).to_be_hidden()
    page.get_by_role("button", name="文字の形").click()
    expect(forms.get_by_role("button", name="元に戻す")).to_be_visible()
    items = page.get_by_role("heading", name="次第", exact=True)
    expect(items).to_be_hidden()
    page.get_by_text("次第と、いる人を見る").click()
    expect(items).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(items).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_on_the_wall_nothing_can_be_pressed_in_the_text(enter):
    visit = enter(query="?view=projector", empty=False)
    page = visit.page
    expect(page.locator("[contenteditable=true]")).to_have_count(0)
    expect(page.get_by_role("toolbar")).to_have_count(0)
    size = page.locator("#agenda-editor p").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 24
    page.get_by_role("link", name="ふつうの画面にもどる").click()
    expect(page.locator("#minutes-editor [contenteditable=true]").first).to_be_visible()
    visit.assert_quiet()


def test_words_are_found_in_full_and_half_width_and_replaced(enter):
    visit = enter()
    page = visit.page
    page.keyboard.insert_text("ﾜﾀﾅﾍﾞさんに、ワタナベさんの件を聞く。わたなべは別。")
    page.keyboard.press("Control+f")
    page.get_by_label("さがす言葉").fill("ワタナベ")
    bar = page.get_by_role("search", name="さがす・おきかえる")
    expect(bar.get_by_role("status")).to_have_text("2件のうち1件目")
    expect(page.locator(".hit")).to_have_text(["ﾜﾀﾅﾍﾞ", "ワタナベ"])
    page.keyboard.press("Enter")
    expect(bar.get_by_role("status")).to_have_text("2件のうち2件目")
    page.get_by_label("おきかえる言葉").fill("渡辺")
    bar.get_by_role("button", name="すべておきかえる").click()
    expect(bar.get_by_role("status")).to_have_text("2か所をおきかえました。")
    assert text_of(page).split("\n")[0] == "渡辺さんに、渡辺さんの件を聞く。わたなべは別。"
    page.get_by_label("さがす言葉").press("Escape")
    expect(bar).to_be_hidden()
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+z")
    assert "ﾜﾀﾅﾍﾞさんに、ワタナベさん" in text_of(page)
    visit.assert_quiet()

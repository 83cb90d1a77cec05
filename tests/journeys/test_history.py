"""Who wrote which words, and what stood there before: two people in one room."""

import pytest
from playwright.sync_api import expect

from tests.journeys.rooms import editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey


def test_words_have_an_author_and_come_back_for_everybody(kasane, page_factory):
    item = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")["items"][0]
    one, two = (page_factory(cookie=kasane.cookie(role), url=kasane.url) for role in ("coordinator", "member2"))
    for visit in (one, two):
        enter_room(visit, item["url"])
    page, other = one.page, two.page
    editor(page).evaluate("root => root.focus()")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("往診を始める。")
    save_state(page, "saved")
    expect(editor(other)).to_contain_text("往診を始める。")

    button = other.get_by_role("button", name="だれが書いたか")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    written = other.locator("#minutes-editor .wrote", has_text="往診を始める。").first
    written.hover()
    said = other.locator("#room-who [role=status]")
    expect(said).to_contain_text("さん（")
    expect(said).to_contain_text("が書きました。")
    mark = written.get_attribute("class").split()[1]
    name = other.locator(f"#room-who .{mark}").text_content()
    expect(said).to_contain_text(name)
    button.click()
    expect(other.locator("#minutes-editor .wrote")).to_have_count(0)

    # both leave: what they wrote becomes a stage. Then somebody deletes everything
    kept = text_of(page)
    for place in (page, other):
        place.get_by_role("link", name="履歴").click()
        expect(place.get_by_role("heading", name="履歴", level=1)).to_be_visible()
    enter_room(one, item["url"])
    editor(page).evaluate("root => root.focus()")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    save_state(page, "saved")
    assert "往診" not in text_of(page)

    other.reload()
    other.get_by_role("link", name="かわったところを見る").nth(1).click()
    expect(other.locator("ins", has_text="往診を始める。").first).to_be_visible()
    other.get_by_role("link", name="戻すとどうなるかを見る").click()
    other.get_by_role("button", name="この内容に戻す").click()
    expect(other.get_by_text("そのときの内容に戻しました。")).to_be_visible()
    expect(editor(page)).to_contain_text("往診を始める。")
    assert text_of(page) == kept
    save_state(page, "saved")
    for visit in (one, two):
        visit.assert_quiet()

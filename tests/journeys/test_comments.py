"""Two people talk about words of a record, beside the record."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import until
from tests.journeys.rooms import composing, editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey


@pytest.fixture
def item(kasane):
    """An item that can be written in."""
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    return meeting["items"][0]


@pytest.fixture
def enter(kasane, page_factory, item):
    """Into the item's room."""

    def open_room(role, width=1280):
        visit = page_factory(width=width, cookie=kasane.cookie(role), url=kasane.url)
        enter_room(visit, item["url"])
        return visit

    return open_room


def choose(page, words):
    """Select these words in the record, as one does with the mouse; done when the editor was told."""
    editor(page).evaluate(
        """(root, words) => new Promise((done, fail) => {
            root.focus();
            document.addEventListener("selectionchange", () => setTimeout(done), {once: true});
            const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
            fail(new Error(words));
        })""",
        words,
    )


def test_two_people_talk_about_words_of_the_record(enter):
    visit, other = enter("coordinator"), enter("member2")
    mine, theirs = visit.page, other.page
    editor(mine).evaluate("root => root.focus()")
    mine.keyboard.press("Control+a")
    mine.keyboard.press("Delete")
    mine.keyboard.insert_text("往診は12月の第1週なら決められる。")
    save_state(mine, "saved")
    expect(editor(theirs)).to_contain_text("12月の第1週")

    choose(mine, "12月の第1週")
    mine.keyboard.press("Control+Alt+m")
    area = mine.get_by_role("textbox", name="「12月の第1週」へのコメント")
    expect(area).to_be_focused()
    with composing(mine) as show:
        show("まつりと")
        show("祭りとかさなります。")
    mine.keyboard.press("Control+Enter")
    expect(editor(mine).locator(".commented")).to_have_text("12月の第1週")
    expect(editor(mine)).to_be_focused()

    expect(editor(theirs).locator(".commented")).to_have_text("12月の第1週")
    expect(theirs.locator("#room-live")).to_contain_text("コメントが1件加わりました。")
    editor(theirs).locator(".commented").click()
    thread = theirs.locator(".comment")
    expect(thread).to_contain_text("祭りとかさなります。")
    thread.get_by_role("button", name="返事を書く").click()
    theirs.get_by_role("textbox", name="のコメントへの返事").fill("第2週にしましょう。")
    thread.get_by_role("button", name="コメントを送る").click()
    expect(thread).to_contain_text("第2週にしましょう。")
    expect(mine.locator(".comment")).to_contain_text("第2週にしましょう。")

    mine.keyboard.press("Home")
    mine.keyboard.insert_text("確認：")
    until(lambda: text_of(theirs).startswith("確認：往診"), theirs)
    expect(editor(theirs).locator(".commented")).to_have_text("12月の第1週")
    assert "祭り" not in text_of(mine)  # beside the record, never in it

    choose(mine, "12月の第1週")
    mine.keyboard.press("Delete")
    expect(theirs.get_by_text("もとのことばは消されました")).to_be_visible()
    expect(thread).to_contain_text("12月の第1週")
    thread.get_by_role("button", name="解決ずみにする").click()
    expect(mine.locator("#comments-count")).to_have_text(re.compile("ひらいているものはありません"))
    for each in (visit, other):
        each.assert_quiet()


def test_on_a_phone_the_comment_opens_in_a_sheet(enter):
    visit = enter("coordinator", width=390)
    page = visit.page
    editor(page).evaluate("root => root.focus()")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text("灯油代の支払いを確かめる。")
    choose(page, "灯油代")
    page.get_by_role("button", name="文字の形").click()
    page.get_by_role("button", name="コメント", exact=True).click()
    page.get_by_role("textbox", name="「灯油代」へのコメント").fill("だれが見ますか。")
    page.get_by_role("button", name="コメントを送る").click()
    sheet = page.get_by_role("region", name="コメント")
    expect(sheet.get_by_text("だれが見ますか。")).to_be_in_viewport()
    sheet.get_by_role("button", name="とじる").click()
    expect(sheet.get_by_text("だれが見ますか。")).to_be_hidden()
    editor(page).locator(".commented").click()
    expect(sheet.get_by_text("だれが見ますか。")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="消す", exact=True).click()
    page.get_by_role("button", name="コメントを消す").click()
    expect(sheet).to_contain_text("このコメントを消しました。")
    expect(editor(page).locator(".commented")).to_have_count(0)
    visit.assert_quiet()

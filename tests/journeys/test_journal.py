"""The browser dies with words that were never sent: they are there again, once, and for nobody else."""

import contextlib
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser import FLAGS, Visit, chromium_path
from tests.journeys.acts import press, until
from tests.journeys.rooms import editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey
BROUGHT = "前回送れなかった文字（1か所）を戻しました。"
KEPT = """async () => {
    if (!(await indexedDB.databases()).some(one => one.name === "kasane-journal")) return 0;
    const open = request => new Promise(done => {
        request.onupgradeneeded = () => request.transaction.abort();
        request.onsuccess = () => done(request.result);
        request.onerror = () => done(null);
    });
    const database = await open(indexedDB.open("kasane-journal"));
    if (database === null) return 0;
    const count = await open(database.transaction("journal").objectStore("journal").count());
    database.close();
    return count;
}"""


@pytest.fixture(scope="module")
def items(kasane):
    """The rooms of a called meeting's items, to the one who runs it."""
    return [item["url"] for one in kasane.facts()["meetings"] if one["state"] == "called" for item in one["items"]]


def kept(page: Page, count: int) -> None:
    """Wait until the browser keeps so many records."""
    until(lambda: page.evaluate(KEPT) == count, page)


def write_unsent(visit: Visit, room: str, words: str) -> None:
    """Write while the line is cut; returns when the words are kept."""
    enter_room(visit, room)
    editor(visit.page).click()
    visit.page.keyboard.press("Control+End")
    visit.context.set_offline(True)
    visit.page.keyboard.insert_text(words)
    save_state(visit.page, "pending")
    kept(visit.page, 1)


def dies(visit: Visit) -> None:
    """The tab crashes, so that it sends nothing more; then the line is back."""
    with visit.page.expect_event("crash"), contextlib.suppress(Error):
        visit.page.goto("chrome://crash")
    visit.page.close()
    visit.context.set_offline(False)
    visit.page = visit.context.new_page()


def become(kasane, visit: Visit, role: str) -> None:
    """Another login in the same browser."""
    visit.context.clear_cookies()
    for pair in kasane.cookie(role).removeprefix("Cookie:").split(";"):
        name, _, value = pair.strip().partition("=")
        visit.context.add_cookies([{"name": name, "value": value, "url": kasane.url}])


def a_browser(chromium, kasane, profile: Path) -> tuple[BrowserContext, Visit]:
    """A browser process of its own on a profile that outlives it, with a login."""
    context = chromium.browser_type.launch_persistent_context(
        profile, executable_path=chromium_path(), args=FLAGS, locale="ja-JP"
    )
    visit = Visit(context.pages[0], context)
    become(kasane, visit, "coordinator")
    return context, visit


def process_of(profile: Path) -> int | None:
    """The process that writes the profile; with it go its windows."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if f"--user-data-dir={profile}".encode() in command and not any(b"--type=" in each for each in command):
                return int(entry.name)
    return None


def kill_browser(profile: Path) -> None:
    """SIGKILL; returns when it is gone."""
    process = process_of(profile)
    assert process is not None
    os.kill(process, signal.SIGKILL)
    until(lambda: process_of(profile) is None)


def test_the_words_outlive_server_and_browser(kasane, chromium, tmp_path, items):
    words = "母の受診は十二月三日から"
    _context, visit = a_browser(chromium, kasane, tmp_path)
    enter_room(visit, items[0])
    editor(visit.page).click()
    visit.page.keyboard.press("Control+End")
    kasane.kill()
    visit.page.keyboard.insert_text(words)
    save_state(visit.page, "pending")
    kept(visit.page, 1)
    kill_browser(tmp_path)
    nowhere_readable(tmp_path, words)

    kasane.start()
    context, visit = a_browser(chromium, kasane, tmp_path)
    enter_room(visit, items[0])
    banner = visit.page.locator("#room-brought")
    expect(banner).to_contain_text(BROUGHT)
    assert text_of(visit.page).count(words) == 1
    kept(visit.page, 0)
    banner.get_by_role("button", name="その場所を見る").click()
    assert visit.page.evaluate("getSelection().toString()") == words
    visit.page.reload()
    visit.page.locator("#room[data-synced=true]").wait_for()
    save_state(visit.page, "saved")
    assert text_of(visit.page).count(words) == 1
    expect(banner).to_be_empty()
    context.close()


def nowhere_readable(profile: Path, words: str) -> None:
    """No file of the profile has a stretch of these words, however it is encoded."""
    parts = [
        words[at : at + 4].encode(code) for at in range(len(words) - 3) for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    journal = [path for path in profile.rglob("*") if path.is_file() and "IndexedDB" in str(path)]
    assert journal
    for path in profile.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(part in data for part in parts), path


def test_they_can_be_taken_out_again(kasane, page_factory, items):
    visit = page_factory(cookie=kasane.cookie("coordinator"), url=kasane.url)
    write_unsent(visit, items[0], "取り消すことば")
    dies(visit)
    enter_room(visit, items[0])
    expect(visit.page.locator("#room-brought")).to_contain_text(BROUGHT)
    assert "取り消すことば" in text_of(visit.page)
    visit.page.get_by_role("button", name="戻したものを取り消す").click()
    expect(visit.page.locator("#room-brought")).to_be_empty()
    assert "取り消すことば" not in text_of(visit.page)
    save_state(visit.page, "saved")
    kept(visit.page, 0)


def test_the_next_person_finds_nothing(kasane, page_factory, items):
    visit = page_factory(cookie=kasane.cookie("coordinator"), url=kasane.url)
    write_unsent(visit, items[0], "前の人のことば")
    dies(visit)
    become(kasane, visit, "member2")
    visit.page.goto(f"{kasane.url}/portal/")
    kept(visit.page, 0)
    become(kasane, visit, "coordinator")
    enter_room(visit, items[0])
    expect(visit.page.locator("#room-brought")).to_be_empty()
    assert "前の人のことば" not in text_of(visit.page)


def test_logging_out_wipes_them(kasane, page_factory, items):
    visit = page_factory(cookie=kasane.cookie("coordinator"), url=kasane.url)
    write_unsent(visit, items[0], "ログアウトの前")
    dies(visit)
    visit.page.goto(f"{kasane.url}/portal/")
    kept(visit.page, 1)  # their own pages leave them alone
    press(visit.page.locator("form[action$='/leave/'] button").first)
    kept(visit.page, 0)


def test_on_a_computer_that_others_use_too_nothing_is_ever_written(kasane, page_factory, items):
    cookie = kasane.cookie("coordinator")
    share(kasane, cookie)
    visit = page_factory(cookie=cookie, url=kasane.url)
    visit.page.add_init_script(
        "const put = IDBObjectStore.prototype.put;"
        "IDBObjectStore.prototype.put = function (...all) { window.wrote = true; return put.apply(this, all); };"
    )
    with visit.page.expect_response("**/journal/") as asked:
        enter_room(visit, items[0])
    assert asked.value.status == 204
    editor(visit.page).click()
    visit.page.clock.install()
    visit.context.set_offline(True)
    visit.page.keyboard.insert_text("共用の端末で")
    visit.page.clock.run_for(30_000)
    save_state(visit.page, "pending")
    assert visit.page.evaluate(KEPT) == 0
    assert not visit.page.evaluate("window.wrote ?? false")


def share(kasane, cookie: str) -> None:
    """Make it a login on a computer that others use too."""
    key = cookie.partition("kasane_sid=")[2].partition(";")[0]
    lines = "from portal.sessions.store import SHARED_PC, SessionStore"
    kasane.manage("shell", "-c", f"{lines}\ns = SessionStore('{key}')\ns[SHARED_PC] = True\ns.save()")


def test_what_may_not_go_in_any_more_can_be_copied_once(kasane, page_factory, items):
    visit = page_factory(cookie=kasane.cookie("coordinator"), url=kasane.url)
    write_unsent(visit, items[1], "固定のあとに残ったことば")
    dies(visit)
    freeze(kasane, items[1])
    visit.page.goto(items[1])
    box = visit.page.locator("#room-brought")
    expect(box.get_by_role("textbox", name="送れなかった文字")).to_have_value("固定のあとに残ったことば")
    assert "固定のあとに" not in text_of(visit.page)
    box.get_by_role("button", name="とじて、この端末から消す").click()
    expect(box).to_be_empty()
    kept(visit.page, 0)


def freeze(kasane, room: str) -> None:
    """Fix the item's text."""
    item = room.rstrip("/").rpartition("/")[2]
    lines = [
        "from minutes.documents.models import Document",
        "from minutes.documents.services import freeze",
        "from portal.accounts.models import User",
        f"freeze(actor=User.objects.first(), document=Document.objects.get(item_id='{item}'))",
    ]
    kasane.manage("shell", "-c", "\n".join(lines))

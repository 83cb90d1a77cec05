"""The browser dies with words that were never sent: they are there again, once, and for nobody else."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import FLAGS, Visit, chromium_path
from tests.journeys.acts import until
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

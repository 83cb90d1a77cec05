"""A fifty-page item in Chromium: how soon one can write, and how long a key takes to be seen. Prints, and holds bars."""

import os
import time
from statistics import quantiles

import pytest

from tests.journeys.rooms import editor, enter_room, save_state

pytestmark = pytest.mark.bench
PAGES, LINES, KEYS = 50, 20, 100  # about a thousand letters on a page
SENTENCE = "訪問したところ、母の受診が途切れていることが分かったため、次の会議までに関係する機関で確かめる。"
INTERACTIVE_SECONDS = 1.5
KEY_MS = 50
BETWEEN_KEYS = (
    80  # milliseconds: who types fast presses twelve keys a second; faster ones would only queue behind each other
)

NEIGHBOURS = os.getloadavg()[0]  # before we load the machine ourselves

PASTE = """([lines, sentence]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/html", Array.from({ length: lines }, (_, n) => `<p>${n}${sentence}</p>`).join(""));
    const event = new ClipboardEvent("paste", { clipboardData: dataTransfer, bubbles: true, cancelable: true });
    document.querySelector("#minutes-editor .editor").dispatchEvent(event);
}"""
WATCH = """() => {
    window.taken = [];
    document.addEventListener("keydown", () => {
        const start = performance.now();
        requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = () =>
            window.taken.push(performance.now() - start); port.port2.postMessage(0); });
    }, true);
}"""


def test_a_long_item_opens_and_answers(kasane, page_factory, capsys):
    meeting = next(one for one in kasane.facts()["meetings"] if one["state"] == "called")
    url = meeting["items"][0]["url"]
    writer = page_factory(cookie=kasane.cookie("member2"), url=kasane.url)
    enter_room(writer, url)
    editor(writer.page).click()
    writer.page.evaluate(PASTE, [PAGES * LINES, SENTENCE])
    save_state(writer.page, "saved")

    opened = []
    for role in ("member4", "member6", "coordinator"):
        reader = page_factory(cookie=kasane.cookie(role), url=kasane.url)
        start = time.perf_counter()
        reader.page.goto(url, wait_until="commit")
        reader.page.locator("#room[data-synced=true] #minutes-editor [contenteditable=true]").wait_for()
        opened.append(time.perf_counter() - start)

    page = writer.page
    page.evaluate(WATCH)
    for _ in range(KEYS):
        page.keyboard.press("a")
        page.wait_for_timeout(BETWEEN_KEYS)
    page.wait_for_function(f"window.taken.length >= {KEYS}")
    taken = page.evaluate("window.taken")
    p95 = quantiles(taken, n=20)[18]
    with capsys.disabled():
        print(
            f"\nFifty pages: interactive {sorted(opened)[1]:.2f} s, key to frame p95 {p95:.1f} ms, load before {NEIGHBOURS:.1f}"
        )
    if (os.cpu_count() or 1) > NEIGHBOURS:  # else the clock measures them
        assert sorted(opened)[1] <= INTERACTIVE_SECONDS
        assert p95 <= KEY_MS

"""Writing in the room as people do it: the editor, the input method, and an ear at the sockets."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser import Visit


def editor(page: Page, part: str = "minutes") -> Locator:
    """The surface to write on."""
    return page.locator(f"#{part}-editor .editor")


def text_of(page: Page, part: str = "minutes") -> str:
    """The text of a part as it stands, without the words of the frame around blocks and without cursors."""
    words: str = page.evaluate(
        """part => {
            const copy = document.querySelector(`#${part}-editor .editor`).cloneNode(true);
            copy.querySelectorAll("[contenteditable=false], .cursor, .ProseMirror-widget").forEach(one => one.remove());
            return [...copy.querySelectorAll("p, h1, h2, h3, td, .role__what")].map(one => one.textContent).join("\\n");
        }""",
        part,
    )
    return words.replace("\u2060", "").replace("\ufeff", "")


def save_state(page: Page, state: str) -> None:
    """Wait until the room says so."""
    expect(page.locator("#save-state")).to_have_attribute("data-save", state)


def enter_room(visit: Visit, url: str) -> "Ear":
    """Open an item's room and wait until its text is there; answers what the sockets said from then on."""
    ear = Ear()
    visit.page.on("websocket", ear.listen)
    visit.page.goto(url)
    visit.page.locator("#room[data-synced=true]").wait_for()
    save_state(visit.page, "saved")
    return ear


@dataclass
class Ear:
    """All frames of one window's sockets; and what the browser was told is durably stored."""

    heard: list[bytes] = field(default_factory=list)
    sockets: list["Line"] = field(default_factory=list)

    def listen(self, socket: WebSocket) -> None:
        """Begin with a socket that was just opened."""
        line = Line()
        self.sockets.append(line)
        socket.on("framesent", lambda data: line.note_sent(_bytes(data)))
        socket.on("framereceived", lambda data: line.note_received(_bytes(data)))
        socket.on("framereceived", lambda data: self.heard.append(_bytes(data)))

    def told_saved(self, words: str) -> bool:
        """Whether the browser was told that a change with these words is stored."""
        stored = (frame for line in self.sockets for frame in line.sent[: line.stored])
        return any(words.encode() in frame for frame in stored)

    def heard_of(self, words: str) -> bool:
        """Whether these words came over a socket."""
        return any(words.encode() in frame for frame in self.heard)


@dataclass
class Line:
    """One socket: the changes that went out, and how many of them are acknowledged as stored."""

    sent: list[bytes] = field(default_factory=list)
    stored: int = 0

    def note_sent(self, frame: bytes) -> None:
        """y-websocket's sync messages: step 2 and update carry changes."""
        if frame[:1] == b"\x00" and frame[1:2] in (b"\x01", b"\x02"):
            self.sent.append(frame)

    def note_received(self, frame: bytes) -> None:
        """Message 100 counts what is stored."""
        if frame[:1] == b"\x64":
            self.stored = _var_uint(frame[1:])


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _var_uint(data: bytes) -> int:
    number = 0
    for place, byte in enumerate(data):
        number |= (byte & 127) << (7 * place)
        if byte < 128:
            break
    return number


@contextlib.contextmanager
def composing(page: Page) -> Iterator[Callable[[str], None]]:
    """A Japanese input method by the browser's own door: show each state under the caret, then commit the last."""
    session = page.context.new_cdp_session(page)
    last = ""

    def show(text: str) -> None:
        nonlocal last
        last = text
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})

    try:
        yield show
        session.send("Input.insertText", {"text": last})
    finally:
        session.detach()

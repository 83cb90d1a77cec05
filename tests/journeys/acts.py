"""What people in a journey do and have: an authenticator app, a camera, a keyboard, an ear at the sockets."""

import base64
import hmac
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from tests.browser import Kasane, Visit

PATIENCE_SECONDS = 90.0  # waits end with what they wait for: only a failure takes so long, however busy the machine
STEP_SECONDS = 30
PASSWORD = "kasane-demo-2026"
WIDTHS = (1280, 390)
expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def until(question: Callable[[], Any], page: Page | None = None) -> Any:
    """Ask until the answer is true, and answer it. With ``page`` the browser goes on living between the questions."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (answer := question()):
        assert time.monotonic() < end, "waited too long"
        if page is not None:
            page.evaluate("new Promise(done => setTimeout(done, 20))")
    return answer


@dataclass
class Clock:
    """The clock of one-time codes, for everybody; moved on by half a minute for every new code."""

    data: Path
    ahead: int = 0

    def now(self) -> float:
        """Seconds since 1970, as the apps see them."""
        return time.time() + self.ahead

    def next(self) -> None:
        """Half a minute later."""
        self.ahead += STEP_SECONDS
        (self.data / "code-clock").write_text(str(self.ahead))


@dataclass
class Authenticator:
    """An authenticator app that knows RFC 6238 from the book, not from our code."""

    secret: str
    clock: Clock
    shown: str = ""

    def next_code(self) -> str:
        """A code that was never shown before."""
        self.clock.next()
        key = base64.b32decode(self.secret.replace(" ", "") + "=" * (-len(self.secret.replace(" ", "")) % 8))
        counter = struct.pack(">Q", int(self.clock.now()) // STEP_SECONDS)
        digest = hmac.new(key, counter, "sha1").digest()
        at = digest[-1] & 15
        self.shown = f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
        return self.shown


@dataclass
class Camera:
    """Takes every page of a journey at both widths, and notes where something sticks out at the side."""

    folder: Path
    taken: int = 0
    too_wide: list[str] = field(default_factory=list)

    @classmethod
    def into(cls, folder: Path) -> "Camera":
        """Where ``KASANE_SHOTS`` says, else ``folder``."""
        place = Path(os.environ.get("KASANE_SHOTS") or folder)
        place.mkdir(parents=True, exist_ok=True)
        return cls(place)

    def take(self, page: Page, name: str) -> None:
        """One picture for each width; the window is as wide afterwards as it was."""
        before = page.viewport_size
        self.taken += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844 if width < 640 else 900})
            path = self.folder / f"{self.taken:02d}-{name}-{width}.png"
            page.screenshot(path=path, full_page=True, caret="initial")
            if (too_wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                self.too_wide.append(f"{path.name}: {too_wide} px")
        if before:
            page.set_viewport_size(before)


def press(where: Locator) -> Response:
    """Press what leads to another page; answers that page's response."""
    page = where.page
    with page.expect_navigation() as navigation:
        where.click()
    response = navigation.value
    assert response is not None
    return response


def send(page: Page) -> Response:
    """Press the one button of the page's form."""
    return press(page.locator("form.fields button[type=submit]"))


def fill(page: Page, **values: str) -> None:
    """Fill the fields of these names."""
    for name, value in values.items():
        page.locator(f"[name={name}]:not([type=hidden])").fill(value)


def log_in(visit: Visit, url: str, mail: str, app: Authenticator) -> None:
    """Password, then a code; ends on the person's home page."""
    page = visit.page
    page.goto(f"{url}/portal/")
    fill(page, email=mail, password=PASSWORD)
    assert send(page).ok
    fill(page, code=app.next_code())
    assert send(page).ok
    expect(page).to_have_url(f"{url}/portal/")


def refused(visit: Visit, status: int) -> None:
    """The browser itself notes a page that came with 4xx; nothing else stands in the console."""
    note = f"error: Failed to load resource: the server responded with a status of {status}"
    assert [line for line in visit.console if not line.startswith(note)] == []
    visit.console.clear()


def mails(kasane: Kasane, to: str) -> list[EmailMessage]:
    """The mails that arrived for this address, oldest first."""
    found = []
    for path in sorted((kasane.data / "mail").glob("2*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        if to in str(mail["To"]):
            found.append(mail)
    return found

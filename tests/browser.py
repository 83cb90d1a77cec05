"""A real browser and a real server: fixtures for stories told from outside the process."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "::1", ""}
START_SECONDS = 600  # the first start tells the whole demo story, and the machine may have others to serve
PATIENCE_MS = 90_000  # for a page or an element; only a failure takes so long
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Visit:
    """One person's browser window, with all that it said and all hosts that it asked."""

    page: Page
    context: BrowserContext
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self) -> None:
        """Begin to note console messages, page errors and requested hosts, pop-ups included."""
        self.context.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        self.page.on("websocket", lambda ws: self.hosts.add(urlsplit(ws.url).hostname or ""))

    def assert_quiet(self) -> None:
        """The console is empty, no script failed, and no request left the host."""
        assert self.errors == []
        assert self.console == []
        assert self.hosts <= LOOPBACK


@dataclass
class Kasane:
    """A server process of its own with data of its own; it can be killed and started again on them."""

    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    hand: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where the server answers, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """All that the server process has printed."""
        return self.data / "server.log"

    def environment(self) -> dict[str, str]:
        """The environment of every command on this server's data."""
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        return inherited | {"KASANE_MODE": "demo", "KASANE_DATA": str(self.data), "KASANE_BASE_URL": self.url}

    def manage(self, *arguments: str) -> str:
        """What ``manage.py`` prints for these arguments."""
        if self.hand is None:
            self.hand = subprocess.Popen(
                [sys.executable, "-m", "tests.hand"],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.hand.stdin is not None
        assert self.hand.stdout is not None
        self.hand.stdin.write(json.dumps(arguments) + "\n")
        self.hand.stdin.flush()
        answer: dict[str, str] = json.loads(self.hand.stdout.readline())
        assert not answer["fault"], answer["fault"]
        return answer["said"].strip()

    def facts(self) -> dict[str, Any]:
        """What the demo holds: accounts, bodies, meetings, items, documents (``manage.py demo_facts``)."""
        found: dict[str, Any] = json.loads(self.manage("demo_facts"))
        return found

    def cookie(self, role: str) -> str:
        """The Cookie header of a fully verified login of this role."""
        return self.manage("demo_cookie", role)

    def start(self) -> None:
        """Start (again) on the same data and port; returns when ``/healthz`` answers 200."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail("The server did not start:\n" + self.log.read_text()[-4000:])

    def kill(self) -> None:
        """SIGKILL: no goodbye to sockets, no last write."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """SIGTERM: all that was begun is done, and the files are whole."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(timeout=START_SECONDS)
        self.process = None

    def leave(self) -> None:
        """Everything that was started ends, and the data goes."""
        self.kill()
        if self.hand is not None:
            self.hand.communicate()  # no more orders: it ends
        shutil.rmtree(self.data, ignore_errors=True)

    def _answers(self) -> bool:
        """Whether ``/healthz`` is 200; waits up to 50 ms for the process to end where nobody listens yet."""
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.TransportError:
            try:
                assert self.process is not None
                self.process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                pass
            return False


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium_path() -> str:
    """The system's Chromium."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium is missing: `make test` installs it as root, or install the package `chromium`.")
    return path


@pytest.fixture(scope="module")  # Playwright keeps an event loop on this thread: not longer than needed
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless, with a fresh profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page_factory(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """``page_factory(width=390 | 1280)`` opens a window of its own person: Japanese, Tokyo time, no shared cookies."""
    visits: list[Visit] = []

    def open_page(width: int = 1280, cookie: str = "", url: str = "", **options: Any) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 640 else 900},
            locale=options.pop("locale", "ja-JP"),
            timezone_id="Asia/Tokyo",
            **options,
        )
        for pair in filter(None, cookie.removeprefix("Cookie:").split(";")):
            name, _, value = pair.strip().partition("=")
            context.add_cookies([{"name": name, "value": value, "url": url}])
        context.set_default_timeout(PATIENCE_MS)
        visit = Visit(context.new_page(), context)
        visit.watch()
        visits.append(visit)
        return visit

    yield open_page
    for visit in visits:
        visit.context.close()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server with the demo story told: once for all servers of this run, whichever worker is first."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    data, begun = shared / "told", shared / "told-begun"
    with (shared / "told.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            begun.mkdir()
            server = Kasane(begun, free_port())
            try:
                server.start()
                server.stop()
            finally:
                server.kill()
            begun.rename(data)
    return data


@pytest.fixture(scope="module")
def kasane(told: Path) -> Iterator[Kasane]:
    """A started server with the demo story told, for one file of tests."""
    server = Kasane(Path(tempfile.mkdtemp(prefix="kasane-server-")), free_port())
    try:
        shutil.copytree(told, server.data, dirs_exist_ok=True, ignore=shutil.ignore_patterns(server.log.name))
        with contextlib.closing(sqlite3.connect(server.data / "kasane.sqlite3")) as database, database:
            database.execute("UPDATE wagtailcore_site SET port = ?", [server.port])  # as the story would have it here
        server.start()
        yield server
    finally:
        server.leave()

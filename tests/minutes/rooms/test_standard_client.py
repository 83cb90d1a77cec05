"""The published y-websocket client, unmodified, with a valid cookie: it syncs, is seen, is stored, and knows when it is over."""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from meetings.agenda.models import Summons
from minutes.documents.services import freeze
from minutes.rooms import protocol
from portal.gate.rules import Visitor
from portal.sessions.store import SessionStore
from tests.minutes.documents.test_agreement import node
from tests.minutes.rooms.scene import enter
from tests.minutes.rooms.server import Browser, Server
from tests.minutes.rooms.test_sockets import lapse_pledge, ready, stored

pytestmark = pytest.mark.storage

SCRIPT = Path(__file__).with_name("standard_client.mjs")
EDITOR = Path(__file__).parents[3] / "minutes" / "editor"  # whose packages it finds
PATIENCE = 60.0


class Standard:
    """One such client in a process of its own; ``said`` are the last values by their name."""

    def __init__(self, server: Server, visitor: Visitor, document_id: Any, listens: bool = False) -> None:
        environment = {
            **os.environ,
            "SERVER": f"ws://127.0.0.1:{server.port}/ws/documents",
            "ROOM": str(document_id),
            "SCHEMA": protocol.SCHEMA,
            "COOKIE": f"{settings.SESSION_COOKIE_NAME}={visitor.session_key}",
            "ORIGIN": server.origin,
            "LISTENS": "1" if listens else "",
        }
        command = [node(), "--input-type=module", "--eval", SCRIPT.read_text()]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, cwd=EDITOR, env=environment, **pipes)
        self.said: dict[str, Any] = {}
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def type(self, words: str) -> None:
        """Append words."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def until(self, holds: Callable[[dict[str, Any]], Any]) -> None:
        """Listen until something holds."""
        while not holds(self.said):
            self.said |= json.loads(self._lines.get(timeout=PATIENCE))

    def end(self) -> None:
        """Close the tab."""
        self.process.kill()
        self.process.communicate()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@pytest.fixture
def clients(server, scene) -> Iterator[Callable[..., Standard]]:
    opened: list[Standard] = []

    def open_one(visitor: Visitor, **how: bool) -> Standard:
        opened.append(Standard(server, visitor, scene.document.pk, **how))
        return opened[-1]

    yield open_one
    for each in opened:
        each.end()


def test_it_writes_and_reads_with_the_others_and_is_seen_under_its_own_name(server, scene, clients):
    ours = Browser(server, enter(scene.member), scene.document.pk)
    ready(ours)
    ours.type("こちらから。")
    theirs = clients(enter(scene.other))
    theirs.until(lambda said: said.get("synced") and said.get("text") == "こちらから。")
    theirs.type("あちらから。")
    ours.until(lambda: str(ours.text) == "こちらから。あちらから。")
    assert stored(scene) == "こちらから。あちらから。"
    names = [each["user"]["name"] for each in ours.people.values() if each]
    assert names == [scene.other.full_name]  # whatever it calls itself
    ours.type("おわり。")
    theirs.until(lambda said: said["text"] == "こちらから。あちらから。おわり。")
    theirs.end()
    ours.until(lambda: not any(ours.people.values()))


def test_it_comes_back_by_itself_and_brings_what_it_typed_meanwhile(server, scene, clients):
    client = clients(enter(scene.member))
    client.until(lambda said: said.get("synced"))
    client.type("前。")
    server.kill()
    client.until(lambda said: "closed" in said)
    client.type("あいだ。")
    server.start()
    late = Browser(server, enter(scene.other), scene.document.pk)
    late.until(lambda: str(late.text) == "前。あいだ。")
    assert stored(scene) == "前。あいだ。"


def test_it_hears_what_is_stored_where_it_listens_for_it(scene, clients):
    client = clients(enter(scene.member), listens=True)
    client.until(lambda said: said.get("synced") and said.get("stored") == 1)  # its answer to our question
    for number in (2, 3):
        client.type("語。")
        client.until(lambda said, number=number: said["stored"] == number)
    assert stored(scene) == "語。語。"


def log_out(scene, visitor: Visitor) -> None:
    SessionStore(visitor.session_key).delete()


def withdraw(scene, visitor: Visitor) -> None:
    Summons.objects.filter(user=scene.member).delete()


def fix(scene, visitor: Visitor) -> None:
    freeze(actor=scene.secretariat, document=scene.document)


@pytest.mark.parametrize(("end", "code"), [(log_out, 4401), (lapse_pledge, 4428), (withdraw, 4403), (fix, 4423)])
def test_it_knows_when_there_is_no_coming_back(scene, clients, end, code):
    visitor = enter(scene.member)
    client = clients(visitor)
    client.until(lambda said: said.get("synced"))
    end(scene, visitor)
    client.until(lambda said: said.get("final"))
    assert client.said["closed"] == code

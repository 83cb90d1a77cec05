"""A real server process on the tests' database, and browsers made of pycrdt and websockets."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pycrdt import Doc, Text, TransactionEvent
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from minutes.rooms import protocol
from portal.gate.rules import Visitor
from tests.minutes.rooms.carried import CarriedSocket

PATIENCE = 60.0  # for anything: a process starts in two seconds, or in half a minute beside other work


class Server:
    """One uvicorn process; its listening socket outlives it, so that it can be killed and come back."""

    def __init__(self, redis: str = "") -> None:
        self.redis = redis
        self.by_requests = False  # sockets are carried by requests, as behind a proxy that lets none through
        self.others: list[Server] = []  # processes to which some of these requests are led
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.set_inheritable(True)
        self.port = self.socket.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.tabs = ExitStack()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """How the process runs."""
        return {
            **os.environ,
            "KASANE_BASE_URL": self.origin,
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.redis,
            "OUTBOX_INSIDE": "no",  # nothing here may lean on the background worker
        }

    def start(self) -> None:
        """Start, or start again; connections wait in the socket's backlog."""
        command = [sys.executable, "-m", "uvicorn", "portal.asgi:application", "--fd", str(self.socket.fileno())]
        options = ["--ws", "minutes.rooms.wire:Wire", "--ws-per-message-deflate", "false"]
        options += ["--log-level", "warning", "--timeout-graceful-shutdown", "5"]
        self.process = subprocess.Popen([*command, *options], env=self.environment, pass_fds=[self.socket.fileno()])

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def rest(self) -> None:
        """Wait until no process works in PostgreSQL: it and whoever empties the tables could wait for each other."""
        if connection.vendor != "postgresql":
            return
        busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
        end = time.monotonic() + PATIENCE
        with connection.cursor() as cursor:
            while cursor.execute(busy).fetchone()[0]:
                assert time.monotonic() < end, "a process works on"
                time.sleep(0.005)

    def kill(self) -> None:
        """As if the plug was pulled."""
        self.end(signal.SIGKILL)

    def stop(self) -> None:
        """As an operator does it; fails if it does not end by itself."""
        self.end(signal.SIGTERM)

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self.socket.close()

    def end(self, number: signal.Signals) -> None:
        """Signal this process, wait for it."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)
            self.process = None


def database_url() -> str:
    """The tests' database, for another process."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
    return f"postgres://{login}{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


class Browser:
    """A Yjs client with one text, in a root that no editor shows; it counts what it sent and what was acknowledged."""

    def __init__(self, server: Server, visitor: Visitor, document_id: Any, query: str = "?v=3") -> None:
        self.doc: Doc = Doc()
        self.text = self.doc.get("meta", type=Text)
        self.sent = self.acknowledged = 0
        self.asked = False
        self.status: dict[str, Any] = {}
        self.people: dict[int, Any] = {}
        self.doc.observe(self._typed)
        self._applying = False
        self.reconnect(server, visitor, document_id, query)

    def reconnect(self, server: Server, visitor: Visitor, document_id: Any, query: str = "?v=3") -> None:
        """Open a socket and ask for what is there."""
        self.sent = self.acknowledged = 0
        self.asked = False
        self.wire = open_socket(server, visitor, document_id, query)
        self.say(protocol.step1(self.doc.get_state()))

    def say(self, frame: bytes) -> None:
        """Send bytes as they are; a socket that the server has closed swallows them, as in a browser."""
        with suppress(ConnectionClosed):
            self.wire.send(frame)

    def type(self, words: str) -> None:
        """Append words, as a keyboard does."""
        self.text += words

    def hear(self, timeout: float = 0.05) -> bool:
        """Take in one frame, if one comes in time."""
        try:
            frame = self.wire.recv(timeout)
        except TimeoutError:
            return False
        assert isinstance(frame, bytes)
        self._take(parse(frame))
        return True

    def __repr__(self) -> str:
        told = f"asked {self.asked}, sent {self.sent}, acknowledged {self.acknowledged}, {self.status}"
        return f"Browser({str(self.text)!r}, {told})"

    def until(self, holds: Any, *others: "Browser") -> None:
        """Take in frames, here and at ``others``, until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"waited too long: {self!r}"
            for each in (self, *others):
                each.hear()

    @property
    def saved(self) -> bool:
        """Whether the reader was told that everything is stored."""
        return self.asked and self.sent == self.acknowledged

    def close_code(self, timeout: float = PATIENCE) -> int:
        """With which code the server ends this connection."""
        end = time.monotonic() + timeout
        with pytest.raises(ConnectionClosed) as closed:
            self._hear_until(end)
        return closed.value.rcvd.code if closed.value.rcvd else 0

    def _hear_until(self, end: float) -> None:
        while True:
            self.wire.recv(max(0.0, end - time.monotonic()))

    def close(self) -> None:
        """Close the tab."""
        self.wire.close()

    def _typed(self, event: TransactionEvent) -> None:
        update = event.update
        if not self._applying and self.asked:
            self.sent += 1
            self.say(protocol.update(update))

    def _take(self, message: tuple[str, Any]) -> None:
        kind, value = message
        if kind == "step1":
            self.asked = True
            self.sent += 1
            self.say(protocol.step2(self.doc.get_update(value)))
        elif kind == "edit":
            self._applying = True
            self.doc.apply_update(value)
            self._applying = False
        elif kind == "stored":
            self.acknowledged = value
        elif kind == "status":
            self.status = dict(value)
        elif kind == "people":
            self.people.update({state.client: state.fields for state in value})


def parse(frame: bytes) -> tuple[str, Any]:
    """One frame of the server."""
    message = protocol.parse(frame)
    if isinstance(message, protocol.SyncStep1):
        return "step1", message.state_vector
    if isinstance(message, protocol.Edit):
        return "edit", message.update
    if isinstance(message, protocol.Awareness):
        return "people", message.states
    if isinstance(message, protocol.Acknowledgement):
        return "stored", message.count
    assert isinstance(message, protocol.Status)
    return "status", json.loads(json.dumps(dict(message.fields)))


def open_socket(server: Server, visitor: Visitor, document_id: Any, query: str = "?v=3", origin: str = "") -> Any:
    """A socket as that person's browser opens it."""
    if server.by_requests:
        headers = {"Origin": origin or server.origin, "Cookie": f"{settings.SESSION_COOKIE_NAME}={visitor.session_key}"}
        path = f"/ws/documents/{document_id}/{query}"
        urls = [f"http://127.0.0.1:{each.port}" for each in (server, *server.others)]
        return server.tabs.enter_context(CarriedSocket(urls, path, headers))
    tab = connect(  # type: ignore[call-overload]
        f"ws://127.0.0.1:{server.port}/ws/documents/{document_id}/{query}",
        origin=origin or server.origin,
        additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={visitor.session_key}"},
        compression=None,
        open_timeout=PATIENCE,
        max_size=None,
        max_queue=None,
    )
    return server.tabs.enter_context(tab)


def refusal(server: Server, visitor: Visitor, document_id: Any) -> bytes:
    """The server's answer to a handshake it refuses, byte for byte but for the clock."""
    request = (
        f"GET /ws/documents/{document_id}/?v=3 HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Origin: {server.origin}\r\nCookie: {settings.SESSION_COOKIE_NAME}={visitor.session_key}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as wire:
        wire.sendall(request.encode())
        answer = b""
        while chunk := wire.recv(65536):
            answer += chunk
    return b"\r\n".join(line for line in answer.split(b"\r\n") if not line.lower().startswith(b"date:"))


__all__ = ["Browser", "ConnectionClosed", "InvalidStatus", "Server", "open_socket", "refusal"]

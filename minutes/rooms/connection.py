"""One open socket as its room sees it: what it may do, what is on its way out, what of it is stored."""

import asyncio
import types
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any
from uuid import UUID

from minutes.rooms import protocol
from minutes.rooms.rights import Right
from portal.gate.rules import Visitor
from portal.organisations.access import Identity

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

OUTBOX_BYTES = 4 * 1024 * 1024  # how far a reader may lag before what waits for it is forgotten, and told anew in one
VECTOR_BYTES = 16 * 1024  # of what a reader says it has: a thousand browsers' state vector is smaller
IN_FLIGHT = 512  # un-committed edits of one connection before we stop reading from it
ACKNOWLEDGED_AFTER = 0.025  # seconds between two acknowledgements to one connection


NOTHING_YET = b"\0"  # the state vector of who has said nothing


class _End:
    """Whether it came; an ``asyncio.Event`` for who mostly only looks, a tenth of its size."""

    __slots__ = ("_came", "_waited_for")

    def __init__(self) -> None:
        self._came = False
        self._waited_for: asyncio.Event | None = None

    def is_set(self) -> bool:
        """Whether it came."""
        return self._came

    def set(self) -> None:
        """It has come."""
        self._came = True
        if self._waited_for is not None:
            self._waited_for.set()

    async def wait(self) -> None:
        """Wait until it comes."""
        if not self._came:
            self._waited_for = self._waited_for or asyncio.Event()
            await self._waited_for.wait()


class Connection:
    """Lives on the event loop. Before ``admit`` and after ``end`` nothing is sent.

    A frame is written through at once: the server's ``send`` waits only when the reader is slow.
    Only then are there a task and a queue, and the queue is bounded: what waits is forgotten when it becomes too much, and as
    soon as the reader takes something again ``catch_up`` tells it in one what it lacks.
    """

    # hundreds are open all day: each is kept small, and has what it may never need only once it needs it
    __slots__ = (
        "_acknowledged_at",
        "_acknowledging",
        "_has",
        "_in_flight",
        "_lags",
        "_listening",
        "_may_read_on",
        "_outbox",
        "_pump",
        "_send",
        "_waiting_bytes",
        "admitted",
        "catch_up",
        "code",
        "document_id",
        "ended",
        "heard_of_us",
        "identity",
        "right",
        "stored",
        "visitor",
    )

    def __init__(self, visitor: Visitor, identity: Identity, document_id: UUID, send: Send) -> None:
        self.visitor = visitor
        self.identity = identity
        self.document_id = document_id
        self.right: Right | None = None
        self.admitted = False
        self.code: int | None = None
        self.ended = _End()
        self.stored = 0  # edits of this connection that are durable
        self.heard_of_us = True  # since the last sign of life
        self._in_flight = 0
        self._may_read_on: asyncio.Event | None = None
        self._listening: asyncio.Task[Any] | None = None
        self._send = send
        self._outbox: deque[bytes] | None = None
        self._waiting_bytes = 0
        self._lags = False
        self._has = NOTHING_YET
        self.catch_up: Callable[[Connection], None] | None = None
        self._pump: asyncio.Task[None] | None = None
        self._acknowledged_at = 0.0
        self._acknowledging: asyncio.TimerHandle | None = None

    @property
    def may_write(self) -> bool:
        """Whether its edits are taken."""
        return self.right is not None and self.right.may == "write" and self.code is None and not self.ended.is_set()

    def tell(self, frame: bytes) -> None:
        """Send a frame, or queue it behind others; who lags too far is told everything in one when it reads again."""
        if not self.admitted or self.ended.is_set():
            return
        if self._pump is None:
            self._write(frame)
        elif self._lags:
            return
        elif self._waiting_bytes > OUTBOX_BYTES:  # not counting this frame: it may be the whole of a long document
            self._lags = True
            self._outbox = None
        else:
            self._outbox = self._outbox or deque()
            self._outbox.append(frame)
            self._waiting_bytes += len(frame)

    @property
    def has(self) -> bytes:
        """The state vector that it sent last: so much it surely has."""
        return self._has

    @has.setter
    def has(self, vector: bytes) -> None:
        self._has = vector if len(vector) <= VECTOR_BYTES else NOTHING_YET

    def acknowledge(self, edits: int) -> None:
        """Say that so many more edits of this connection are stored: at once, or soon if it was told just now."""
        self.stored += edits
        if not self.admitted or self._acknowledging is not None or self.ended.is_set():
            return
        loop = asyncio.get_running_loop()
        wait = self._acknowledged_at + ACKNOWLEDGED_AFTER - loop.time()
        if wait > 0:
            self._acknowledging = loop.call_later(wait, self.say_what_is_stored)
        else:
            self.say_what_is_stored()

    def say_what_is_stored(self) -> None:
        """The acknowledgement that is due; also a sign of life."""
        if self._acknowledging is not None:
            self._acknowledging.cancel()
            self._acknowledging = None
        self._acknowledged_at = asyncio.get_running_loop().time()
        self.tell(protocol.acknowledgement(self.stored))

    def end(self, code: int | None) -> None:
        """Close the socket with ``code`` (None: it is gone already); what waits is not sent any more."""
        if self.ended.is_set():
            return
        if self._acknowledging is not None:  # what is stored is said before the end
            self.say_what_is_stored()
            if self.ended.is_set():
                return
        self.code = code
        self._outbox = None
        self._waiting_bytes = 0
        self.ended.set()
        if self._may_read_on is not None:
            self._may_read_on.set()
        if self._pump is not None:
            self._pump.cancel()
        if self._listening is not None:
            self._listening.cancel()

    def flying(self, change: int) -> None:
        """Count the edits that are taken but not yet stored."""
        self._in_flight += change
        if self._may_read_on is not None and self._in_flight < IN_FLIGHT:
            self._may_read_on.set()
            self._may_read_on = None

    @property
    def has_said_enough(self) -> bool:
        """Whether to wait with ``may_read_on`` before anything more is read from it."""
        return self._in_flight >= IN_FLIGHT

    async def may_read_on(self) -> None:
        """Wait until enough of what this connection sent is stored."""
        if self.has_said_enough and not self.ended.is_set():
            self._may_read_on = self._may_read_on or asyncio.Event()
            await self._may_read_on.wait()

    async def listen(self, receive: Receive) -> dict[str, Any] | None:
        """The next event of the socket; None if the connection ended meanwhile."""
        self._listening = task = asyncio.current_task()
        try:
            return await receive()
        except asyncio.CancelledError:
            if task is None or not self.ended.is_set():
                raise  # the whole server stops
            task.uncancel()
            return None
        finally:
            self._listening = None

    def _write(self, frame: bytes) -> None:
        self.heard_of_us = True
        sending = self._send({"type": "websocket.send", "bytes": frame})
        try:
            waits_for = sending.send(None)
        except StopIteration:
            pass
        except (OSError, RuntimeError):  # the other side is gone, or the socket is closing
            self.end(None)
        else:
            self._pump = asyncio.create_task(self._go_on(_resumed(sending, waits_for)))

    async def _go_on(self, sending: Awaitable[None]) -> None:
        """The reader is slow: finish this frame, then what came meanwhile."""
        try:
            await sending
            while self._outbox:
                frame = self._outbox.popleft()
                await self._send({"type": "websocket.send", "bytes": frame})
                self._waiting_bytes -= len(frame)
        except (OSError, RuntimeError):
            self.end(None)
        finally:
            self._pump = None
            self._waiting_bytes = 0
        if self._lags and not self.ended.is_set():
            self._lags = False
            if self.catch_up is not None:
                self.catch_up(self)


@types.coroutine
def _resumed(coroutine: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """The rest of a coroutine that was begun by hand and now waits for something."""
    yield waits_for
    yield from coroutine

"""One open socket as its room sees it: what it may do, what is on its way out, what of it is stored."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from minutes.rooms import protocol
from minutes.rooms.rights import TOO_SLOW, Right
from portal.gate.rules import Visitor
from portal.organisations.access import Identity

Send = Callable[[dict[str, Any]], Awaitable[None]]

OUTBOX_BYTES = 4 * 1024 * 1024  # how far a reader may lag before it has to come back
IN_FLIGHT = 64  # un-committed edits of one connection before we stop reading from it


class Connection:
    """Lives on the event loop. Before ``admit`` and after ``end`` nothing is sent."""

    def __init__(self, visitor: Visitor, identity: Identity, document_id: UUID, send: Send) -> None:
        self.visitor = visitor
        self.identity = identity
        self.document_id = document_id
        self.right: Right | None = None
        self.admitted = False
        self.code: int | None = None
        self.ended = asyncio.Event()
        self.stored = 0  # edits of this connection that are durable
        self.told_at = 0.0
        self._in_flight = 0
        self._may_read_on = asyncio.Event()
        self._may_read_on.set()
        self._send = send
        self._outbox: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._something = asyncio.Event()

    @property
    def may_write(self) -> bool:
        """Whether its edits are taken."""
        return self.right is not None and self.right.may == "write" and not self.ended.is_set()

    def tell(self, frame: bytes) -> None:
        """Queue a frame; a reader who lags too far is sent away and comes back complete."""
        if not self.admitted or self.ended.is_set():
            return
        if self._waiting_bytes > OUTBOX_BYTES:  # not counting this frame: it may be the whole of a long document
            self.end(TOO_SLOW)
            return
        self._outbox.append(frame)
        self._waiting_bytes += len(frame)
        self.told_at = asyncio.get_running_loop().time()
        self._something.set()

    def acknowledge(self, edits: int) -> None:
        """Say that so many more edits of this connection are stored."""
        self.stored += edits
        self.tell(protocol.acknowledgement(self.stored))

    def end(self, code: int | None) -> None:
        """Close the socket with ``code`` (None: it is gone already); what waits is not sent any more."""
        if self.ended.is_set():
            return
        self.code = code
        self._outbox.clear()
        self.ended.set()
        self._may_read_on.set()

    def flying(self, change: int) -> None:
        """Count the edits that are taken but not yet stored."""
        self._in_flight += change
        if self._in_flight < IN_FLIGHT:
            self._may_read_on.set()
        else:
            self._may_read_on.clear()

    async def may_read_on(self) -> None:
        """Wait until enough of what this connection sent is stored."""
        if not self.ended.is_set():
            await self._may_read_on.wait()

    async def write(self) -> None:
        """Send what is queued, for ever; raises ``OSError`` when the other side is gone."""
        while True:
            await self._something.wait()
            self._something.clear()
            while self._outbox:
                frame = self._outbox.popleft()
                await self._send({"type": "websocket.send", "bytes": frame})
                self._waiting_bytes -= len(frame)

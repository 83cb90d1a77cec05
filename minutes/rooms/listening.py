"""What one connection says, frame by frame, and how fast it may."""

import asyncio
from contextlib import suppress

from django.conf import settings

from minutes.rooms.connection import Connection
from minutes.rooms.hub import Hub
from minutes.rooms.pace import Pace
from minutes.rooms.rights import MALFORMED

FRAME_BYTES = 4 * 1024 * 1024  # one message; a long document comes in several
SECONDS_AT_ONCE = 16  # of what one connection may say in bytes, and a quarter of it in messages


class Listener:
    """Hears one connection for the hub."""

    __slots__ = ("_connection", "_heard_again_at", "_hub", "_pace", "_weight")

    def __init__(self, hub: Hub, connection: Connection) -> None:
        messages, octets = settings.ROOM_MESSAGES_PER_SECOND, settings.ROOM_BYTES_PER_SECOND
        self._hub = hub
        self._connection = connection
        self._pace = Pace(messages, messages * SECONDS_AT_ONCE / 4)
        self._weight = Pace(octets, octets * SECONDS_AT_ONCE)
        self._heard_again_at = 0.0

    def hear(self, frame: bytes | None) -> bool:
        """Handle one frame (None: no frame of octets). Answers whether the next one may follow at once; else ``breathe`` first."""
        connection = self._connection
        if connection.ended.is_set():
            return False
        try:
            if frame is None or len(frame) > FRAME_BYTES:
                raise ValueError("no frame of ours")
            self._hub.receive(connection, frame)
        except ValueError:
            connection.end(MALFORMED)
            return False
        now = self._hub.loop.time()
        wait = max(self._pace.delay(now), self._weight.delay(now, len(frame)))
        self._heard_again_at = now + wait
        return wait <= 0 and not connection.has_said_enough

    async def breathe(self) -> None:
        """Wait while it has said enough for now; but when it ends, nobody waits any longer."""
        wait = self._heard_again_at - self._hub.loop.time()
        if wait > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._connection.ended.wait(), wait)
        await self._connection.may_read_on()

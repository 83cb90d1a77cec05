"""The socket of one document: plain ASGI behind Channels' routing (coediting.md §5, §6 rule 4)."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from minutes.rooms import hub as rooms
from minutes.rooms import protocol
from minutes.rooms.access import identify, next_moment, rehearse, rights
from minutes.rooms.connection import Connection
from minutes.rooms.hub import Hub
from minutes.rooms.pace import Pace
from minutes.rooms.remembered import Remembered
from minutes.rooms.rights import MALFORMED, NO_LONGER_YOURS, RELOAD, UNREADABLE
from minutes.rooms.services import Entrance
from portal.audit.origin import current
from portal.crypto.box import CannotOpen
from portal.gate.rules import Visitor

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]

FRAME_BYTES = 4 * 1024 * 1024  # one message; a long document comes in several
SECONDS_AT_ONCE = 16  # of what one connection may say in bytes, and a quarter of it in messages


async def document(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one socket. The gate has let ``scope["visitor"]`` in; whether this document is theirs is asked here.

    Absent and forbidden are refused alike, before accept.
    """
    await receive()
    hub = _hub()
    visitor, document_id = scope["visitor"], scope["url_route"]["kwargs"]["pk"]
    try:
        connection = await hub.join(visitor, document_id, send)
    except CannotOpen as shut:  # its bytes were altered; who may read it is told, as on a page
        await hub.note_unreadable(visitor, shut, current())
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": UNREADABLE})
        return
    if connection is None:
        await hub.note(Entrance(visitor, document_id, joined=False, origin=current()))
        await send({"type": "websocket.close", "code": NO_LONGER_YOURS})
        return
    try:
        await hub.note(Entrance(visitor, document_id, joined=True, origin=current()))
        await send({"type": "websocket.accept"})
        misfit = _misfit(scope, visitor)
        if misfit is not None:
            connection.end(misfit)
        await _converse(hub, connection, receive)
    finally:
        hub.leave(connection)
    if connection.code is not None:
        # a reader who takes nothing any more must not keep us waiting
        with suppress(TimeoutError, OSError, RuntimeError):
            async with asyncio.timeout(1):
                await send({"type": "websocket.close", "code": connection.code})


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """The life of the server process: before it ends, all that was taken is stored."""
    while True:
        event = (await receive())["type"]
        if event == "lifespan.startup":
            await _hub().warm(rehearse)
        hub = rooms.current()
        if event == "lifespan.shutdown" and hub is not None:
            await hub.drain()
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


def _hub() -> Hub:
    return rooms.start(lambda: Hub(Remembered(rights, next_moment), identify))


def _misfit(scope: Scope, visitor: Visitor) -> int | None:
    """With which code a page is sent away that cannot go on as it was opened."""
    asked, person = parse_qs(scope.get("query_string", b"").decode("latin1")), [str(visitor.user_id)]
    if asked.get("v") != [protocol.SCHEMA]:
        return RELOAD
    # the page belongs to whom it was opened by: on a shared PC its unsent text must not go out,
    # nor stay to be read, under the name of the next person who logs in
    return None if asked.get("as", person) == person else NO_LONGER_YOURS


async def _converse(hub: Hub, connection: Connection, receive: Receive) -> None:
    """Listen until the connection ends; what is told to it is written by whoever tells it."""
    hub.admit(connection)
    messages, octets = settings.ROOM_MESSAGES_PER_SECOND, settings.ROOM_BYTES_PER_SECOND
    pace, weight = Pace(messages, messages * SECONDS_AT_ONCE / 4), Pace(octets, octets * SECONDS_AT_ONCE)
    while not connection.ended.is_set():
        event = await connection.listen(receive)
        if event is None:
            return
        if event["type"] == "websocket.disconnect":
            connection.end(None)
            return
        frame = event.get("bytes")
        try:
            if frame is None or len(frame) > FRAME_BYTES:
                raise ValueError("no frame of ours")
            hub.receive(connection, frame)
        except ValueError:
            connection.end(MALFORMED)
            return
        now = hub.loop.time()
        wait = max(pace.delay(now), weight.delay(now, len(frame)))
        del event, frame  # it may be long, and the next may be hours away
        if wait > 0 or connection.has_said_enough:
            await _breathe(connection, wait)


async def _breathe(connection: Connection, wait: float) -> None:
    """It said enough for now; but when it ends, nobody waits any longer."""
    if wait > 0:
        with suppress(TimeoutError):
            await asyncio.wait_for(connection.ended.wait(), wait)
    await connection.may_read_on()

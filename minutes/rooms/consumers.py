"""The socket of one document: plain ASGI behind Channels' routing (coediting.md §5, §6 rule 4)."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from minutes.rooms import hub as rooms
from minutes.rooms import protocol
from minutes.rooms.access import identify, next_moment, rehearse, rights
from minutes.rooms.connection import Connection
from minutes.rooms.hub import Hub
from minutes.rooms.listening import Listener
from minutes.rooms.remembered import Remembered
from minutes.rooms.rights import NO_LONGER_YOURS, RELOAD, UNREADABLE
from minutes.rooms.services import Entrance
from minutes.rooms.wire import HANDS_OVER, Hear
from portal.audit.origin import current
from portal.crypto.box import CannotOpen
from portal.gate.rules import Visitor

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
HandOver = Callable[[Hear], None]


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
        why = connection.right.why if connection.right else ""
        await hub.note(Entrance(visitor, document_id, joined=True, origin=current(), why=why))
        await send({"type": "websocket.accept"})
        misfit = _misfit(scope, visitor)
        if misfit is not None:
            connection.end(misfit)
        await _converse(hub, connection, receive, scope.get("extensions", {}).pop(HANDS_OVER, None))
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


async def _converse(hub: Hub, connection: Connection, receive: Receive, hand_over: HandOver | None) -> None:
    """Listen until the connection ends; what is told to it is written by whoever tells it.

    Where the server can ``hand_over`` (``minutes.rooms.wire``), frames are heard as they come, and only what had to wait is received.
    """
    hub.admit(connection)
    listener = Listener(hub, connection)
    while not connection.ended.is_set():
        if hand_over is not None:
            hand_over(listener.hear)
        event = await connection.listen(receive)
        if event is None:
            return
        if event["type"] == "websocket.disconnect":
            connection.end(None)
            return
        await listener.breathe()
        listener.hear(event.get("bytes"))
        del event  # it may be long, and the next may be hours away

"""All open rooms of this process, as their connections meet them: come in, say something, leave."""

import asyncio
import gc
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from minutes.rooms import protocol
from minutes.rooms.access import Ask
from minutes.rooms.connection import Connection, Send
from minutes.rooms.keeper import Keeper
from minutes.rooms.rights import RESTARTING, Right, close_code
from minutes.rooms.room import Room
from minutes.rooms.services import AskRights, Entrance, Proposal, note_sockets, note_unreadable
from minutes.rooms.thread import DatabaseThread
from minutes.rooms.watch import Watch
from portal.audit.origin import Origin
from portal.crypto.box import CannotOpen
from portal.gate.rules import Visitor
from portal.gate.together import Together
from portal.organisations.access import Identity

logger = logging.getLogger(__name__)

NOTHING = b"\0\0"  # a Yjs update without content
AWARENESS_BYTES = 4 * 1024
SOCKETS = 20  # of one login: tabs, and some that are gone but not yet missed

Identify = Callable[[Iterable[Visitor]], Mapping[Visitor, Identity]]


class Hub:
    """One for each process; ``rights`` and ``identify`` are asked in the database thread."""

    def __init__(self, rights: AskRights, identify: Identify) -> None:
        self.loop = asyncio.get_running_loop()
        self.closing = False
        self.database = DatabaseThread(self.loop)
        self._rights = rights
        self._identify = identify
        self.keeper = Keeper(self.database, rights, self._refused, self._stored)
        self.watch = Watch(self.keeper, self.database, rights, self._change_right)
        self._asking: Together[Ask, Right] = Together(self._ask)
        self._noting: Together[Entrance, None] = Together(self._note)
        self._arriving: Together[Ask, tuple[Right, Identity | None]] = Together(self._greet)

    async def warm(self, rehearse: Callable[[], None]) -> None:
        """Do once for nobody what is done for everybody who comes: when a process starts, all come back at once."""
        try:
            await self.database.ask(rehearse)
        except Exception:  # pages are served all the same, and who comes asks again
            logger.exception("the database could not be asked")
        room = Room(uuid4())
        room.begin(0, NOTHING)
        room.close()
        gc.freeze()  # what is there now stays: to look through it for garbage takes longer than a reader should wait

    # --- coming and going -----------------------------------------------------------------

    async def join(self, visitor: Visitor, document_id: UUID, send: Send) -> Connection | None:
        """A connection in the document's room, not yet admitted; None for who may not even read,
        and for a login that has too many open.

        The right is asked, the room joined, and the right asked again: what is withdrawn from
        then on finds the connection in the room.
        """
        if self.closing:
            return None
        right, identity = await self._arriving.ask((visitor, document_id))
        if right.may == "none" or identity is None or self.closing:
            return None
        connection = Connection(visitor, identity, document_id, send)
        self.keeper.entering[document_id] += 1
        try:
            room = await self.keeper.open(document_id)
            room.connections[connection] = None
        finally:
            self.keeper.entering[document_id] -= 1
        try:
            right = await self._asking.ask((visitor, document_id))
        except BaseException:  # the store is away, or the tab is: nobody stays in the room whom nobody knows
            self.leave(connection)
            raise
        if right.may == "none" or connection.ended.is_set() or self._sockets_of(visitor) > SOCKETS:
            self.leave(connection)
            return None
        connection.right = right
        connection.catch_up = self._catch_up
        return connection

    def admit(self, connection: Connection) -> None:
        """The socket is accepted: say what it may do and who is here, and ask what it has."""
        room = self._room_of(connection)
        if room is None:
            connection.end(RESTARTING)
            return
        connection.admitted = True
        self._greet_in(room, connection)

    def leave(self, connection: Connection) -> None:
        """The socket is gone. What it sent is stored all the same."""
        connection.end(None)
        room = self._room_of(connection)
        if room is not None:
            room.leave(connection)
            self.keeper.look_after(room)

    async def note(self, entrance: Entrance) -> None:
        """Record that somebody came in, or was refused."""
        await self._noting.ask(entrance)

    async def note_unreadable(self, visitor: Visitor, shut: CannotOpen, origin: Origin) -> None:
        """Record that a document did not open, and sound the alarm."""
        await self.database.ask(partial(note_unreadable, actor=visitor, shut=shut, origin=origin))

    async def drain(self) -> None:
        """Store all that was taken, then close every socket with «come back» and stop."""
        self.closing = True
        await self.watch.end()
        await self.keeper.drain()
        await self.database.end()

    # --- what a connection says -----------------------------------------------------------

    def receive(self, connection: Connection, frame: bytes) -> None:
        """Handle one frame. Raises ``ValueError`` for what is no message of the protocol."""
        room = self._room_of(connection)
        if room is None or connection.ended.is_set():
            return
        message = protocol.parse(frame)
        if isinstance(message, protocol.Edit):
            self._edit(room, connection, message.update)
        elif isinstance(message, protocol.SyncStep1):
            room.take_in()
            connection.has = message.state_vector
            room.answer(connection, message.state_vector)
            if not room.settled:
                self.keeper.look_after(room)
        elif isinstance(message, protocol.Awareness):
            if len(frame) > AWARENESS_BYTES:
                return  # browsers repeat what they heard of others; one's own presence is small
            told = room.presence.accept(connection, connection.visitor, connection.identity, message.states)
            if told:
                room.tell(protocol.awareness(told), but=connection)
        elif isinstance(message, protocol.QueryAwareness):
            connection.tell(protocol.awareness(room.presence.everyone()))
        else:
            raise ValueError("only the server says this")

    def _greet_in(self, room: Room, connection: Connection) -> None:
        self._tell_right(room, connection)
        here = room.presence.everyone()
        if here:
            connection.tell(protocol.awareness(here))

    def _catch_up(self, connection: Connection) -> None:
        """It lagged so far that frames were forgotten, and reads again: tell all that they said, the text as one difference."""
        room = self._room_of(connection)
        if room is None:
            connection.end(RESTARTING)
            return
        self._greet_in(room, connection)
        connection.say_what_is_stored()
        if room.talked:
            connection.tell(protocol.talk(room.talked))
        room.answer(connection, connection.has)
        if not room.settled:
            self.keeper.look_after(room)

    def _edit(self, room: Room, connection: Connection, update: bytes) -> None:
        right = connection.right
        if right is None or not connection.may_write:
            self._tell_right(room, connection)
        elif room.edit(connection, update):
            self.keeper.look_after(room)
        else:
            connection.right = replace(right, may="read", reason="full")
            self._tell_right(room, connection)

    def _room_of(self, connection: Connection) -> Room | None:
        room = self.keeper.rooms.get(connection.document_id)
        return room if room is not None and connection in room.connections else None

    def _sockets_of(self, visitor: Visitor) -> int:
        key = visitor.session_key  # one login, one key; texts that differ are told apart at once, and all are looked at
        return sum(each.visitor.session_key == key for room in self.keeper.rooms.values() for each in room.connections)

    async def _note(self, entrances: Sequence[Entrance]) -> list[None]:
        await self.database.ask(partial(note_sockets, entrances))
        return [None] * len(entrances)

    # --- rights ---------------------------------------------------------------------------

    async def _ask(self, asks: Sequence[Ask]) -> list[Right]:
        answers = await self.database.ask(partial(self._rights, asks))
        return [answers[ask] for ask in asks]

    async def _greet(self, asks: Sequence[Ask]) -> list[tuple[Right, Identity | None]]:
        """The rights of those who arrive, and as whom the others will see them."""
        rights = await self._ask(asks)
        welcome = {visitor for (visitor, _), right in zip(asks, rights, strict=True) if right.may != "none"}
        people = await self.database.ask(partial(self._identify, welcome)) if welcome else {}
        return [(right, people.get(visitor)) for (visitor, _), right in zip(asks, rights, strict=True)]

    def _stored(self, proposal: Proposal) -> None:
        self.watch.type(visitor for visitor, _ in proposal.parts)

    def _refused(self, room: Room, refused: Mapping[Connection, Right]) -> None:
        for connection, right in refused.items():
            self._change_right(room, connection, right)

    def _change_right(self, room: Room, connection: Connection, now: Right) -> None:
        before = connection.right
        if now.may == "write" and before is not None and before.reason == "full":
            now = replace(now, may="read", reason="full")  # until it comes back; of emergencies it is told all the same
        if now == before:
            return
        if now.may != "write" and now.reason != "full":
            room.drop_pending(connection)
            self.keeper.look_after(room)
        code = close_code(before, now)
        connection.right = now
        if code is not None:
            connection.end(code)
        else:
            self._tell_right(room, connection)

    def _tell_right(self, room: Room, connection: Connection) -> None:
        right = connection.right or Right("none")
        colour = room.presence.colour(connection.identity["id"])
        told = {"may": right.may, "reason": right.reason, "colour": colour, "emergencies": list(right.emergencies)}
        connection.tell(protocol.status(told))
        if right.may == "write":
            connection.tell(room.question())


_current: Hub | None = None


def current() -> Hub | None:
    """The hub of this process, if a socket was ever opened."""
    return _current


def start(make: Callable[[], Hub]) -> Hub:
    """The hub of the running event loop; the first socket makes it."""
    global _current
    if _current is None or _current.loop is not asyncio.get_running_loop():
        _current = make()
    return _current


def recheck_soon() -> None:
    """Somebody's right may have ended: ask all open connections of this process at once."""
    hub = current()
    if hub is not None:
        hub.watch.soon()

"""All open rooms of this process: commit in groups, tell after the commit, ask rights again and again.

Everything here runs on the event loop, but for ``_in_database``: one thread with one connection
to the database loads, stores and asks. Rules and their evidence: coediting.md §5 and §6.
"""

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import close_old_connections, connections

from minutes.documents import services as documents
from minutes.rooms import doorbell, protocol
from minutes.rooms.connection import Connection, Send
from minutes.rooms.rights import RESTARTING, STORE_FAILED, Right, close_code
from minutes.rooms.room import Room
from minutes.rooms.services import AskRights, Outcome, Proposal, store, typed
from portal.gate.rules import Visitor
from portal.organisations.access import Identity

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

ASK_AGAIN_AFTER = 1.0  # seconds between two questions for the rights of all connections
AWARENESS_BYTES = 4 * 1024
TYPING_NOTED_AFTER = 60.0  # seconds between two notes that somebody still types
SIGN_OF_LIFE_AFTER = 10.0  # browsers give a silent socket up after 30 s
SOCKETS = 20  # of one login: tabs, and some that are gone but not yet missed
COMPACT_ROWS, COMPACT_BYTES = 500, 256 * 1024


class Hub:
    """One for each process; ``rights`` and ``identify`` are asked in the database thread."""

    def __init__(self, rights: AskRights, identify: Callable[[Visitor], Identity | None]) -> None:
        self.loop = asyncio.get_running_loop()
        self.closing = False
        self._rights = rights
        self._identify = identify
        self._rooms: dict[UUID, Room] = {}
        self._loading: dict[UUID, asyncio.Future[Room]] = {}
        self._entering: Counter[UUID] = Counter()
        self._dirty: set[Room] = set()
        self._work = asyncio.Event()
        self._nudge = asyncio.Event()
        self._unanswered = 0
        self._typing: set[Visitor] = set()
        self._noted: dict[Visitor, float] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="rooms")
        self._flusher = asyncio.create_task(self._flush_for_ever())
        self._watcher = asyncio.create_task(self._watch_for_ever())
        self._bell = asyncio.create_task(self._hear_the_bell())

    # --- coming and going -----------------------------------------------------------------

    async def join(self, visitor: Visitor, document_id: UUID, send: Send) -> Connection | None:
        """A connection in the document's room, not yet admitted; None for who may not even read,
        and for a login that has too many open.

        The right is asked, the room joined, and the right asked again: what is withdrawn from
        then on finds the connection in the room.
        """
        if self.closing or (await self._ask(visitor, document_id)).may == "none":
            return None
        identity = await self._in_database(partial(self._identify, visitor))
        if identity is None or self.closing:
            return None
        connection = Connection(visitor, identity, document_id, send)
        self._entering[document_id] += 1
        try:
            room = await self._open(document_id)
            room.connections[connection] = None
        finally:
            self._entering[document_id] -= 1
        right = await self._ask(visitor, document_id)
        if right.may == "none" or connection.ended.is_set() or self._sockets_of(visitor) > SOCKETS:
            self.leave(connection)
            return None
        connection.right = right
        return connection

    def _sockets_of(self, visitor: Visitor) -> int:
        return sum(each.visitor == visitor for room in self._rooms.values() for each in room.connections)

    def admit(self, connection: Connection) -> None:
        """The socket is accepted: say what it may do and who is here, and ask what it has."""
        room = self._rooms.get(connection.document_id)
        if room is None or connection not in room.connections:
            connection.end(RESTARTING)
            return
        connection.admitted = True
        self._tell_right(room, connection)
        here = room.presence.everyone()
        if here:
            connection.tell(protocol.awareness(here))

    def leave(self, connection: Connection) -> None:
        """The socket is gone. What it sent is stored all the same."""
        connection.end(None)
        room = self._rooms.get(connection.document_id)
        if room is not None and connection in room.connections:
            room.leave(connection)
            self._dirty.add(room)
            self._work.set()

    async def drain(self) -> None:
        """Store all that was taken, then close every socket with «come back» and stop."""
        self.closing = True
        self._work.set()
        await self._flusher
        for task in (self._watcher, self._bell):
            task.cancel()
        await asyncio.gather(self._watcher, self._bell, return_exceptions=True)
        for room in list(self._rooms.values()):
            self._drop(room, RESTARTING)
        await self.loop.run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown()

    # --- what a connection says -----------------------------------------------------------

    def receive(self, connection: Connection, frame: bytes) -> None:
        """Handle one frame. Raises ``ValueError`` for what is no message of the protocol."""
        room = self._rooms.get(connection.document_id)
        if room is None or connection not in room.connections or connection.ended.is_set():
            return
        message = protocol.parse(frame)
        if isinstance(message, protocol.Edit):
            self._edit(room, connection, message.update)
        elif isinstance(message, protocol.SyncStep1):
            room.answer(connection, message.state_vector)
            self._flush_soon(room)
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

    def recheck_soon(self) -> None:
        """Ask the rights of all connections at once; may be called from any thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody is connected
            self.loop.call_soon_threadsafe(self._nudge.set)

    def _edit(self, room: Room, connection: Connection, update: bytes) -> None:
        if not connection.may_write:
            self._tell_right(room, connection)
            return
        try:
            taken = room.edit(connection, update)
        finally:
            self._flush_soon(room)
        if not taken:
            connection.right = Right("read", "full")
            self._tell_right(room, connection)

    # --- the store ------------------------------------------------------------------------

    async def _in_database(self, work: Callable[[], Result]) -> Result:
        return await self.loop.run_in_executor(self._thread, _with_connection, work)

    async def _open(self, document_id: UUID) -> Room:
        """The room, loaded once however many enter at the same time."""
        if document_id in self._rooms:
            return self._rooms[document_id]
        if document_id not in self._loading:
            self._loading[document_id] = asyncio.ensure_future(self._load(document_id))
        return await asyncio.shield(self._loading[document_id])

    async def _load(self, document_id: UUID) -> Room:
        try:
            room = Room(document_id)
            room.begin(*await self._in_database(partial(documents.load, document_id)))
            self._rooms[document_id] = room
            return room
        finally:
            del self._loading[document_id]

    def _flush_soon(self, room: Room) -> None:
        if not room.settled:
            self._dirty.add(room)
            self._work.set()

    async def _flush_for_ever(self) -> None:
        while not (self.closing and not self._dirty):
            await self._work.wait()
            self._work.clear()
            rooms, self._dirty = self._dirty, set()
            try:
                await self._flush([room for room in rooms if self._is_open(room)])
            except Exception:
                logger.exception("the store did not take the edits; their rooms begin again")
                for room in rooms:
                    self._drop(room, STORE_FAILED)

    async def _flush(self, rooms: list[Room]) -> None:
        """Store what is pending in these rooms, in one transaction, and tell it afterwards."""
        for room in rooms:
            if room.tainted:
                await self._begin_again(room)
        rooms = [room for room in rooms if self._is_open(room)]
        proposals = {room: room.propose() for room in rooms if not room.tainted}
        full = [proposal for proposal in proposals.values() if proposal.parts]
        outcomes = await self._in_database(partial(store, full, self._rights)) if full else {}
        for room, proposal in proposals.items():
            self._settle(room, proposal, outcomes.get(room.document_id, Outcome(room.seq)))
        for room in rooms:
            await self._tidy(room)

    def _settle(self, room: Room, proposal: Proposal, outcome: Outcome) -> None:
        if outcome.seq is None:
            self._refuse(room, outcome)
            return
        followed = outcome.seq == room.seq + len(proposal.parts)
        room.committed(proposal, outcome.seq)
        self._typing |= {visitor for visitor, _ in proposal.parts}  # a tab that only comes back brings nothing new
        if not followed:
            # another process writes to this document: our live text lacks its edits
            self._drop(room, RESTARTING)

    def _refuse(self, room: Room, outcome: Outcome) -> None:
        refused = [each for each in room.authors() if each.visitor in outcome.refused]
        room.without(refused)
        for connection in refused:
            self._change_right(room, connection, outcome.refused[connection.visitor])

    def _is_open(self, room: Room) -> bool:
        return self._rooms.get(room.document_id) is room

    async def _tidy(self, room: Room) -> None:
        """Go on with what came in meanwhile; fold a long log; forget a room that nobody is in."""
        if not self._is_open(room):
            return
        leaving = not room.connections and not self._entering[room.document_id]
        if not room.settled and not (leaving and not room.pending):
            self._flush_soon(room)
            return
        if leaving:
            self._forget(room)
        if room.log_rows and (leaving or room.log_rows > COMPACT_ROWS or room.log_bytes > COMPACT_BYTES):
            room.log_rows = room.log_bytes = 0
            await self._compact(room.document_id)

    async def _compact(self, document_id: UUID) -> None:
        try:
            await self._in_database(partial(documents.compact, document_id))
        except Exception:  # the log stays long, nothing is lost
            logger.exception("a document could not be compacted")

    async def _begin_again(self, room: Room) -> None:
        seq, state = await self._in_database(partial(documents.load, room.document_id))
        if seq == room.seq:
            room.begin(seq, state)
        else:  # another process wrote to it: whoever is here lacks those edits
            self._drop(room, RESTARTING)

    def _drop(self, room: Room, code: int) -> None:
        room.end(code)
        self._forget(room)

    def _forget(self, room: Room) -> None:
        room.close()
        if self._rooms.get(room.document_id) is room:
            del self._rooms[room.document_id]
        if not self._entering[room.document_id]:
            del self._entering[room.document_id]

    # --- rights ---------------------------------------------------------------------------

    async def _ask(self, visitor: Visitor, document_id: UUID) -> Right:
        ask = (visitor, document_id)
        return (await self._in_database(partial(self._rights, [ask])))[ask]

    async def _watch_for_ever(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), ASK_AGAIN_AFTER)
            self._nudge.clear()
            try:
                await self._recheck()
                self._unanswered = 0
            except Exception:
                self._unanswered += 1
                logger.exception("the rights of open connections could not be asked")
                if self._unanswered > 1:  # once: a connection that broke; twice: nobody stays in unasked
                    for room in list(self._rooms.values()):
                        self._drop(room, STORE_FAILED)

    async def _hear_the_bell(self) -> None:
        """Other processes ring when a right may have ended; without the bell the timer finds it a second later."""
        while doorbell.has_bell():
            with suppress(Exception):
                await doorbell.listen(self._nudge.set)
            await asyncio.sleep(ASK_AGAIN_AFTER)

    async def _recheck(self) -> None:
        asked = [(room, each) for room in self._rooms.values() for each in room.connections if each.right]
        if not asked:
            return
        asks = [(each.visitor, each.document_id) for _, each in asked]
        answers = await self._in_database(partial(self._rights, asks))
        for room, connection in asked:
            if not connection.ended.is_set():
                self._change_right(room, connection, answers[connection.visitor, connection.document_id])
            if self.loop.time() - connection.told_at > SIGN_OF_LIFE_AFTER:
                connection.acknowledge(0)
        await self._note_typing({each.visitor for _, each in asked if not each.ended.is_set()})

    async def _note_typing(self, here: set[Visitor]) -> None:
        """Who types is there: written within a second after a pause, then at most once a minute, for all at once."""
        now = self.loop.time()
        self._noted = {visitor: at for visitor, at in self._noted.items() if visitor in here}
        self._typing &= here
        due = {each for each in self._typing if now - self._noted.get(each, -math.inf) >= TYPING_NOTED_AFTER}
        self._typing -= due
        if due:
            await self._in_database(partial(typed, due))
            self._noted |= dict.fromkeys(due, now)

    def _change_right(self, room: Room, connection: Connection, now: Right) -> None:
        before = connection.right
        if now == before or (now.may == "write" and before == Right("read", "full")):
            return
        if now.may != "write":
            room.drop_pending(connection)
            self._flush_soon(room)
        code = close_code(before, now)
        connection.right = now
        if code is not None:
            connection.end(code)
        else:
            self._tell_right(room, connection)

    def _tell_right(self, room: Room, connection: Connection) -> None:
        right = connection.right or Right("none")
        colour = room.presence.colour(connection.identity["id"])
        connection.tell(protocol.status({"may": right.may, "reason": right.reason, "colour": colour}))
        if right.may == "write":
            connection.tell(room.question())


def _with_connection(work: Callable[[], Result]) -> Result:
    """Run in the database thread; a connection that PostgreSQL dropped is replaced by a new one."""
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()


_current: Hub | None = None


def current() -> Hub | None:
    """The hub of this process, if a socket was ever opened."""
    return _current


def start(rights: AskRights, identify: Callable[[Visitor], Identity | None]) -> Hub:
    """The hub of the running event loop; the first socket starts it."""
    global _current
    if _current is None or _current.loop is not asyncio.get_running_loop():
        _current = Hub(rights, identify)
    return _current


def recheck_soon() -> None:
    """Somebody's right may have ended: ask all open connections of this process at once."""
    hub = current()
    if hub is not None:
        hub.recheck_soon()

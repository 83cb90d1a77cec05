"""The open rooms of this process and the store: load, commit in groups, tell after the commit, fold, forget.

Everything here runs on the event loop; ``database`` is the one thread that loads and stores. Rules and their
evidence: coediting.md §5 and §6.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from minutes.documents import services as documents
from minutes.rooms import doorbell, protocol
from minutes.rooms.connection import Connection
from minutes.rooms.remembered import commits_of_others
from minutes.rooms.rights import RESTARTING, STORE_FAILED, Right
from minutes.rooms.room import Room
from minutes.rooms.services import AskRights, Outcome, Proposal, store
from minutes.rooms.thread import DatabaseThread

logger = logging.getLogger(__name__)

COMPACT_ROWS, COMPACT_BYTES = 8_000, 16 * 1024 * 1024  # while people write; what is left is folded when they leave
GATHERING = 0.008  # seconds at most: a commit costs nearly as much for one edit as for ten


class Keeper:
    """``refused`` hears whose edits were not stored, ``stored`` whose were."""

    def __init__(
        self,
        database: DatabaseThread,
        rights: AskRights,
        refused: Callable[[Room, Mapping[Connection, Right]], None],
        stored: Callable[[Proposal], None],
    ) -> None:
        self.rooms: dict[UUID, Room] = {}
        self.entering: Counter[UUID] = Counter()
        self._database = database
        self._rights = rights
        self._refused = refused
        self._stored = stored
        self._loading: dict[UUID, asyncio.Future[Room]] = {}
        self._dirty: set[Room] = set()
        self._work = asyncio.Event()
        self._closing = False
        self._loop = asyncio.get_running_loop()
        self._flushed_at = 0.0
        self._came = self._expected = 0  # edits since the last commit began; as many as it had
        self._all_here: asyncio.Future[None] | None = None
        self._news_due = False
        self._opened = 0
        self._stamp: object = None  # of the database when all open rooms had read on
        self._ring = asyncio.Event()
        self._flusher = asyncio.create_task(self._flush_for_ever())
        self._ringer = asyncio.create_task(doorbell.ring_for_ever(self._ring))

    async def open(self, document_id: UUID) -> Room:
        """The room, loaded once however many enter at the same time."""
        if document_id in self.rooms:
            return self.rooms[document_id]
        if document_id not in self._loading:
            self._loading[document_id] = asyncio.ensure_future(self._load(document_id))
        return await asyncio.shield(self._loading[document_id])

    def look_after(self, room: Room) -> None:
        """Something happened in the room: store what waits, forget it if nobody is in it."""
        self._dirty.add(room)
        self._work.set()
        self._came += 1
        if self._came >= self._expected and self._all_here is not None:
            _wake(self._all_here)

    def drop(self, room: Room, code: int) -> None:
        """Close every connection of the room, and forget it; what was not stored is not acknowledged."""
        room.end(code)
        self._forget(room)

    def look_for_news(self) -> None:
        """Another process may have stored something: read on in the log of every open room."""
        self._news_due = True
        self._work.set()

    async def drain(self) -> None:
        """Store all that was taken, then close every socket with «come back»."""
        self._closing = True
        self._work.set()
        await self._flusher
        self._ringer.cancel()
        await asyncio.gather(self._ringer, return_exceptions=True)
        for room in list(self.rooms.values()):
            self.drop(room, RESTARTING)

    async def _load(self, document_id: UUID) -> Room:
        try:
            room = Room(document_id)
            stored = await self._database.ask(partial(documents.open_document, document_id))
            room.begin(stored.seq, stored.whole)
            room.owners.know(stored)
            room.log_rows = len(stored.parts)  # of a process that was killed
            self.rooms[document_id] = room
            self._stamp = None  # what was stored since it was loaded is unknown to it
            self._opened += 1
            return room
        finally:
            del self._loading[document_id]

    # --- the commits ----------------------------------------------------------------------

    async def _flush_for_ever(self) -> None:
        while not (self._closing and not self._dirty):
            await self._work.wait()
            await self._gather()
            self._work.clear()
            rooms, self._dirty = self._dirty, set()
            try:
                if self._news_due:
                    self._news_due = False
                    await self._read_on()
                await self._flush([room for room in rooms if not room.forgotten])
            except BaseException as error:
                _raise_what_ends_us(error)
                logger.exception("the store did not take the edits; their rooms begin again")
                for room in rooms:
                    self.drop(room, STORE_FAILED)
            self._flushed_at = self._loop.time()

    async def _gather(self) -> None:
        """Right after a commit, let those who answer to it come in: until as many are here as the last time, or for a moment.

        After a pause nobody waits.
        """
        wait = self._flushed_at + GATHERING - self._loop.time()
        if wait > 0 and self._came < self._expected and not self._closing:
            self._all_here = self._loop.create_future()
            timer = self._loop.call_later(wait, _wake, self._all_here)
            await self._all_here
            timer.cancel()
            self._all_here = None
        await asyncio.sleep(0)  # what lies at the socket already comes along
        self._expected, self._came = max(self._came, self._expected - 1), 0

    async def _flush(self, rooms: list[Room]) -> None:
        """Store what is pending in these rooms, in one transaction, and tell it afterwards."""
        for room in rooms:
            room.take_in()
            if room.tainted:
                await self._begin_again(room)
        rooms = [room for room in rooms if not room.forgotten]
        proposals = {room: room.propose() for room in rooms if not room.tainted}
        full = [proposal for proposal in proposals.values() if proposal.parts]
        outcomes = await self._database.ask(partial(store, full, self._rights)) if full else {}
        for room, proposal in proposals.items():
            self._settle(room, proposal, outcomes.get(room.document_id, Outcome(room.seq)))
        for room in rooms:
            await self._tidy(room)

    def _settle(self, room: Room, proposal: Proposal, outcome: Outcome) -> None:
        if outcome.seq is None:
            out = [each for each in room.authors() if each.visitor in outcome.refused]
            room.without(out)
            self._refused(room, {each: outcome.refused[each.visitor] for each in out})
            return
        before = room.seq
        room.committed(proposal, outcome.seq)
        if proposal.parts:
            self._stored(proposal)
            self._ring.set()
        if outcome.seq != before + len(proposal.parts):
            room.seq = before  # another process wrote in between: its edits are still to be read
            self.look_for_news()

    async def _begin_again(self, room: Room) -> None:
        seq, state = await self._database.ask(partial(documents.load, room.document_id))
        followed = seq != room.seq
        room.begin(seq, state)
        if followed:  # another process wrote to it: whoever is here lacks those edits
            room.tell(protocol.update(state))

    # --- other processes ------------------------------------------------------------------

    async def _read_on(self) -> None:
        """The log is the truth: what it holds beyond what a room knows is taken over and told."""
        known = {room.document_id: room.seq for room in self.rooms.values() if not room.tainted}
        opened = self._opened
        try:
            stamp, news = await self._database.ask(partial(_news_since, self._stamp, known))
        except BaseException as error:  # asked again in a second; a store that fails is dealt with where it is written
            _raise_what_ends_us(error)
            logger.exception("the log could not be read on")
            return
        self._stamp = stamp if opened == self._opened else None
        for document_id, each in news.items():
            room = self.rooms.get(document_id)
            if room is not None and not room.tainted and room.seq < each.seq:
                self._follow(room, each)

    def _follow(self, room: Room, news: documents.News) -> None:
        """What one room cannot take over ends that room only; whoever is in it comes back."""
        try:
            room.follow(news)
        except BaseException as error:
            _raise_what_ends_us(error)
            logger.error("a room cannot take over what is stored (%s); it begins again", type(error).__name__)
            self.drop(room, STORE_FAILED)

    # --- folding and forgetting -----------------------------------------------------------

    async def _tidy(self, room: Room) -> None:
        """Go on with what came in meanwhile; fold a long log; forget a room that nobody is in."""
        if room.forgotten:
            return
        leaving = not room.connections and not self.entering[room.document_id]
        if not room.settled and not (leaving and not room.pending and not room.inbox):
            self.look_after(room)
            return
        if leaving:
            self._forget(room)
        if room.log_rows and (leaving or room.log_rows > COMPACT_ROWS or room.log_bytes > COMPACT_BYTES):
            room.log_rows = room.log_bytes = 0
            await self._compact(room, resting=leaving)

    async def _compact(self, room: Room, *, resting: bool) -> None:
        owners = dict(room.owners.by_client)
        try:
            await self._database.ask(partial(documents.compact, room.document_id, owners, resting=resting))
        except BaseException as error:  # the log stays long, nothing is lost
            _raise_what_ends_us(error)
            logger.exception("a document could not be compacted")

    def _forget(self, room: Room) -> None:
        room.close()
        if not room.forgotten:
            room.forgotten = True
            del self.rooms[room.document_id]
        if not self.entering[room.document_id]:
            del self.entering[room.document_id]


def _wake(sleeper: "asyncio.Future[None]") -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def _raise_what_ends_us(error: BaseException) -> None:
    """All but that is dealt with where it was caught: a panic of yrs, too, which is no ``Exception``."""
    if isinstance(error, KeyboardInterrupt | SystemExit | asyncio.CancelledError | GeneratorExit):
        raise error


def _news_since(stamp: object, known: Mapping[UUID, int]) -> tuple[object, Mapping[UUID, documents.News]]:
    """What others stored. Where the database counts their commits and the count is the same, nothing."""
    now = commits_of_others()
    if now is not None and now == stamp:
        return now, {}
    return now, documents.news(known) if known else {}

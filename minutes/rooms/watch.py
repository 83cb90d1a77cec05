"""The rights of all open connections, asked again and again, whatever told nobody that one ended; and whether anybody commented."""

import asyncio
import logging
import math
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from minutes.rooms import doorbell
from minutes.rooms.connection import Connection
from minutes.rooms.ear import Ear
from minutes.rooms.keeper import Keeper
from minutes.rooms.rights import STORE_FAILED, Right
from minutes.rooms.room import Room
from minutes.rooms.services import AskRights, typed
from minutes.rooms.thread import DatabaseThread
from portal.gate.rules import Visitor

logger = logging.getLogger(__name__)

ASK_AGAIN_AFTER = 1.0  # seconds between two questions for the rights of all connections
TYPING_NOTED_AFTER = 60.0  # seconds between two notes that somebody still types
SIGN_OF_LIFE_AFTER = 10.0  # browsers give a silent socket up after 30 s


class Watch:
    """``changed`` hears what each connection may do now."""

    def __init__(
        self,
        keeper: Keeper,
        database: DatabaseThread,
        rights: AskRights,
        changed: Callable[[Room, Connection, Right], None],
    ) -> None:
        self.loop = asyncio.get_running_loop()
        self.noted: dict[Visitor, float] = {}
        self.typing: set[Visitor] = set()
        self._keeper = keeper
        self._database = database
        self._rights = rights
        self._changed = changed
        self._ear = Ear(keeper, database)
        self._nudge = asyncio.Event()
        self._unanswered = 0
        self._alive_at = self.loop.time()
        self._tasks = [asyncio.create_task(self._watch_for_ever()), asyncio.create_task(self._hear_the_bell())]

    def type(self, visitors: Iterable[Visitor]) -> None:
        """These people typed something new; a tab that only comes back brings nothing new."""
        self.typing.update(visitors)

    def soon(self) -> None:
        """Ask at once; may be called from any thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody is connected
            self.loop.call_soon_threadsafe(self._nudge.set)

    async def end(self) -> None:
        """Ask no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _watch_for_ever(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), ASK_AGAIN_AFTER)
            self._nudge.clear()
            self._keeper.look_for_news()  # the bell may have been missed
            try:
                await self._recheck()
                self._unanswered = 0
                await self._ear.listen()
            except Exception:
                self._unanswered += 1
                logger.exception("the rights of open connections could not be asked")
                if self._unanswered > 1:  # once: a connection that broke; twice: nobody stays in unasked
                    for room in list(self._keeper.rooms.values()):
                        self._keeper.drop(room, STORE_FAILED)

    async def _hear_the_bell(self) -> None:
        """Other processes ring when a right may have ended or they have stored something; without the bell the timer
        finds it a second later.
        """
        while doorbell.has_bell():
            with suppress(Exception):
                await doorbell.listen(self._nudge.set, self._keeper.look_for_news)
            await asyncio.sleep(ASK_AGAIN_AFTER)

    async def _recheck(self) -> None:
        asked = [(room, each) for room in self._keeper.rooms.values() for each in room.connections if each.right]
        if not asked:
            return
        asks = [(each.visitor, each.document_id) for _, each in asked]
        answers = await self._database.ask(partial(self._rights, asks))
        for (room, connection), ask in zip(asked, asks, strict=True):
            now = answers[ask]
            if now is not connection.right and not connection.ended.is_set():  # mostly the very answer of a second ago
                self._changed(room, connection, now)
        self._give_signs_of_life([connection for _, connection in asked])
        if self.typing:
            await self._note_typing({each.visitor for _, each in asked if not each.ended.is_set()})

    def _give_signs_of_life(self, connections: Iterable[Connection]) -> None:
        if self.loop.time() - self._alive_at < SIGN_OF_LIFE_AFTER:
            return
        self._alive_at = self.loop.time()
        for each in connections:
            if not each.heard_of_us:
                each.say_what_is_stored()
            each.heard_of_us = False

    async def _note_typing(self, here: set[Visitor]) -> None:
        """Who types is there: written within a second after a pause, then at most once a minute, for all at once."""
        now = self.loop.time()
        self.noted = {visitor: at for visitor, at in self.noted.items() if visitor in here}
        self.typing &= here
        due = {each for each in self.typing if now - self.noted.get(each, -math.inf) >= TYPING_NOTED_AFTER}
        self.typing -= due
        if due:
            await self._database.ask(partial(typed, due))
            self.noted |= dict.fromkeys(due, now)

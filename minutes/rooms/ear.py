"""Hears that somebody commented on an open document, and tells its room how far the talk has come; never what was said.

Together with the rights, once a second and whenever the doorbell rings: one question for all open documents, none where
the database counts the commits of others and nobody has committed.
"""

from functools import partial
from uuid import UUID

from minutes.comments.access import how_far
from minutes.rooms import protocol
from minutes.rooms.keeper import Keeper
from minutes.rooms.remembered import commits_of_others
from minutes.rooms.thread import DatabaseThread


class Ear:
    """Of all open rooms of this process."""

    def __init__(self, keeper: Keeper, database: DatabaseThread) -> None:
        self._keeper = keeper
        self._database = database
        self._heard: tuple[object, frozenset[UUID]] | None = None

    async def listen(self) -> None:
        """Tell each room in which somebody is, if more was said than it knows."""
        ids = frozenset(key for key, room in self._keeper.rooms.items() if room.connections)
        if not ids:
            return
        stamp, counts = await self._database.ask(partial(self._counts, ids))
        for key, count in counts.items():
            room = self._keeper.rooms.get(key)
            if room is not None and room.talked < count:
                room.talked = count
                room.tell(protocol.talk(count))
        self._heard = None if stamp is None else (stamp, ids)

    def _counts(self, ids: frozenset[UUID]) -> tuple[object, dict[UUID, int]]:
        stamp = commits_of_others()
        if stamp is not None and self._heard == (stamp, ids):
            return stamp, {}
        return stamp, how_far(ids)

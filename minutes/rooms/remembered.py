"""Answers about rights that are still exactly true need not be asked again.

A right can end in two ways: somebody writes to the database, or the clock passes a moment that stands in it. SQLite counts
the commits of others (``PRAGMA data_version``), and the next such moment can be asked for. So long as neither has come,
the last answer is the answer: this is no cache that may be old. PostgreSQL has no such count: there each question is asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from minutes.rooms.access import Ask
from minutes.rooms.rights import Right

AskRights = Callable[[Sequence[Ask]], Mapping[Ask, Right]]
NextMoment = Callable[[Iterable[Ask]], datetime]

AT_LATEST = timedelta(seconds=60)  # asked again in any case


class Remembered:
    """Asks ``rights`` only what is not known to be true still. All questions come from one thread, with its connection."""

    def __init__(self, rights: AskRights, next_moment: NextMoment) -> None:
        self._rights = rights
        self._next_moment = next_moment
        self._known: dict[Ask, Right] = {}
        self._stamp: tuple[Any, int] | None = None
        self._until = timezone.now()

    def __call__(self, asks: Sequence[Ask]) -> Mapping[Ask, Right]:
        """What ``rights`` would answer now."""
        stamp, now = commits_of_others(), timezone.now()
        if stamp is None:
            return self._rights(asks)
        if stamp != self._stamp or now >= self._until:
            self._known, self._stamp, self._until = {}, stamp, now + AT_LATEST
        unknown = {ask for ask in asks if ask not in self._known}
        if unknown:
            self._until = min(self._until, self._next_moment(unknown))
            self._known |= self._rights(list(unknown))
        return self._known


def commits_of_others() -> tuple[Any, int] | None:
    """This connection, and a number that changes when another has committed; None where the database keeps none.

    Asked before the rights are read: what is committed in between makes the answers newer, never older, than the number.
    """
    asked = connections[DEFAULT_DB_ALIAS]
    if asked.vendor != "sqlite":
        return None
    asked.ensure_connection()
    with asked.wrap_database_errors:  # past Django's cursor: this is asked at each commit
        return asked.connection, int(asked.connection.execute("PRAGMA data_version").fetchone()[0])

"""What many tests begin with, made by the services once and then put back: its rows as they were, and its objects."""

import pickle
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast
from unittest.mock import patch

from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.crypto.keyfile import create_key_file

Made = TypeVar("Made")
Table = dict[int, tuple[Any, ...]]  # its rows by their rowid

# A test's clock may stand up to half a minute behind: what was there before it must not be in its future.
BEFORE = timedelta(seconds=40)

_kept: dict[tuple[object, ...], "Kept"] = {}


@dataclass(frozen=True)
class Kept:
    """The rows that came, by the statement that puts them back, and what ``make`` answered."""

    rows: dict[str, list[tuple[Any, ...]]]
    answer: bytes


def again(make: Callable[[], Made]) -> Made:
    """What ``make`` gives, with all that it writes; by the services the first time, by its rows from then on.

    Only where the database is as it was when they were made, with the same keys, on the same day; and only on SQLite
    in a transaction that a test undoes: elsewhere it is made anew, so that what follows a commit follows.
    """
    today = timezone.localdate(timezone.now() - BEFORE)
    if connection.vendor != "sqlite" or not connection.in_atomic_block or timezone.localdate() != today:
        return make()
    key = make, today, _keys(), _measure()
    if key not in _kept:
        _kept[key] = _make(make)
    else:
        for insert, rows in _kept[key].rows.items():
            connection.connection.executemany(insert, rows)
    return cast(Made, pickle.loads(_kept[key].answer))


def _make(make: Callable[[], Any]) -> Kept:
    before = {name: _rows(name) for name in _tables()}
    with _a_moment_ago():
        answer = pickle.dumps(make())
    inserts = {}
    for name, old in before.items():
        now = _rows(name)
        assert old.items() <= now.items(), f"{name} had rows that were changed: they cannot be put back"
        if came := [(key, *row) for key, row in now.items() if key not in old]:
            places = ", ".join("?" * len(came[0]))
            inserts[f'INSERT INTO "{name}" (rowid, {", ".join(_columns(name))}) VALUES ({places})'] = came
    return Kept(inserts, answer)


@contextmanager
def _a_moment_ago():
    moment = timezone.now() - BEFORE
    with patch("django.utils.timezone.now", lambda: moment):
        yield


def _keys() -> tuple[int, int]:
    """Which keys seal and sign: the key file is replaced as a whole."""
    if not settings.KEY_FILE.exists():
        create_key_file(settings.KEY_FILE)
    seen = settings.KEY_FILE.stat()
    return seen.st_ino, seen.st_mtime_ns


def _tables() -> list[str]:
    """All of them but SQLite's own and those of the full text search, which follow the search's own table."""
    ours = "type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '%~_fts%' ESCAPE '~'"
    return [name for (name,) in connection.connection.execute(f"SELECT name FROM sqlite_master WHERE {ours}")]


def _measure() -> tuple[Any, ...]:
    """How many rows each table has, and the last: whether a test has written something before."""
    each = (f'SELECT count(*), max(rowid) FROM "{name}"' for name in _tables())
    return tuple(connection.connection.execute(" UNION ALL ".join(each)).fetchall())


def _columns(name: str) -> list[str]:
    return [f'"{row[1]}"' for row in connection.connection.execute(f'PRAGMA table_info("{name}")')]


def _rows(name: str) -> Table:
    columns = ", ".join(f"+{column}" for column in _columns(name))  # + : as stored, whatever Django makes of its type
    found = connection.connection.execute(f'SELECT rowid, {columns} FROM "{name}"')
    return {row[0]: tuple(row[1:]) for row in found}

"""Both ends of the log in plain SQL: every keystroke of everybody passes here.

Model instances and query sets would cost several times what the database itself does with a small commit. The tables
and columns are those of ``models``, and so is the sealing: a row that does not open here is read through its model, which
says which one it was.
"""

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from minutes.documents.models import Document, Update, moment_of, place_of
from portal.crypto.box import CannotOpen
from portal.crypto.fields import SealedField, opener, seal_values


class Stand(NamedTuple):
    """How far a document has come, and whether it takes anything more."""

    seq: int
    frozen: bool


class Row(NamedTuple):
    """One stored batch of one author's edits."""

    document_id: UUID
    seq: int
    author_id: UUID | None
    data: bytes


DOCUMENTS, UPDATES = Document._meta.db_table, Update._meta.db_table
DATA = Update._meta.get_field("data")
STANDS = f"SELECT id, seq, frozen_at IS NOT NULL FROM {DOCUMENTS} WHERE id IN ({{}}) ORDER BY id"  # noqa: S608 (names of our own)
MOVE = f"UPDATE {DOCUMENTS} SET seq = %s WHERE id = %s"  # noqa: S608
WRITE = f"INSERT INTO {UPDATES} (id, document_id, seq, data, author_id, at) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608


_READ = f"SELECT id, seq, author_id, {{at}}, data FROM {UPDATES} WHERE document_id = %s AND seq > %s ORDER BY seq"  # noqa: S608
# SQLite's text as it is: the converter that Django has for times costs more than to read the row
READ = {"sqlite": _READ.format(at="at || ''"), "postgresql": _READ.format(at="at")}


def tail(document_id: UUID, after: int) -> list[Row]:
    """The stored updates of a document after a sequence, opened.

    Raises ``CannotOpen`` for a row that was altered.
    """
    plain, open_one = _Plain(), opener(_data_field())
    document, people = str(document_id), _People()
    moments: dict[Any, str] = {}  # those of one commit share theirs
    rows = []
    for key, seq, author, at, data in plain.ask(READ[plain.connection.vendor], [plain.key(document_id), after]):
        try:
            moment = moments.get(at) or moments.setdefault(at, moment_of(_moment(at)))
            place = place_of(_written(key), document, seq, _written(author), moment)
            rows.append(Row(document_id, seq, people[author], open_one(place, bytes(data))))
        except (CannotOpen, ValueError, TypeError):  # SQLite keeps whatever somebody puts into a column
            row = Update.objects.get(document=document_id, seq=seq)
            rows.append(Row(document_id, seq, row.author_id, row.data))
    return rows


class _People(dict[Any, UUID | None]):
    """Authors as the database keeps them, and as they are."""

    def __missing__(self, kept: Any) -> UUID | None:
        person = self[kept] = UUID(hex=kept) if isinstance(kept, str) else kept
        return person


def _written(kept: Any) -> str:
    """A key from the database as it is written in a place: SQLite keeps 32 digits."""
    return f"{kept[:8]}-{kept[8:12]}-{kept[12:16]}-{kept[16:20]}-{kept[20:]}" if isinstance(kept, str) else str(kept)


def _moment(kept: Any) -> datetime:
    moment = kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps no zone


def _data_field() -> SealedField:
    assert isinstance(DATA, SealedField)  # noqa: S101 (for the type checker)
    return DATA


def stands(ids: Sequence[UUID]) -> list[Stand | None]:
    """Where these documents stand, one answer for each; their rows are locked until the running transaction ends.

    Always in the order of the key: two batches of the same documents wait, they do not deadlock.
    """
    if not ids:
        return []
    plain = _Plain()
    asked = [plain.key(each) for each in ids]
    sql = STANDS.format(", ".join(["%s"] * len(asked)))
    if plain.connection.features.has_select_for_update:  # SQLite has one lock, and the transaction holds it
        sql += " FOR UPDATE"
    found = {key: Stand(seq, bool(frozen)) for key, seq, frozen in plain.ask(sql, asked)}
    return [found.get(key) for key in asked]


def write(rows: Sequence[Row], ends: Sequence[tuple[UUID, int]]) -> None:
    """Append the rows, sealed, and move the documents on to their ends."""
    plain = _Plain()
    if ends:
        plain.do_for_each(MOVE, [(seq, plain.key(document_id)) for document_id, seq in ends])
    if rows:
        plain.do_for_each(WRITE, _columns(rows, timezone.now(), plain))


def _columns(rows: Sequence[Row], at: datetime, plain: "_Plain") -> list[tuple[Any, ...]]:
    written_at, kept = plain.connection.ops.adapt_datetimefield_value(at), plain.key
    keys, moment = _next_keys(len(rows)), moment_of(at)
    places = [
        place_of(_written(key), row.document_id, row.seq, row.author_id, moment)
        for key, row in zip(keys, rows, strict=True)
    ]
    sealed = seal_values(_data_field(), zip(places, (row.data for row in rows), strict=True))
    return [
        (key, kept(row.document_id), row.seq, data, row.author_id and kept(row.author_id), written_at)
        for key, row, data in zip(keys, rows, sealed, strict=True)
    ]


def _next_keys(number: int) -> list[str]:
    """Keys that begin with the time (RFC 9562, version 7), as 32 digits: new rows lie side by side, so a commit touches few pages.

    Those of one commit follow each other.
    """
    milliseconds, chance = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(9)) & (1 << 71) - 1
    return [
        f"{milliseconds << 80 | 7 << 76 | each >> 62 << 64 | 2 << 62 | each & (1 << 62) - 1:032x}"
        for each in range(chance, chance + number)
    ]


class _Plain:
    """The connection of the running thread, looked up once: that alone takes longer than a small answer.

    SQLite is spoken to past Django's cursor, which would cost more than a commit itself.
    """

    def __init__(self) -> None:
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.connection.ensure_connection()
        self._sqlite = self.connection.connection if self.connection.vendor == "sqlite" else None

    def key(self, key: UUID) -> Any:
        """A key as the database keeps it: SQLite knows no UUIDs."""
        return key if self._sqlite is None else key.hex

    def ask(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """The rows that answer."""
        if self._sqlite is not None:
            with self.connection.wrap_database_errors:
                return self._sqlite.execute(_with_question_marks(sql), values).fetchall()
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def do_for_each(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute once with each row of values."""
        if self._sqlite is not None:
            with self.connection.wrap_database_errors:
                self._sqlite.executemany(_with_question_marks(sql), rows)
            return
        with self.connection.cursor() as cursor:
            cursor.executemany(sql, rows)


@lru_cache(maxsize=256)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")

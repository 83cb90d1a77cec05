"""Both ends of the log in plain SQL: every keystroke of everybody passes here.

Model instances and query sets would cost several times what the database itself does with a small commit. The tables
and columns are those of ``models``, and so is the sealing: a row that does not open here is read through its model, which
says which one it was.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
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


READ = f"SELECT id, seq, author_id, at, data FROM {UPDATES} WHERE document_id = %s AND seq > %s ORDER BY seq"  # noqa: S608


def tail(document_id: UUID, after: int) -> list[Row]:
    """The stored updates of a document after a sequence, opened.

    Raises ``CannotOpen`` for a row that was altered.
    """
    plain, open_one = _Plain(), opener(_data_field())
    return [_opened(open_one, document_id, *columns) for columns in plain.ask(READ, [plain.key(document_id), after])]


def _opened(
    open_one: Callable[[str, bytes], bytes], document_id: UUID, key: Any, seq: int, author: Any, at: Any, data: Any
) -> Row:
    try:
        key, author_id = _uuid(key), None if author is None else _uuid(author)
        place = place_of(key, document_id, seq, author_id, _moment(at))
        return Row(document_id, seq, author_id, open_one(place, bytes(data)))
    except (CannotOpen, ValueError, TypeError):  # SQLite keeps whatever somebody puts into a column
        row = Update.objects.get(document=document_id, seq=seq)
        return Row(document_id, seq, row.author_id, row.data)


def _uuid(kept: Any) -> UUID:
    return kept if isinstance(kept, UUID) else UUID(hex=kept)


def _moment(kept: Any) -> datetime:
    moment = kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps no zone


def _data_field() -> SealedField:
    assert isinstance(DATA, SealedField)  # noqa: S101 (for the type checker)
    return DATA


def stands(ids: Sequence[UUID]) -> dict[UUID, Stand]:
    """Where these documents stand; their rows are locked until the running transaction ends.

    Always in the order of the key: two batches of the same documents wait, they do not deadlock.
    """
    if not ids:
        return {}
    plain = _Plain()
    asked = {plain.key(each): each for each in ids}
    sql = STANDS.format(", ".join(["%s"] * len(asked)))
    if plain.connection.features.has_select_for_update:  # SQLite has one lock, and the transaction holds it
        sql += " FOR UPDATE"
    return {asked[key]: Stand(seq, bool(frozen)) for key, seq, frozen in plain.ask(sql, list(asked))}


def write(rows: Sequence[Row], ends: Mapping[UUID, int]) -> None:
    """Append the rows, sealed, and move the documents on to their ends."""
    plain = _Plain()
    if ends:
        plain.do_for_each(MOVE, [(seq, plain.key(document_id)) for document_id, seq in ends.items()])
    if rows:
        plain.do_for_each(WRITE, _columns(rows, timezone.now(), plain))


def _columns(rows: Sequence[Row], at: datetime, plain: "_Plain") -> list[tuple[Any, ...]]:
    written_at, as_kept = plain.connection.ops.adapt_datetimefield_value(at), plain.key
    keys, moment = _next_keys(len(rows)), moment_of(at)
    sealed = seal_values(
        _data_field(),
        [
            (place_of(key, row.document_id, row.seq, row.author_id, moment), row.data)
            for key, row in zip(keys, rows, strict=True)
        ],
    )
    return [
        (as_kept(key), as_kept(row.document_id), row.seq, data, row.author_id and as_kept(row.author_id), written_at)
        for key, row, data in zip(keys, rows, sealed, strict=True)
    ]


def _next_keys(number: int) -> list[UUID]:
    """Keys that begin with the time (RFC 9562, version 7): new rows lie side by side, so a commit touches few pages.

    Those of one commit follow each other.
    """
    milliseconds, chance = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(9)) & (1 << 71) - 1
    return [
        UUID(int=milliseconds << 80 | 7 << 76 | each >> 62 << 64 | 2 << 62 | each & (1 << 62) - 1)
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

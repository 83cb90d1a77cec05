"""Both ends of the log in plain SQL: every keystroke of everybody passes here.

Model instances and query sets would cost several times what the database itself does with a small commit. The tables
and columns are those of ``models``, and so is the sealing: a row that does not open here is read through its model, which
says which one it was.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from minutes.documents.models import Document, Update, place_of
from portal.crypto.box import CannotOpen
from portal.crypto.fields import SealedField, open_sealed, seal_value


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
    with connection.cursor() as cursor:
        cursor.execute(READ, [_as_kept()(document_id), after])
        return [_opened(document_id, *columns) for columns in cursor.fetchall()]


def _opened(document_id: UUID, key: Any, seq: int, author: Any, at: Any, data: Any) -> Row:
    try:
        key, author_id = _uuid(key), None if author is None else _uuid(author)
        place = place_of(key, document_id, seq, author_id, _moment(at))
        return Row(document_id, seq, author_id, open_sealed(_data_field(), place, bytes(data)))
    except (CannotOpen, ValueError, TypeError):  # SQLite keeps whatever somebody puts into a column
        row = Update.objects.get(document=document_id, seq=seq)
        return Row(document_id, seq, row.author_id, row.data)


def _uuid(kept: Any) -> UUID:
    return kept if isinstance(kept, UUID) else UUID(hex=kept)


def _moment(kept: Any) -> datetime:
    return kept if isinstance(kept, datetime) else datetime.fromisoformat(kept).replace(tzinfo=UTC)


def _data_field() -> SealedField:
    assert isinstance(DATA, SealedField)  # noqa: S101 (for the type checker)
    return DATA


def stands(ids: Sequence[UUID]) -> dict[UUID, Stand]:
    """Where these documents stand; their rows are locked until the running transaction ends.

    Always in the order of the key: two batches of the same documents wait, they do not deadlock.
    """
    if not ids:
        return {}
    kept = _as_kept()
    asked = {kept(each): each for each in ids}
    sql = STANDS.format(", ".join(["%s"] * len(asked)))
    if connection.features.has_select_for_update:  # SQLite has one lock, and the transaction holds it
        sql += " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(sql, list(asked))
        return {asked[key]: Stand(seq, bool(frozen)) for key, seq, frozen in cursor.fetchall()}


def write(rows: Sequence[Row], ends: Mapping[UUID, int]) -> None:
    """Append the rows, sealed, and move the documents on to their ends."""
    at = timezone.now()
    written_at = connection.ops.adapt_datetimefield_value(at)
    kept = _as_kept()
    with connection.cursor() as cursor:
        if ends:
            cursor.executemany(MOVE, [(seq, kept(document_id)) for document_id, seq in ends.items()])
        if rows:
            cursor.executemany(WRITE, [_columns(row, at, written_at, kept) for row in rows])


def _columns(row: Row, at: datetime, written_at: Any, kept: Callable[[UUID], Any]) -> tuple[Any, ...]:
    key = _next_key()
    sealed = seal_value(_data_field(), place_of(key, row.document_id, row.seq, row.author_id, at), row.data)
    author = None if row.author_id is None else kept(row.author_id)
    return kept(key), kept(row.document_id), row.seq, bytes(sealed), author, written_at


def _next_key() -> UUID:
    """A key that begins with the time (RFC 9562, version 7): new rows lie side by side, so a commit touches few pages."""
    milliseconds, chance = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10))
    return UUID(int=milliseconds << 80 | 7 << 76 | chance >> 68 << 64 | 2 << 62 | chance & (1 << 62) - 1)


def _as_kept() -> Callable[[UUID], Any]:
    """A key as the database keeps it: SQLite knows no UUIDs."""
    return (lambda key: key) if connection.features.has_native_uuid_field else (lambda key: key.hex)

"""Sealing everything anew under the current key, a few rows at a time, while people work."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from portal.crypto.box import CannotOpen, seal
from portal.crypto.columns import SealedColumn, sealed_columns
from portal.crypto.fields import Sealed, context_of, open_value
from portal.crypto.keys import ring

BATCH = 100


@dataclass(frozen=True)
class Step:
    """What one batch did: rows sealed anew, rows that did not open, rows still to do in this column."""

    column: SealedColumn
    sealed: int
    shut: tuple[str, ...]
    left: int


def reseal(batch: int = BATCH) -> Iterator[Step]:
    """Seal every value of every column with the current key.

    Each batch is one transaction, and what is done already is not looked at again: killed at any
    moment, the next run goes on where this one stopped. A value that somebody changes meanwhile is
    left to them (they seal it with the current key). Rows that do not open are counted, named and left as
    they are. Append-only tables let sealed columns change: what is in them proves itself.
    """
    current = ring().current
    for column in sealed_columns():
        after: Any = None
        while True:
            waiting = column.not_sealed_with(current)
            rows = list((waiting.filter(pk__gt=after) if after is not None else waiting)[:batch])
            if not rows:
                break
            after = rows[-1].pk
            with transaction.atomic():
                done = [_reseal_row(column, row) for row in rows]
            shut = tuple(str(row.pk) for row, went in zip(rows, done, strict=True) if went is None)
            yield Step(column, sum(bool(each) for each in done), shut, waiting.filter(pk__gt=after).count())


def _reseal_row(column: SealedColumn, row: models.Model) -> bool | None:
    """True if sealed anew, False if somebody else was faster, None if it does not open."""
    field = column.field
    old = row.__dict__[field.attname]  # as it lies in the database
    try:
        fresh = Sealed(seal(open_value(field, row, old), context_of(field, row)))
    except CannotOpen:
        return None
    same: models.QuerySet[Any] = models.QuerySet(column.model).filter(pk=row.pk, **{field.name: old})
    return models.QuerySet.update(same, **{field.name: fresh}) == 1


def in_use(key_id: str) -> dict[str, int]:
    """How many values of each column the key of this name has sealed; columns with none are left out."""
    found = {column.name: column.sealed_with(key_id).count() for column in sealed_columns()}
    return {name: number for name, number in found.items() if number}


def unreadable() -> Iterator[tuple[SealedColumn, str]]:
    """Every value that does not open: its column and the key of its row. Opens them all."""
    for column in sealed_columns():
        for row in column.rows().iterator(chunk_size=BATCH):
            try:
                open_value(column.field, row, row.__dict__[column.field.attname])
            except CannotOpen:
                yield column, str(row.pk)

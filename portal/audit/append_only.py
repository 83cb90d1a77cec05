"""Which tables only ever grow: a mark on the model, which the database itself then enforces (protection.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

Model = TypeVar("Model", bound=models.Model)


@dataclass(frozen=True)
class Kept:
    """One table: ``but`` names the fields that may still change, ``folded`` that rows may go."""

    model: type[models.Model]
    but: tuple[str, ...]
    folded: bool

    @property
    def table(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that never change; empty for all of them."""
        if not self.but:
            return ()
        return tuple(
            str(field.column) for field in self.model._meta.local_concrete_fields if field.name not in self.but
        )


_kept: dict[str, Kept] = {}


def append_only(*, but: tuple[str, ...] = (), folded: bool = False) -> Callable[[type[Model]], type[Model]]:
    """Rows of this model are never changed (save for the fields ``but``) nor deleted (unless ``folded``).

    The database refuses both, also from its own command line. A data migration that must touch such
    rows goes through ``protection.lifted``.
    """

    def mark(model: type[Model]) -> type[Model]:
        _kept[model._meta.label_lower] = Kept(model, but, folded)
        return model

    return mark


def kept() -> list[Kept]:
    """Every marked table, by name."""
    return [_kept[label] for label in sorted(_kept)]

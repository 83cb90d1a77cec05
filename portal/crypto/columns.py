"""Every sealed column of the house, found by asking the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Func, QuerySet, Value

from portal.crypto.box import header
from portal.crypto.fields import SealedField


@dataclass(frozen=True)
class SealedColumn:
    """One column; what lies in it is asked for by the key that sealed it."""

    model: type[models.Model]
    field: SealedField

    @property
    def name(self) -> str:
        """For people and the record: ``minutes.update.data``."""
        return f"{self.model._meta.label_lower}.{self.field.name}"

    def rows(self) -> QuerySet[Any]:
        """All rows that hold something in it, in the order of their keys."""
        return self.model._base_manager.exclude(**{f"{self.field.name}__isnull": True}).order_by("pk")

    def sealed_with(self, key_id: str) -> QuerySet[Any]:
        """The rows whose value the key of this name has sealed."""
        return self._begun(key_id).filter(begun=header(key_id))

    def not_sealed_with(self, key_id: str) -> QuerySet[Any]:
        """The rows whose value some other key has sealed."""
        return self._begun(key_id).exclude(begun=header(key_id))

    def _begun(self, key_id: str) -> QuerySet[Any]:
        length = len(header(key_id))
        begun = Func(self.field.name, Value(1), Value(length), function="SUBSTR", output_field=models.BinaryField())
        return self.rows().alias(begun=begun)


def sealed_columns() -> Iterator[SealedColumn]:
    """All of them, in the order of the installed apps."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedField):
                yield SealedColumn(model, field)

"""Model fields whose column holds only sealed bytes; reading the attribute opens them.

The associated data names table, column and owner of the row (its primary key, or the attribute
``bound_to``), so a sealed value copied to another row or column does not open. The owner must be
known before saving: use UUID keys. Before a table or column is renamed, ``bound_as="old_table|old_column"``
keeps its values readable: the names in the associated data are then those, for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from portal.crypto.box import CannotOpen, is_current, seal, seal_all, unseal
from portal.crypto.keys import ring

if TYPE_CHECKING:
    BinaryField = models.BinaryField[Any, Any]
else:
    BinaryField = models.BinaryField


class Sealed(bytes):
    """Bytes as they lie in the database."""


def context_of(field: SealedField, instance: models.Model) -> str:
    """What a value of ``field`` in the row of ``instance`` is bound to."""
    owner = getattr(instance, field.bound_to)
    if owner is None:
        raise ValueError(f"{field} needs {field.bound_to} before saving")
    return _bound_to(field.names, owner)


def _bound_to(names: str, owner: object) -> str:
    return f"{names}|{owner}"


def seal_values(field: SealedField, values: Iterable[tuple[str, bytes]]) -> list[Sealed]:
    """Values of ``field``, each for the row of its owner, for who writes many rows without a model instance each."""
    names = field.names  # looked up once: of these, every keystroke is one
    return [Sealed(each) for each in seal_all((plain, _bound_to(names, owner)) for owner, plain in values)]


def opener(field: SealedField) -> Callable[[str, bytes], bytes]:
    """Opens such values by owner and sealed bytes, for who reads many rows; it raises ``CannotOpen``."""
    keys, names = ring(), field.names
    return lambda owner, value: unseal(value, _bound_to(names, owner), keys)


def open_value(field: SealedField, instance: models.Model, value: Sealed) -> bytes:
    """The plain bytes of a value of ``field`` as it lies in the row of ``instance``.

    Raises ``CannotOpen``, which then says which row and column it was.
    """
    try:
        return unseal(value, context_of(field, instance))
    except CannotOpen as shut:
        shut.row, shut.column = instance, field.attname
        raise


class _Opener:
    """The attribute on the model: keeps plain values, opens sealed ones on first reading."""

    def __init__(self, field: SealedField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = self.field.from_plain(open_value(self.field, instance, value))
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(BinaryField):
    """What text and bytes fields share."""

    def __init__(self, *args: Any, bound_to: str = "pk", bound_as: str = "", **options: Any) -> None:
        self.bound_to = bound_to
        self.bound_as = bound_as
        options["editable"] = options.get("editable", False)
        super().__init__(*args, **options)

    @property
    def names(self) -> str:
        """Table and column, as the associated data has them."""
        return self.bound_as or f"{self.model._meta.db_table}|{self.column}"

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.bound_to != "pk":
            kwargs["bound_to"] = self.bound_to
        if self.bound_as:
            kwargs["bound_as"] = self.bound_as
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        if value is None:
            return None
        # SQLite keeps whatever somebody puts into a column: text is none of ours, and will not open
        return Sealed(value if isinstance(value, bytes | memoryview) else str(value).encode())

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or (isinstance(value, Sealed) and is_current(value)):
            return value
        # a row read before the key changed and saved after it must not bring the old key back
        plain = open_value(self, model_instance, value) if isinstance(value, Sealed) else self.to_plain(value)
        return Sealed(seal(plain, context_of(self, model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        # .update(field="plain text") would store an open value: refuse it loudly
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self} is sealed row by row; save the instance instead of updating the column")
        return super().get_db_prep_value(value, connection, prepared)

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else None

    def from_plain(self, plain: bytes) -> Any:
        """The Python value of opened bytes."""
        raise TypeError

    def to_plain(self, value: Any) -> bytes:
        """The bytes of a Python value."""
        raise TypeError


class EncryptedTextField(SealedField):
    """Text that only its own row can open."""

    def from_plain(self, plain: bytes) -> str:
        return plain.decode()

    def to_plain(self, value: str) -> bytes:
        return value.encode()


class EncryptedBytesField(SealedField):
    """Bytes that only their own row can open."""

    def from_plain(self, plain: bytes) -> bytes:
        return plain

    def to_plain(self, value: bytes) -> bytes:
        return bytes(value)

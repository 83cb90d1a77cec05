"""What somebody who has the database but not the keys can do to a row: alter one stored column after the other."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from portal.audit.protection import lift
from portal.crypto.fields import Sealed


class _Undo(Exception):
    pass


def stored_columns(model: type[models.Model]) -> list[str]:
    """The columns of the model's table."""
    return [str(field.column) for field in model._meta.concrete_fields]


@contextmanager
def altered(row: models.Model, column: str) -> Iterator[None]:
    """While it lasts, ``column`` of the stored row holds another value of its type; afterwards all is as before.

    A reference then points to nothing. The triggers that refuse the change are put away for it.
    """
    model, key = type(row), row._meta.pk
    field = next(each for each in model._meta.concrete_fields if each.column == column)
    before = models.QuerySet(model).filter(pk=row.pk).values_list(field.attname, flat=True).get()
    name = connection.ops.quote_name
    sql = f"UPDATE {name(model._meta.db_table)} SET {name(column)} = %s WHERE {name(key.column)} = %s"
    try:
        with transaction.atomic():
            lift()  # undone with the rest
            with connection.cursor() as cursor:
                other = field.get_db_prep_save(another(field, before), connection)
                cursor.execute(sql, [other, key.get_db_prep_save(row.pk, connection)])
                assert cursor.rowcount == 1
            yield
            raise _Undo
    except _Undo:
        pass


def another(field: Any, value: Any) -> Any:
    """A value that the column takes and that differs from ``value``, which may be nothing."""
    while field.remote_field:
        field = field.target_field
    for kind, make in OTHERS.items():
        if isinstance(field, kind):
            return make(value)
    return value[:-1] + ("0" if value[-1] != "0" else "1") if value else "0"


# the first kind that fits counts: a DateTimeField is a DateField too
OTHERS: dict[type[Any], Callable[[Any], Any]] = {
    models.UUIDField: lambda value: uuid.uuid4(),
    models.BinaryField: lambda value: Sealed(bytes([*(value or b"x")[:-1], (value or b"x")[-1] ^ 1])),
    models.BooleanField: lambda value: not value,
    models.DateTimeField: lambda value: (value or datetime.now(UTC)) + timedelta(seconds=1),
    models.DateField: lambda value: (value or date(2026, 4, 1)) + timedelta(days=1),
    models.IntegerField: lambda value: (value or 0) + 1000,  # a number that no other row has
    models.GenericIPAddressField: lambda value: "192.0.2.7" if value != "192.0.2.7" else "192.0.2.8",
    models.JSONField: lambda value: {"other": value},
}

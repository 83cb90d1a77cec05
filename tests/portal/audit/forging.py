"""What somebody with the database's command line can do, past all our code."""

from typing import Any

from django.db import connection, models

from tests.factories.tampering import another


def run(sql: str, values: tuple = ()) -> list[tuple]:
    """Run a statement as it is."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def changed(model: type[models.Model], field: models.Field) -> Any:
    """Another value for the column than the one that lies in its first row, as the driver wants it."""
    value = models.QuerySet(model).order_by("pk").values_list(field.attname, flat=True)[0]
    return field.get_db_prep_save(another(field, value), connection)

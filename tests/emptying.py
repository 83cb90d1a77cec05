"""Emptying the database between tests: only the tables that hold something, and not what would be written again.

What migrations wrote (Wagtail's first page, its site and groups) is no test's: it is set aside once and put back.
"""

import re
from collections.abc import Iterable

from django.db import connection, transaction

# Django writes them again after every flush, the same hundreds of rows
WRITTEN_AGAIN = {"django_content_type", "auth_permission"}
ASIDE = "migrated__"


def of_what_is_there(statements: Iterable[str]) -> list[str]:
    """Instead of Django's ``statements``: PostgreSQL takes a second for a hundred empty tables, by TRUNCATE."""
    tables = [table for each in statements for table in re.findall(r'"(\w+)"', each) if table not in WRITTEN_AGAIN]
    return [f'DELETE FROM "{table}"' for table in _with_rows(tables)]


def set_aside() -> None:
    """Copy every row that migrations wrote to a table beside its own; a database used before has its copies."""
    with connection.cursor() as cursor, transaction.atomic():
        there = connection.introspection.table_names(cursor)
        if any(table.startswith(ASIDE) for table in there):
            return
        ours = {*connection.introspection.django_table_names(only_existing=True, include_views=False)} - WRITTEN_AGAIN
        for table in _with_rows(sorted(ours)):
            cursor.execute(f'CREATE TABLE "{ASIDE}{table}" AS SELECT * FROM "{table}"')


def put_back() -> None:
    """Write again what ``set_aside`` copied, into tables that are empty; numbers given later stay above theirs."""
    with connection.cursor() as cursor, transaction.atomic():
        for copy in connection.introspection.table_names(cursor):
            if copy.startswith(ASIDE):
                cursor.execute(f'INSERT INTO "{copy.removeprefix(ASIDE)}" SELECT * FROM "{copy}"')


def _with_rows(tables: list[str]) -> list[str]:
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]

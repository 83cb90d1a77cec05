"""Putting the triggers of append-only tables into the database, lifting them, and seeing that they are there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from portal.audit.append_only import kept
from portal.audit.models import AuditLink
from portal.audit.triggers import Trigger, in_order, refusing

# (table, name) → the statement that makes it and the body of its function, as the database keeps them
Present = dict[tuple[str, str], tuple[str, str]]


def wanted() -> list[Trigger]:
    """The triggers of all marked tables that exist by now (in the middle of migrations some do not)."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    triggers = [
        trigger for each in kept() for trigger in refusing(connection.vendor, each.table, each.columns, each.folded)
    ]
    triggers.append(in_order(connection.vendor, AuditLink._meta.db_table))
    return [trigger for trigger in triggers if trigger.table in tables]


def missing() -> list[str]:
    """The names of triggers that are not there, are switched off, or do something else."""
    here = _present()
    return [each.name for each in wanted() if not each.is_what(*here.get((each.table, each.name), ("", "")))]


def protect() -> None:
    """Make every trigger that is missing."""
    lacking = set(missing())
    if not lacking:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        _settle(cursor)
        for trigger in wanted():
            if trigger.name in lacking:
                if trigger.function:
                    cursor.execute(trigger.function)
                cursor.execute(_drop(trigger))
                cursor.execute(trigger.create)


def lift() -> None:
    """Take every trigger away; whoever does it sees to it that they come back (``lifted``, or a rollback)."""
    triggers = wanted()
    with connection.cursor() as cursor:
        _settle(cursor)
        for trigger in triggers:
            cursor.execute(_drop(trigger))


@contextmanager
def lifted() -> Iterator[None]:
    """The tables without their triggers: only for data migrations, disposal by law, and tests."""
    lift()
    try:
        yield
    finally:
        protect()


def _settle(cursor: Any) -> None:
    """PostgreSQL alters no table whose foreign keys are still to be checked in this transaction."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _drop(trigger: Trigger) -> str:
    on = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{trigger.name}"{on}'


def _present() -> Present:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {(table, name): (sql, "") for table, name, sql in cursor.fetchall()}
        cursor.execute(  # one that is switched off is as good as none
            "SELECT t.relname, g.tgname, pg_get_triggerdef(g.oid, true), p.prosrc "
            "FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid "
            "WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND pg_table_is_visible(t.oid)"
        )
        return {(table, name): (definition, source) for table, name, definition, source in cursor.fetchall()}

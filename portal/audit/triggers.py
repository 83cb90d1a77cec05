"""The SQL of the triggers that refuse changes, for both databases (pure).

Triggers slow the owner of a database down and stop everybody else; the chain and its checkpoints
are the proof (docs/decisions/0005-the-record-proves-itself.md).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.audit.chain import BEGINNING

FUNCTION = "kasane_append_only"
# restrict_violation: Django raises the same IntegrityError for it as for SQLite's RAISE(ABORT)
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


ORDER_FUNCTION = "kasane_in_order"


@dataclass(frozen=True)
class Trigger:
    """One trigger: its table, its name, the statement that makes it, and that of its function (PostgreSQL)."""

    table: str
    name: str
    create: str
    function: str = ""

    def is_what(self, definition: str, source: str = "") -> bool:
        """Whether a trigger of the database is this one: its definition, and the body of its function (PostgreSQL).

        PostgreSQL writes definitions in its own way: parentheses, small letters, ``::text`` at each varchar.
        """
        if not self.function:
            return definition == self.create
        return _bare(definition) == _bare(self.create) and source == self.function.split("$$")[1]


def _bare(definition: str) -> str:
    return re.sub(r'["()\s]|::text', "", definition.lower())


def in_order(vendor: str, table: str) -> Trigger:
    """A chain grows at its end only: the next number, with the hash of the last link."""
    name = f"{table}_in_order"
    # the table's name is one of our models', never a visitor's word
    last = f"(SELECT coalesce(max(seq), 0) + 1 FROM {table})"  # noqa: S608
    before = f"coalesce((SELECT hash FROM {table} ORDER BY seq DESC LIMIT 1), '{BEGINNING}')"  # noqa: S608
    if vendor == "sqlite":
        return Trigger(
            table,
            name,
            f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" WHEN NEW.seq <> {last} OR NEW.prev <> {before} '
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} grows at its end'); END",
        )
    function = f"""
CREATE OR REPLACE FUNCTION {ORDER_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> {last} OR NEW.prev <> {before} THEN
    RAISE EXCEPTION 'append-only: % grows at its end', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""
    create = f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION {ORDER_FUNCTION}()'
    return Trigger(table, name, create, function)


def refusing(vendor: str, table: str, columns: Sequence[str], folded: bool) -> list[Trigger]:
    """What keeps the rows of ``table``: no UPDATE (of ``columns``, empty for all), no DELETE and no TRUNCATE.

    ``folded`` tables may lose rows.
    """
    refuse = _sqlite if vendor == "sqlite" else _postgresql
    acts = [("UPDATE", columns)]
    if not folded:
        acts.append(("DELETE", ()))
        if vendor == "postgresql":
            acts.append(("TRUNCATE", ()))
    return [refuse(table, act, of) for act, of in acts]


def _name(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"


def _sqlite(table: str, act: str, columns: Sequence[str]) -> Trigger:
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    name = _name(table, act)
    return Trigger(
        table,
        name,
        f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" {f"WHEN {changed} " if changed else ""}'
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END",
    )


def _postgresql(table: str, act: str, columns: Sequence[str]) -> Trigger:
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
    each = "STATEMENT" if act == "TRUNCATE" else "ROW"
    name = _name(table, act)
    return Trigger(
        table,
        name,
        f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" FOR EACH {each} '
        f"{f'WHEN ({changed}) ' if changed else ''}EXECUTE FUNCTION {FUNCTION}()",
        POSTGRESQL_FUNCTION,
    )

"""The SQL of the triggers that refuse changes, for both databases (pure).

Triggers slow the owner of a database down and stop everybody else; the chain and its checkpoints
are the proof (docs/decisions/0005-the-record-proves-itself.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

FUNCTION = "kasane_append_only"
# restrict_violation: Django raises the same IntegrityError for it as for SQLite's RAISE(ABORT)
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


@dataclass(frozen=True)
class Trigger:
    """One trigger: its table, its name and the statement that makes it."""

    table: str
    name: str
    create: str


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
    )

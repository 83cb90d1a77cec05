"""The database itself refuses to change or lose what is append-only, also from its own command line."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from minutes.comments.models import Entry, Thread
from minutes.comments.services import begin_thread, withdraw
from minutes.documents.models import Update
from minutes.history.models import Stage
from minutes.signoff.models import SignOff
from minutes.signoff.services import CONFIRMING, sign_version
from minutes.versions.models import Version
from portal.audit.append_only import Kept, kept
from portal.audit.models import AuditCheckpoint, AuditEvent, AuditLink
from portal.audit.protection import lifted, missing, protect, wanted
from portal.audit.services import link_waiting, make_checkpoint
from portal.audit.triggers import refusing
from portal.pledge.models import PledgeSignature, PledgeText
from tests.factories.meetings import a_called_meeting, held
from tests.factories.people import a_factor
from tests.portal.audit.forging import changed, run

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

NEVER_CHANGE = {AuditEvent, AuditLink, AuditCheckpoint, PledgeSignature, PledgeText, SignOff}
MAY_CHANGE = {
    Version: {"salt", "agenda", "minutes", "withdrawn_at", "final_at", "seal"},
    Update: {"data"},
    Thread: {"anchor", "quote"},
    Entry: {"text"},
    Stage: {"state"},
}


@pytest.fixture
def rows(cast):
    """At least one row of every table that this file names."""
    meeting = a_called_meeting(cast.body, [cast.summoned])
    document = meeting.items.get().document
    thread = begin_thread(actor=cast.summoned, document=document, part="minutes", anchor=b"", quote="", text="…")
    withdraw(actor=cast.summoned, comment=thread.entries.get())
    [version] = held(meeting)
    factor = a_factor(cast.summoned, CONFIRMING, version.sha256)
    sign_version(actor=cast.summoned, version=version, shown=version.sha256, factor=factor)
    link_waiting()
    make_checkpoint()
    assert {model for model in NEVER_CHANGE | set(MAY_CHANGE) if not model.objects.exists()} == set()


def tables() -> list[Kept]:
    """The kept tables that hold a row: only a row can show that its trigger fires."""
    return [each for each in kept() if each.model._default_manager.exists()]


def refused(sql: str, values: tuple = ()) -> bool:
    try:
        with transaction.atomic():
            run(sql, values)
    except IntegrityError as refusal:
        return "append-only" in str(refusal)
    return False


def test_the_tables_of_the_record_are_kept():
    assert {each.model for each in kept()} >= NEVER_CHANGE | set(MAY_CHANGE)
    assert {each.model for each in kept() if each.but} == set(MAY_CHANGE)


def test_no_stored_column_can_be_changed_by_sql(rows):
    taken, allowed = [], []
    for each in tables():
        for field in each.model._meta.local_concrete_fields:
            sql = f'UPDATE "{each.table}" SET "{field.column}" = %s'
            if field.name in each.but:
                allowed.append(each.table)
            elif not refused(sql, (changed(each.model, field),)):
                taken.append((each.table, field.column))
    assert taken == []
    assert set(allowed) == {each._meta.db_table for each in MAY_CHANGE}


def test_no_row_can_be_taken_away_by_sql(rows):
    gone = [each.table for each in tables() if not each.folded and not refused(f'DELETE FROM "{each.table}"')]
    assert gone == []


def test_no_row_can_be_put_over_another(rows):
    """INSERT OR REPLACE deletes without a word unless triggers fire for it too; an upsert is an UPDATE."""
    taken = []
    for each in tables():
        columns = ", ".join(f'"{field.column}"' for field in each.model._meta.local_concrete_fields)
        copy = f'SELECT {columns} FROM "{each.table}"'
        key = each.model._meta.pk.column
        column = next(f for f in each.model._meta.local_concrete_fields if f.column != key and f.name not in each.but)
        value = changed(each.model, column)
        over = f'INSERT INTO "{each.table}" ({columns}) {copy} WHERE true ON CONFLICT ("{key}") '
        forms = [(f'{over}DO UPDATE SET "{column.column}" = %s', (value,))]
        if connection.vendor == "sqlite" and not each.folded:
            forms.append((f'INSERT OR REPLACE INTO "{each.table}" ({columns}) {copy}', ()))
        taken += [sql for sql, values in forms if not refused(sql, values)]
    assert taken == []


def test_no_table_can_be_emptied_at_once(rows):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    run("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of this test's own rows may stand in the way
    emptied = [each.table for each in tables() if not each.folded and not refused(f'TRUNCATE "{each.table}" CASCADE')]
    assert emptied == []


def test_what_may_change_still_can(rows):
    run("UPDATE minutes_version SET withdrawn_at = final_at, final_at = NULL")
    assert run("SELECT count(*) FROM minutes_version WHERE withdrawn_at IS NOT NULL") == [(1,)]
    run("DELETE FROM minutes_update")


def test_a_missing_trigger_is_told_and_put_back():
    assert missing() == []
    trigger = refusing(connection.vendor, "portal_auditevent", (), False)[1]
    run(f'DROP TRIGGER "{trigger.name}"' + (' ON "portal_auditevent"' if connection.vendor == "postgresql" else ""))
    assert missing() == [trigger.name]
    assert [each.id for each in run_checks(databases=["default"])] == ["audit.W001"]
    protect()
    assert missing() == []


def test_a_trigger_that_was_replaced_by_a_harmless_one_is_told():
    name = "portal_auditevent_no_delete"
    if connection.vendor == "sqlite":
        run(f'DROP TRIGGER "{name}"')
        run(f'CREATE TRIGGER "{name}" BEFORE DELETE ON "portal_auditevent" BEGIN SELECT 1; END')
    else:
        run('ALTER TABLE "portal_auditevent" DISABLE TRIGGER "portal_auditevent_no_delete"')
    assert missing() == [name]


@pytest.mark.parametrize("name", ["portal_auditevent_no_delete", "minutes_version_no_update"])
def test_a_trigger_that_never_fires_is_told_and_put_back(name):
    """Not only there and switched on: with the very condition and the very function (PostgreSQL keeps them apart)."""
    [trigger] = [each for each in wanted() if each.name == name]
    act = name.rpartition("_")[2].upper()
    run(f'DROP TRIGGER "{name}"' + (f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""))
    if connection.vendor == "sqlite":
        run(f'CREATE TRIGGER "{name}" BEFORE {act} ON "{trigger.table}" WHEN 0 BEGIN SELECT RAISE(ABORT, \'x\'); END')
    else:
        run(
            f'CREATE TRIGGER "{name}" BEFORE {act} ON "{trigger.table}" FOR EACH ROW WHEN (false) '
            "EXECUTE FUNCTION kasane_append_only()"
        )
    assert missing() == [name]
    protect()
    assert missing() == []


def test_a_function_that_was_weakened_is_told_and_put_back(rows):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers call no functions")
    body = "BEGIN IF false THEN RAISE EXCEPTION 'append-only'; END IF; RETURN OLD; END"
    run(f"CREATE OR REPLACE FUNCTION kasane_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    assert "portal_auditevent_no_delete" in missing()
    protect()
    assert missing() == []
    assert refused('DELETE FROM "portal_auditevent"')


def test_lifted_is_only_for_a_while(rows):
    with lifted():
        run("UPDATE portal_auditevent SET verb = 'x.y'")
    assert missing() == []
    assert refused("UPDATE portal_auditevent SET verb = 'x.z'")


def test_the_ready_sign_is_red_while_a_trigger_is_missing(client):
    assert client.get("/readyz").status_code == 200
    with lifted():
        assert client.get("/readyz").status_code == 503


@pytest.mark.django_db(transaction=True)
def test_after_tables_were_rebuilt_the_triggers_are_there():
    """Django rebuilds a SQLite table to alter a column, and its triggers go; migrate puts them back."""
    if connection.vendor == "sqlite":
        field = AuditEvent._meta.get_field("verb")
        with connection.schema_editor() as editor:
            other = field.clone()
            other.set_attributes_from_name("verb")
            other.max_length = 61
            editor.alter_field(AuditEvent, field, other)
        with connection.schema_editor() as editor:
            editor.alter_field(AuditEvent, other, field)
        assert {"portal_auditevent_no_update", "portal_auditevent_no_delete"} <= set(missing())
    call_command("migrate", verbosity=0)
    assert missing() == []

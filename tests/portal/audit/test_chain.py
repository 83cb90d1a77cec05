"""The chain: every act has its place, and whatever is altered, taken, moved or forged is named."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from portal.audit import chain
from portal.audit.models import AuditCheckpoint, AuditEvent, AuditLink
from portal.audit.outside import Anchor, anchors_in
from portal.audit.protection import lift
from portal.audit.services import LINKED_WITHIN, link_waiting, make_checkpoint, record
from portal.audit.verification import verify_record
from portal.crypto.seals import canonical, sign
from tests.factories.tampering import altered, stored_columns
from tests.portal.audit.forging import run
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.AUDIT_CHECKPOINT_FILE = tmp_path / "elsewhere" / "checkpoints.jsonl"
    return settings.AUDIT_CHECKPOINT_FILE


@pytest.fixture
def acts(keys, django_capture_on_commit_callbacks):
    """Six acts in the chain, a checkpoint after the fourth."""
    for number in range(1, 7):
        with django_capture_on_commit_callbacks(execute=True):
            record(actor=None, verb=f"x.did_{number}", why="tests")
        if number == 4:
            make_checkpoint()
    return list(AuditLink.objects.all())


def verdict(*anchors: Anchor) -> str:
    return str(verify_record(anchors).broken or "")


# --- the arithmetic, frozen ---------------------------------------------------------------------


EVENT = {
    "id": 7, "at": chain.moment(datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=9)))),
    "actor": None, "verb": "meeting.closed", "target_kind": "meetings.meeting", "target_id": "7f", "detail": "",
    "why": "", "address": "192.0.2.7", "door": "signoff:version", "session": "0123456789abcdef",
}  # fmt: skip


def test_the_bytes_that_are_hashed_never_change():
    """Golden: whoever verifies in ten years computes the same. A change here needs a new version of the form."""
    assert canonical("audit-event", EVENT) == (
        b'kasane-audit-event-v1\0{"actor":null,"address":"192.0.2.7","at":"2026-11-22T03:00:00.000005Z","detail":"",'
        b'"door":"signoff:version","id":7,"session":"0123456789abcdef","target_id":"7f",'
        b'"target_kind":"meetings.meeting","verb":"meeting.closed","why":""}'
    )
    body = chain.body_of(EVENT)
    assert body == "171e49637e84864b8e57c305bd94d75f83cf1155d90b3fe5a826153dd5601885"
    assert (
        chain.link_of(seq=3, prev=chain.BEGINNING, event=7, body=body)
        == "32b4284d5d0dc842730fb3e07464ed2fecc3c7f89edb91338687df2c859b814c"
    )


def test_every_column_is_under_the_hash_or_the_seal(acts):
    columns = {field.name for field in AuditEvent._meta.concrete_fields}
    assert set(AuditEvent.objects.latest("id").record) == columns
    checkpoint = AuditCheckpoint.objects.get()
    assert set(checkpoint.record) == {field.name for field in AuditCheckpoint._meta.concrete_fields} - {"seal"}


# --- linking ------------------------------------------------------------------------------------


def test_the_chain_has_no_gap_and_begins_with_nothing(acts):
    assert [link.seq for link in acts] == [1, 2, 3, 4, 5, 6]
    assert [link.prev for link in acts] == [chain.BEGINNING, *(link.hash for link in acts[:-1])]
    assert [link.event.verb for link in acts] == [f"x.did_{number}" for number in range(1, 7)]
    assert verdict() == ""


@pytest.mark.django_db(transaction=True)
def test_acts_of_a_transaction_are_linked_when_it_is_done_and_undone_ones_leave_no_gap(keys):
    with transaction.atomic():
        record(actor=None, verb="x.first")
        with transaction.atomic():
            record(actor=None, verb="x.undone")
            transaction.set_rollback(True)
        record(actor=None, verb="x.second")
    record(actor=None, verb="x.third")
    linked = list(AuditLink.objects.values_list("seq", "event__verb"))
    assert linked == [(1, "x.first"), (2, "x.second"), (3, "x.third")]
    assert verdict() == ""


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_one_place_each(keys):
    def act(number: int) -> None:
        with transaction.atomic():
            record(actor=None, verb=f"x.did_{number}")

    assert together(8, act) == [None] * 8
    assert list(AuditLink.objects.values_list("seq", flat=True)) == list(range(1, 9))
    assert verdict() == ""


def test_what_a_crash_left_is_linked_later_and_said(acts, django_capture_on_commit_callbacks):
    run("INSERT INTO portal_auditevent (at, verb, target_kind, target_id, detail, why, address, door, session) "
        "VALUES (%s, 'x.left', '', '', '', '', '', '', '')", (datetime(2026, 4, 1, tzinfo=UTC),))  # fmt: skip
    assert verdict().endswith(": outside the chain")
    with django_capture_on_commit_callbacks(execute=True):
        assert link_waiting() == 1
    assert list(AuditLink.objects.order_by("-seq").values_list("event__verb", flat=True)[:2]) == [
        "record.caught_up",
        "x.left",
    ]
    assert verdict() == ""
    assert timedelta(hours=1) > LINKED_WITHIN


# --- every column of every table ----------------------------------------------------------------


@pytest.mark.parametrize("column", stored_columns(AuditEvent))
@pytest.mark.parametrize("place", [1, 3, 6])
def test_an_altered_event_is_named(acts, place, column):
    with altered(acts[place - 1].event, column):
        assert verdict() in (
            f"event {acts[place - 1].event_id} (place {place} of the chain): "
            + ("missing" if column == "id" else "altered"),
        )
    assert verdict() == ""


@pytest.mark.parametrize("column", stored_columns(AuditLink))
@pytest.mark.parametrize("place", [1, 3, 6])
def test_an_altered_link_is_named(acts, place, column):
    with altered(acts[place - 1], column):
        told = verdict()
    assert told.startswith("event ")
    assert f"(place {place} of the chain): " in told
    kinds = {
        "seq": {"missing"},
        "event_id": {"missing"},
        "prev": {"altered"},
        "body": {"altered"},
        "hash": {"altered"},
        "seal": {"forged signature"},
    }
    assert told.rpartition(": ")[2] in kinds[column]


@pytest.mark.parametrize("column", stored_columns(AuditCheckpoint))
def test_an_altered_checkpoint_is_named(acts, column):
    with altered(AuditCheckpoint.objects.get(), column):
        assert verdict().endswith("forged signature")


# --- forging with care --------------------------------------------------------------------------


def rewrite(events: list[AuditEvent], seal: bool) -> None:
    """Compute the whole chain anew over these events, as the owner of the database can; with the key if ``seal``."""
    run("DELETE FROM portal_auditlink")
    prev = chain.BEGINNING
    for seq, event in enumerate(events, 1):
        body = chain.body_of(event.record)
        own = chain.link_of(seq=seq, prev=prev, event=event.pk, body=body)
        signature = sign("audit-link", {"seq": seq, "hash": own}) if seal else "s1:" + "A" * 86 + "=="
        values = (seq, event.pk, prev, body, own, signature)
        run("INSERT INTO portal_auditlink (seq, event_id, prev, body, hash, seal) VALUES (%s,%s,%s,%s,%s,%s)", values)
        prev = own


def test_an_event_taken_from_the_middle_is_missing(acts):
    lift()
    run("DELETE FROM portal_auditlink WHERE seq = 3")
    assert verdict() == f"event before event {acts[3].event_id} (place 3 of the chain): missing"


def test_two_events_that_changed_places_are_reordered(acts):
    lift()
    run("UPDATE portal_auditlink SET seq = -2 WHERE seq = 2")
    run("UPDATE portal_auditlink SET seq = 2 WHERE seq = 3")
    run("UPDATE portal_auditlink SET seq = 3 WHERE seq = -2")
    assert verdict() == f"event {acts[2].event_id} (place 2 of the chain): reordered"


def test_a_cut_end_is_truncated_against_the_checkpoint(acts):
    lift()
    run("DELETE FROM portal_auditlink WHERE seq >= 4")
    run("DELETE FROM portal_auditevent WHERE id NOT IN (SELECT event_id FROM portal_auditlink)")
    assert verdict() == f"event after {acts[2].hash[:16]} (place 4 of the chain): truncated"


def test_a_chain_computed_anew_without_the_key_is_forged(acts):
    lift()
    run("UPDATE portal_auditevent SET verb = 'x.harmless' WHERE id = %s", (acts[4].event_id,))
    rewrite(list(AuditEvent.objects.order_by("id")), seal=False)
    assert verdict() == f"event {acts[0].event_id} (place 1 of the chain): forged signature"


def test_a_chain_computed_anew_with_the_key_differs_from_the_file_outside(acts, outside):
    [anchor] = anchors_in(outside)
    lift()
    run("DELETE FROM portal_auditcheckpoint")
    run("UPDATE portal_auditevent SET verb = 'x.harmless' WHERE id = %s", (acts[1].event_id,))
    rewrite(list(AuditEvent.objects.order_by("id")), seal=True)
    assert verdict() == ""  # database and key in one hand: only what lies elsewhere knows better
    assert verdict(anchor).endswith("differs from the checkpoint")
    with pytest.raises(CommandError, match=r"BROKEN .* differs from the checkpoint"):
        call_command("verify_audit")


def test_the_database_lets_the_chain_grow_only_at_its_end(acts):
    last, event = acts[-1], AuditEvent.objects.create(verb="x.y")
    for seq, prev in ((last.seq + 2, last.hash), (last.seq, last.hash), (last.seq + 1, last.prev), (0, last.hash)):
        with pytest.raises(IntegrityError), transaction.atomic():
            AuditLink.objects.create(seq=seq, event=event, prev=prev, body="b", hash="h", seal="s")
    AuditLink.objects.create(seq=last.seq + 1, event=event, prev=last.hash, body="b", hash="h", seal="s")


# --- checkpoints and the command ----------------------------------------------------------------


def test_a_checkpoint_lies_in_a_file_of_its_own_that_only_its_owner_reads(acts, outside):
    make_checkpoint()
    lines = [json.loads(line) for line in outside.read_text().splitlines()]
    assert [line["seq"] for line in lines] == [4, 6]
    assert outside.stat().st_mode & 0o777 == 0o600
    assert {frozenset(line) for line in lines} == {frozenset({"id", "seq", "hash", "at", "seal"})}
    assert not any(anchor.fault for anchor in anchors_in(outside))


def test_a_forged_line_of_the_file_is_named(acts, outside):
    outside.write_text(outside.read_text().replace('"seq": 4', '"seq": 3'))
    with pytest.raises(CommandError, match=r"checkpoint checkpoints\.jsonl, line 1: forged signature"):
        call_command("verify_audit")


def test_the_command_says_that_all_holds_and_how_far(acts, capsys):
    call_command("verify_audit", checkpoint=[f"3:{acts[2].hash}"])
    assert capsys.readouterr().out.splitlines() == ["OK 6 acts, 2 checkpoints from outside.", f"6:{acts[5].hash}"]


@pytest.mark.parametrize("typed", ["3", "x:y", "-1:ab", "²:ab"])
def test_a_mistyped_checkpoint_is_said_and_not_compared(acts, typed):
    with pytest.raises(CommandError, match="no checkpoint"):
        call_command("verify_audit", checkpoint=[typed])


def test_a_checkpoint_that_never_was_is_named(acts):
    with pytest.raises(CommandError, match=r"place 3 of the chain\): differs from the checkpoint"):
        call_command("verify_audit", checkpoint=["3:" + "a" * 64])
    with pytest.raises(CommandError, match="truncated"):
        call_command("verify_audit", checkpoint=["9:" + "a" * 64])


def test_the_chain_costs_the_same_however_long_it_is(acts, django_assert_num_queries):
    with django_assert_num_queries(3 if connection.vendor == "sqlite" else 1):
        record(actor=None, verb="x.y")

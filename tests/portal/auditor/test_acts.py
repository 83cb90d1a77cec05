"""The auditor's page: exactly the acts that are looked for, in words, to nobody else, and taken along only with a code."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.audit.protection import lift
from portal.audit.services import Target, record
from portal.audit.setup import Setup
from portal.audit.watch import watch
from portal.auditor import services
from portal.auditor.access import Filter, events, is_auditor, page_of
from portal.auditor.table import cells_of, rows_of
from portal.mfa.step_up import Factor
from portal.spreadsheets.table import csv_of, harmless
from tests.factories.people import code_of

pytestmark = pytest.mark.django_db
ACTS = "/portal/audit/"


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.AUDIT_CHECKPOINT_FILE = tmp_path / "checkpoints.jsonl"
    return settings.AUDIT_CHECKPOINT_FILE


def many(cast, number: int) -> None:
    for each in range(number):
        record(actor=cast.member, verb="item.opened", target=Target("meetings.item", f"i{each}"))


@pytest.mark.parametrize("asked", [
    Filter(person="小野寺"), Filter(verb="item.opened"), Filter(kind="meetings.item"), Filter(target="i2"),
    Filter(since=timezone.localdate() + timedelta(days=1)), Filter(until=timezone.localdate() - timedelta(days=1)),
    Filter(person="小野寺 恵", verb="item.opened", since=timezone.localdate(), until=timezone.localdate()),
])  # fmt: skip
def test_what_is_looked_for_is_exactly_what_is_found(cast, asked):
    many(cast, 3)
    record(actor=cast.chair, verb="meeting.opened", target=Target("meetings.meeting", "m1"))
    found = list(events(asked))
    fits = [
        event
        for event in AuditEvent.objects.order_by("-id")
        if all(word in (event.actor.full_name if event.actor else "") for word in asked.person.split())
        and asked.verb in ("", event.verb)
        and asked.kind in ("", event.target_kind)
        and asked.target in ("", event.target_id)
        and (not asked.since or timezone.localdate(event.at) >= asked.since)
        and (not asked.until or timezone.localdate(event.at) <= asked.until)
    ]
    assert found == fits


def test_pages_go_on_without_a_gap_or_a_double(cast):
    many(cast, 7)
    asked, seen, before = Filter(verb="item.opened"), [], None
    while True:
        rows, before = page_of(asked, before, 3)
        seen += [row.target_id for row in rows]
        if before is None:
            break
    assert seen == ["i6", "i5", "i4", "i3", "i2", "i1", "i0"]


def test_the_page_costs_the_same_at_three_and_at_thirty_acts(cast):
    client = cast.client_of(cast.auditor)
    path = f"{ACTS}?verb=item.opened"
    counts = []
    client.get(path)
    for number in (3, 27):
        many(cast, number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(path)
        counts.append(len(queries))
    assert page.content.decode().count("<tr>") == 31
    assert counts[0] == counts[1]


def test_only_whoever_is_appointed_and_pledged_audits(cast):
    assert is_auditor(cast.auditor)
    people = (cast.member, cast.coordinator, cast.chair, cast.superuser, cast.editor)
    assert not any(is_auditor(person) for person in people)
    services.end_mandates(actor=Setup("tests"), user=cast.auditor)
    assert not is_auditor(cast.auditor)
    assert cast.client_of(cast.auditor).get(ACTS).status_code == 404
    with pytest.raises(PermissionDenied):
        services.open_record(actor=cast.auditor, asked=Filter())


def test_a_mandate_ends_with_its_day(cast):
    today = timezone.localdate()
    services.end_mandates(actor=Setup("tests"), user=cast.auditor)
    services.give_mandate(
        actor=Setup("tests"), user=cast.auditor, starts_on=today - timedelta(9), ends_on=today - timedelta(1)
    )
    assert not is_auditor(cast.auditor)


def test_a_mandate_is_given_and_ended_on_the_host(cast, capsys):
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    call_command("give_audit", cast.unpledged.email, "--until", until)
    assert AuditEvent.objects.filter(verb="audit_mandate.given", detail="setup:give_audit").exists()
    assert not is_auditor(cast.unpledged)  # the pledge is still to be signed
    call_command("give_audit", cast.unpledged.email, "--end")
    assert capsys.readouterr().out.splitlines()[-1] == "Ended 1 mandates."
    with pytest.raises(CommandError, match="No account"):
        call_command("give_audit", "nobody@kasane.example", "--until", until)
    with pytest.raises(CommandError, match="passed"):
        call_command("give_audit", cast.unpledged.email, "--until", "2020-01-01")


def test_the_page_says_up_to_when_the_record_is_verified(cast):
    client = cast.client_of(cast.auditor)
    assert "操作の記録は、まだ確かめていません" in client.get(ACTS).content.decode()
    record(actor=None, verb="record.verified", detail="7")
    assert "まで</span>確かめてあります" in client.get(ACTS).content.decode()
    record(actor=None, verb="record.broken", detail="event 3: altered")
    assert "合わないところがあります" in client.get(ACTS).content.decode()


def test_the_daily_watch_verifies_and_names_a_break(keys, outside):
    record(actor=None, verb="meeting.closed")
    watch()
    assert AuditEvent.objects.filter(verb="record.verified").count() == 1
    assert len(outside.read_text().splitlines()) == 1
    lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portal_auditevent SET verb = 'meeting.held' WHERE verb = 'meeting.closed'")
    watch()
    assert AuditEvent.objects.filter(verb="record.broken", detail__endswith="altered").exists()


def test_a_mistyped_day_is_said_and_nothing_typed_is_lost(cast):
    answer = cast.client_of(cast.auditor).get(ACTS, {"since": "きのう", "person": "小野寺"})
    assert answer.status_code == 422
    assert 'value="きのう"' in answer.content.decode()
    assert 'value="小野寺"' in answer.content.decode()
    assert answer.context["rows"] == []  # not everybody's, as if nobody had been asked for


# --- taking it along ----------------------------------------------------------------------------


def test_the_csv_holds_the_acts_that_are_looked_for_and_is_recorded(cast):
    many(cast, 3)
    client, query = cast.client_of(cast.auditor), urlencode({"verb": "item.opened"})
    path = f"{reverse('audit:export')}?{query}"
    assert client.post(path, {"code": "000000"}).status_code == 422
    assert not AuditEvent.objects.filter(verb="record.exported").exists()


def test_with_a_fresh_code_it_is_handed_out(cast):
    many(cast, 3)
    client, query = cast.client_of(cast.auditor), urlencode({"verb": "item.opened"})
    answer = client.post(f"{reverse('audit:export')}?{query}", {"code": code_of(cast.auditor)})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    head, *rows = csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff")))
    assert head[:4] == ["記録の番号", "日時", "した人", "したこと"]
    assert [(row[2], row[3], row[6]) for row in rows] == [
        ("小野寺 恵", "議題をひらきました", f"i{number}") for number in (2, 1, 0)
    ]
    assert AuditEvent.objects.filter(verb="record.exported", actor=cast.auditor).count() == 1


def test_a_file_that_does_not_hold_all_says_so(cast, monkeypatch):
    many(cast, 3)
    client, path = cast.client_of(cast.auditor), f"{reverse('audit:export')}?{urlencode({'verb': 'item.opened'})}"
    assert "古い" not in client.get(path).content.decode()
    monkeypatch.setattr(services, "EXPORT_LIMIT", 2)
    assert "新しい2件だけ" in client.get(path).content.decode()
    answer = client.post(path, {"code": code_of(cast.auditor)})
    _head, *rows, last = csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff")))
    assert [row[6] for row in rows] == ["i2", "i1"]
    assert "新しい2件だけ" in last[0]


def test_the_proof_for_one_selection_is_no_proof_for_another(cast):
    asked = Filter(verb="item.opened")
    factor = Factor(cast.auditor.pk, "app:1", cast.auditor, act=services.EXPORTING, about=asked.digest)
    assert services.export_record(actor=cast.auditor, asked=asked, factor=factor)
    for person, other in ((cast.auditor, Filter()), (cast.member, asked)):
        with pytest.raises(PermissionDenied):
            services.export_record(actor=person, asked=other, factor=factor)


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_calculated_by_a_spreadsheet(cast, cell):
    assert harmless(cell) == f"'{cell}"
    cast.member.last_name = cell
    cast.member.save()
    record(actor=cast.member, verb="x.y")
    row = AuditEvent.objects.select_related("actor", "link").filter(verb="x.y")
    [_head, cells] = csv.reader(io.StringIO(csv_of(cells_of(rows_of(row))).decode(), newline=""))
    assert cells[2].startswith("'")


@pytest.mark.parametrize("cell", ["大西 恵", "", "2026-11-22T03:00:00+09:00", "a=b"])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell

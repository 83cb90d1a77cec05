"""What one person who runs a body cannot do alone: to themselves, to people of other bodies, to those of the host."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from meetings.bodies import services as bodies
from meetings.bodies.models import Appointment
from meetings.seats.services import move_person, suspend
from portal.accounts.services import ForTheHost
from portal.audit.models import AuditEvent
from portal.auditor.access import is_auditor
from portal.dates.wareki import wareki
from portal.organisations.access import affiliation_of
from portal.outbox.models import OutboxMail
from portal.resets.models import FactorReset
from portal.resets.services import ASKING, ask_reset
from tests.factories.people import a_factor, a_person, code_of, seat
from tests.meetings.seats.test_answering import audits, path, seated

pytestmark = pytest.mark.django_db


def day(number: int):
    return timezone.localdate() + timedelta(days=number)


def seat_in(cast, person) -> Appointment:
    return Appointment.objects.get(user=person, body=cast.body)


def test_nobody_makes_the_term_longer_in_which_they_run_the_body(cast):
    own = seat_in(cast, cast.coordinator)
    client = cast.client_of(cast.coordinator)
    page = client.get(path(cast, own)).content.decode()
    assert path(cast, own, "extend/") not in page
    assert "ご自分の任期" in page
    assert client.post(path(cast, own, "extend/"), {"ends_on": wareki(day(600))}).status_code == 302
    with pytest.raises(bodies.OwnTerm):
        bodies.extend_term(actor=cast.coordinator, seat=own, ends_on=day(600))
    before, own = own.ends_on, seat_in(cast, cast.coordinator)
    assert own.ends_on == before
    assert cast.client_of(cast.chair).post(path(cast, own, "extend/"), {"ends_on": wareki(day(600))}).status_code == 302
    assert seat_in(cast, cast.coordinator).ends_on == day(600)


def test_who_alone_runs_a_body_gets_the_next_term_from_the_host(cast):
    own = seat_in(cast, cast.coordinator)
    start = own.ends_on + timedelta(days=1)
    who, end = cast.coordinator, start + timedelta(days=300)
    after = bodies.appoint(actor=who, body=cast.body, user=who, role="secretariat", starts_on=start, ends_on=end)
    assert after.waits
    call_command("agree_to_run", cast.coordinator.email, cast.body.name)
    after.refresh_from_db()
    assert after.runs


def test_where_somebody_works_is_said_by_who_runs_all_their_bodies(cast):
    seat(cast.member, cast.other)
    row = seat_in(cast, cast.member)
    client = cast.client_of(cast.coordinator)
    page = client.get(path(cast, row)).content.decode()
    assert path(cast, row, "move/") not in page
    assert "ここでは行えません" in page  # and who can
    assert client.post(path(cast, row, "move/"), {"organisation": "別の所", "post": "長"}).status_code == 302
    with pytest.raises(PermissionDenied):
        move_person(actor=cast.coordinator, seat=row, organisation="別の所", post="長")
    place = affiliation_of(cast.member)
    assert place is None or place.organisation.name != "別の所"


def test_nobody_stops_the_auditor_by_giving_them_a_seat(cast):
    row = seated(cast, cast.auditor)
    client = cast.client_of(cast.coordinator)
    assert path(cast, row, "suspend/") not in client.get(path(cast, row)).content.decode()
    assert client.post(path(cast, row, "suspend/"), {"reason": "concern"}).status_code == 302
    with pytest.raises(ForTheHost):
        suspend(actor=cast.coordinator, seat=row, reason="concern")
    cast.auditor.refresh_from_db()
    assert cast.auditor.is_active
    assert is_auditor(cast.auditor)


def test_nor_their_devices_and_nobody_is_mailed(cast):
    seated(cast, cast.auditor)
    before = OutboxMail.objects.count()
    client, address = cast.client_of(cast.coordinator), reverse("resets:ask", args=[cast.auditor.pk])
    for answer in (
        client.get(address),
        client.post(address, {"reason": "lost", "code": code_of(cast.coordinator)}),
    ):
        assert "サーバーの管理者" in answer.content.decode() or "システムの管理者" in answer.content.decode()
    factor = a_factor(cast.coordinator, ASKING, cast.auditor.pk)
    with pytest.raises(ForTheHost):
        ask_reset(actor=cast.coordinator, subject=cast.auditor, reason="lost", factor=factor)
    assert not FactorReset.objects.exists()
    assert OutboxMail.objects.count() == before


def test_the_host_stops_them(cast):
    call_command("stop_account", cast.auditor.email.upper(), verbosity=0)
    cast.auditor.refresh_from_db()
    assert not cast.auditor.is_active
    event = AuditEvent.objects.get(verb="person.suspended")
    assert (event.actor, event.detail, event.why) == (None, "setup:stop_account", "concern")
    with pytest.raises(CommandError):
        call_command("stop_account", cast.auditor.email)


def test_that_an_address_is_taken_is_told_and_recorded(cast):
    person = a_person("影山", joined=False)
    row = seated(cast, person)
    answer = cast.client_of(cast.coordinator).post(path(cast, row, "mend/"), {"email": cast.superuser.email})
    assert answer.status_code == 422
    event = AuditEvent.objects.get(verb="person.address_taken")
    assert (event.actor, event.target_id, event.detail) == (cast.coordinator, str(person.pk), "")


def test_a_seat_for_who_joins_by_the_host_says_so(cast):
    person = a_person("影山", joined=False)
    audits(person)
    typed = {
        "email": person.email,
        "family_name": "影山",
        "given_name": "恵",
        "organisation": "相談所",
        "role": "member",
        "starts_on": wareki(day(0)),
        "ends_on": wareki(day(30)),
    }
    answer = cast.client_of(cast.coordinator).post(f"/portal/bodies/{cast.body.pk}/members/invite/", typed, follow=True)
    shown = answer.content.decode()
    assert "まだポータルに参加していません" in shown
    assert "いままでどおり" not in shown
    assert "システムの管理者" in shown

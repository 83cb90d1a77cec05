"""A seat in a body makes nobody answer for what else the person's account opens."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from meetings.bodies import services as bodies
from meetings.bodies.models import Appointment
from meetings.seats.services import suspend
from portal.accounts.helping import answer_for
from portal.accounts.models import Invitation
from portal.accounts.services import ForTheHost, correct_address, open_invitation, restore, unlock
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.auditor.models import AuditMandate
from portal.auditor.services import end_mandates
from tests.factories.people import a_person, seat

pytestmark = pytest.mark.django_db
EVIL = "evil@kasane.example"


def audits(person) -> None:
    """As it stands in the table, however it came there: today it is given to nobody who has not joined."""
    today = timezone.localdate()
    AuditMandate.objects.create(user=person, starts_on=today, ends_on=today, given_by="tests")


def edits(person) -> None:
    person.groups.add(Group.objects.get(name="Editors"))


def operates(person) -> None:
    person.is_superuser = person.is_staff = True
    person.save()


POWERS = (audits, edits, operates)


def seated(cast, person) -> Appointment:
    """By one coordinator alone, who may seat anybody."""
    today = timezone.localdate()
    return bodies.appoint(
        actor=cast.coordinator, body=cast.body, user=person, role="member", starts_on=today, ends_on=today
    )


def path(cast, row, act="") -> str:
    return f"/portal/bodies/{cast.body.pk}/members/{row.pk}/{act}"


@pytest.mark.parametrize("gets", POWERS)
def test_one_who_seats_an_auditor_editor_or_superuser_does_not_come_in_as_them(cast, gets):
    person = a_person("影山", joined=False)
    gets(person)
    before = person.email
    client, row = cast.client_of(cast.coordinator), seated(cast, person)
    answer = client.post(path(cast, row, "mend/"), {"email": EVIL})
    assert "data-setup-code" not in answer.content.decode()
    answer = client.post(path(cast, row, "again/"), follow=True)
    assert "data-setup-code" not in answer.content.decode()
    assert "システムの管理者" in answer.content.decode()
    person.refresh_from_db()
    assert person.email == before
    assert not Invitation.objects.filter(user=person).exists()


@pytest.mark.parametrize("gets", POWERS)
def test_nobody_of_the_portal_answers_for_them_and_the_host_does(cast, gets):
    person = a_person("影山", joined=False)
    row = seated(cast, person)
    assert answer_for([cast.coordinator], person)
    gets(person)
    for act in (
        lambda: correct_address(actor=cast.coordinator, user=person, email=EVIL),
        lambda: restore(actor=cast.coordinator, user=person),
        lambda: unlock(actor=cast.coordinator, user=person),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(ForTheHost):
        bodies.send_invitation(actor=cast.coordinator, body=row.body, user=person)
    assert not answer_for([cast.coordinator, cast.chair, cast.superuser], person)
    assert open_invitation(actor=Setup("tests"), user=person).code


def test_a_way_in_is_opened_by_who_runs_a_body_of_theirs(cast):
    person = a_person("影山", joined=False)
    seated(cast, person)
    for other in (cast.other_coordinator, cast.member, cast.superuser):
        with pytest.raises(PermissionDenied):
            open_invitation(actor=other, user=person)
    assert not Invitation.objects.filter(user=person).exists()
    assert open_invitation(actor=cast.coordinator, user=person).code


@pytest.fixture
def of_two(cast):
    """A member of both bodies, whose secretariats have nobody in common; ours stopped the account."""
    row = seat(cast.member, cast.other)
    suspend(actor=cast.coordinator, seat=Appointment.objects.get(user=cast.member, body=cast.body), reason="lost")
    return row


def test_who_sits_in_two_bodies_is_let_in_again_by_the_body_that_stopped_them(cast, of_two):
    theirs = f"/portal/bodies/{cast.other.pk}/members/{of_two.pk}/"
    client = cast.client_of(cast.other_coordinator)
    page = client.get(theirs).content.decode()
    assert f"{theirs}restore/" not in page
    assert "ここでは行えません" in page  # and who can
    assert client.post(f"{theirs}restore/").status_code == 302
    cast.member.refresh_from_db()
    assert not cast.member.is_active
    with pytest.raises(PermissionDenied):
        restore(actor=cast.other_coordinator, user=cast.member)
    ours = path(cast, Appointment.objects.get(user=cast.member, body=cast.body))
    assert f"{ours}restore/" in cast.client_of(cast.chair).get(ours).content.decode()
    assert cast.client_of(cast.chair).post(f"{ours}restore/").status_code == 302
    cast.member.refresh_from_db()
    assert (cast.member.is_active, cast.member.stopped_in) == (True, None)


def test_who_stops_them_a_second_time_does_not_make_it_theirs(cast, of_two):
    suspend(actor=cast.other_coordinator, seat=of_two, reason="away")
    with pytest.raises(PermissionDenied):
        restore(actor=cast.other_coordinator, user=cast.member)


def test_the_host_lets_in_whom_nobody_else_may(cast, of_two):
    call_command("restore_account", cast.member.email.upper(), verbosity=0)
    cast.member.refresh_from_db()
    assert cast.member.is_active
    event = AuditEvent.objects.get(verb="person.restored")
    assert (event.actor, event.detail) == (None, "setup:restore_account")
    for address in (cast.member.email, "nobody@kasane.example"):
        with pytest.raises(CommandError):
            call_command("restore_account", address)


def test_nothing_is_offered_that_would_be_refused(cast):
    person = a_person("影山", joined=False)
    row = seated(cast, person)
    client = cast.client_of(cast.coordinator)
    assert path(cast, row, "mend/") in client.get(path(cast, row)).content.decode()
    for _try in range(5):
        Client().post("/portal/enter/", {"email": person.email, "password": "no"})
    assert path(cast, row, "unlock/") in client.get(path(cast, row)).content.decode()
    edits(person)
    page = client.get(path(cast, row)).content.decode()
    for act in ("mend/", "unlock/"):
        assert path(cast, row, act) not in page
        assert client.post(path(cast, row, act), {"email": EVIL}).status_code == 302
    assert "ここでは行えません" in page


def test_who_audits_no_more_is_a_member_like_others(cast):
    person = a_person("影山", joined=False)
    seated(cast, person)
    audits(person)
    end_mandates(actor=Setup("tests"), user=person)
    assert answer_for([cast.coordinator], person)
    assert bodies.send_invitation(actor=cast.coordinator, body=cast.body, user=person).code


def test_to_invite_such_a_person_gives_the_seat_alone(cast):
    person = a_person("影山", joined=False)
    audits(person)
    today = timezone.localdate()
    newcomer = bodies.Newcomer(person.email, "影山", "恵", "相談所", "", "member", today, today)
    assert bodies.invite(actor=cast.coordinator, body=cast.body, newcomer=newcomer) is None
    assert person.appointments.count() == 1

"""Nobody runs a body on the word of one alone: a second one agrees, and until then the seat is any member's."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings.agenda.access import items_for, running, visible_meetings
from meetings.agenda.services import lift_recusal
from meetings.bodies import services as bodies
from meetings.bodies.access import bodies_run_by, members_of, runs_any_body, runs_body
from meetings.bodies.models import Appointment
from meetings.emergency import services as emergency
from meetings.seats.services import AGREEING, agree_to_run, invite_to
from portal.audit.models import AuditEvent
from portal.mfa.step_up import Factor
from portal.outbox.models import OutboxMail
from portal.resets import services as resets
from tests.factories.meetings import a_called_meeting, an_emergency, recused_from
from tests.factories.people import a_factor, a_person, a_text, code_of, enrol, pledge, seat
from tests.portal.mfa.floor import together

pytestmark = pytest.mark.django_db
ROLES = ("secretariat", "chair")
WAITS = "もう一人の同意を待っています"


def seat_of(user) -> Appointment:
    return Appointment.objects.get(user=user)


def factor(actor, row) -> Factor:
    return a_factor(actor, AGREEING, row.pk)


def agree(actor, row) -> None:
    agree_to_run(actor=actor, seat=row, factor=factor(actor, row))


def given(cast, user, role="secretariat") -> Appointment:
    """A seat that the coordinator alone gave to somebody to run the body."""
    today = timezone.localdate()
    ends = today + timedelta(days=300)
    row = bodies.appoint(actor=cast.coordinator, body=cast.body, user=user, role=role, starts_on=today, ends_on=ends)
    if user.has_usable_password() and not user.pledges.exists():
        pledge(user, cast.text)
    return Appointment.objects.get(pk=row.pk)


@pytest.fixture
def puppet(cast):
    """Somebody with a password, soon with app and pledge: all that one makes up by a mailbox of one's own."""
    return a_person("影山")


# --- the attack ------------------------------------------------------------------------------


def tries(cast, puppet) -> dict:
    """Everything that takes two, tried by the puppet as the second one."""
    item = a_called_meeting(cast.body, [cast.summoned]).items.get()
    asked = an_emergency(item, cast.member)
    recused_from(item, cast.coordinator)
    reset = resets.ask_reset(
        actor=cast.coordinator,
        subject=cast.summoned,
        reason="lost",
        factor=a_factor(cast.coordinator, resets.ASKING, cast.summoned.pk),
    )

    def shown(act, about) -> Factor:
        return a_factor(puppet, act, about)

    return {
        "reset": lambda: resets.approve_reset(actor=puppet, reset=reset, factor=shown(resets.APPROVING, reset.pk)),
        "emergency": lambda: emergency.allow(
            actor=puppet, emergency=asked, hours=1, factor=shown(emergency.ALLOWING, asked.pk)
        ),
        "recusal": lambda: lift_recusal(actor=puppet, item=item, user=cast.coordinator),
    }


@pytest.mark.parametrize("what", ["reset", "emergency", "recusal"])
@pytest.mark.parametrize("role", ROLES)
def test_who_one_alone_made_chair_or_secretariat_is_no_second_person(cast, puppet, role, what):
    row = given(cast, puppet, role)
    act = tries(cast, puppet)[what]
    with pytest.raises(PermissionDenied):
        act()
    agree(cast.chair, row)
    act()  # now two vouched for them


def test_nor_by_another_role_later(cast, puppet):
    bodies.change_role(actor=cast.coordinator, seat=given(cast, puppet, "member"), role="chair", contractor=False)
    with pytest.raises(PermissionDenied):
        tries(cast, puppet)["reset"]()
    assert not runs_body(puppet, cast.body)


def test_until_then_they_are_a_member_like_others(cast, puppet):
    row = given(cast, puppet, "chair")
    item = a_called_meeting(cast.body, [puppet], [cast.summoned]).items.first()
    assert list(items_for(puppet)) == [item]  # only what they are called to
    assert visible_meetings(puppet).count() == 1
    assert puppet not in running(item)
    assert bodies_run_by(puppet) == []
    assert not runs_any_body(puppet)
    assert puppet in members_of(cast.body)
    agree(cast.chair, row)
    assert items_for(puppet).count() == 2
    assert puppet in running(item)


def test_a_puppet_cannot_give_seats_nor_agree_to_others(cast, puppet):
    given(cast, puppet)
    other = a_person("影浦")
    with pytest.raises(PermissionDenied):
        bodies.appoint(
            actor=puppet,
            body=cast.body,
            user=other,
            role="member",
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
        )
    row = given(cast, other)
    with pytest.raises(PermissionDenied):
        agree(puppet, row)


# --- who agrees ------------------------------------------------------------------------------


def test_neither_who_gave_the_seat_nor_its_person_nor_who_runs_another_body_agrees(cast, puppet):
    row = given(cast, puppet)
    for actor in (cast.coordinator, puppet, cast.member, cast.other_coordinator):
        with pytest.raises(PermissionDenied):
            agree(actor, row)
    agree(cast.chair, row)
    row.refresh_from_db()
    assert (row.given_by, row.agreed_by, row.runs) == (cast.coordinator, cast.chair, True)
    change = row.changes.get()
    assert (change.what, change.changed_by) == ("agreed", cast.chair)
    event = AuditEvent.objects.get(verb="seat.agreed")
    assert (event.actor, event.target_id) == (cast.chair, str(row.pk))
    with pytest.raises(PermissionDenied):
        agree(cast.chair, row)  # once


def test_the_factor_was_shown_for_this_very_seat(cast, puppet):
    row = given(cast, puppet)
    for shown in (
        a_factor(cast.chair, AGREEING, cast.body.pk),
        a_factor(cast.chair, resets.ASKING, row.pk),
        factor(cast.coordinator, row),
    ):
        with pytest.raises(PermissionDenied):
            agree_to_run(actor=cast.chair, seat=row, factor=shown)


def test_nobody_is_agreed_to_before_they_came_in(cast):
    """Until then whoever gave the seat could still exchange the mailbox."""
    person = a_person("影山", joined=False)
    row = given(cast, person)
    with pytest.raises(PermissionDenied):
        agree(cast.chair, row)
    person.set_password("fuyu no asa ni cha wo nomu")
    person.save()
    with pytest.raises(PermissionDenied):
        agree(cast.chair, row)  # no app yet
    enrol(person)
    agree(cast.chair, row)


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_of_several_agreements_at_once_one_counts(cast, puppet):
    row = given(cast, puppet)
    shown = factor(cast.chair, row)
    answers = together(4, lambda _: agree_to_run(actor=cast.chair, seat=row, factor=shown))
    assert [type(answer) for answer in answers].count(PermissionDenied) == 3, answers
    assert row.changes.count() == AuditEvent.objects.filter(verb="seat.agreed").count() == 1


def test_an_ended_seat_is_not_agreed_to(cast, puppet):
    row = given(cast, puppet)
    bodies.end_seat(actor=cast.coordinator, seat=row, reason="mistake", last_day=timezone.localdate())
    with pytest.raises(bodies.SeatOver):
        agree(cast.chair, row)
    again = given(cast, puppet)
    assert again.waits  # a new seat asks anew


def test_the_database_itself_asks_for_two(cast, puppet):
    row = given(cast, puppet)
    now = timezone.now()
    for who in (cast.coordinator, puppet):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=row.pk).update(agreed_by=who, agreed_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=row.pk).update(agreed_by=cast.chair)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=row.pk).update(role="member", agreed_by=cast.chair, agreed_at=now)


# --- what takes an agreement away ---------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "member"])
def test_another_role_asks_anew(cast, puppet, role):
    row = given(cast, puppet)
    agree(cast.chair, row)
    bodies.change_role(actor=cast.coordinator, seat=row, role=role, contractor=False)
    row.refresh_from_db()
    assert (row.runs, row.agreed_by, row.given_by) == (False, None, cast.coordinator)


def test_the_same_role_under_a_contract_does_not(cast, puppet):
    row = given(cast, puppet)
    agree(cast.chair, row)
    bodies.change_role(actor=cast.coordinator, seat=row, role="secretariat", contractor=True)
    row.refresh_from_db()
    assert row.runs
    assert row.contractor


def test_the_last_who_runs_a_body_does_not_lose_it_by_another_role(cast, puppet):
    given(cast, puppet)  # does not count: nobody agreed
    bodies.end_seat(actor=cast.coordinator, seat=seat_of(cast.chair), reason="left", last_day=timezone.localdate())
    with pytest.raises(bodies.LastOne):
        bodies.change_role(actor=cast.coordinator, seat=seat_of(cast.coordinator), role="chair", contractor=False)
    with pytest.raises(bodies.LastOne):
        bodies.end_seat(
            actor=cast.coordinator, seat=seat_of(cast.coordinator), reason="left", last_day=timezone.localdate()
        )


def test_another_mailbox_asks_anew(cast):
    """Also of whom the setting up of the city made chair and who has not come in yet."""
    person = a_person("影山", joined=False)
    row = seat(person, cast.body, "chair")
    assert row.runs
    invite_to(actor=cast.coordinator, seat=row, email="evil@kasane.example")
    row.refresh_from_db()
    assert (row.runs, row.given_by) == (False, cast.coordinator)


# --- one alone, and the host ----------------------------------------------------------------------


def test_where_nobody_else_runs_the_body_the_host_agrees(cast, puppet):
    row = given(cast, puppet)
    call_command("agree_to_run", puppet.email.upper(), cast.body.name)
    row.refresh_from_db()
    assert (row.runs, row.agreed_by) == (True, None)
    change = row.changes.get()
    assert (change.what, change.changed_by) == ("agreed", None)
    assert "運用担当者がサーバーで" in cast.client_of(cast.coordinator).get(path(cast, row)).content.decode()
    event = AuditEvent.objects.get(verb="seat.agreed_from_host")
    assert (event.actor, event.target_id) == (None, str(row.pk))
    with pytest.raises(CommandError):
        call_command("agree_to_run", puppet.email, cast.body.name)


def test_nor_does_the_host_agree_before_the_person_came_in(cast):
    person = a_person("影山", joined=False)
    given(cast, person)
    with pytest.raises(CommandError):
        call_command("agree_to_run", person.email, cast.body.name)


# --- pages ------------------------------------------------------------------------------------


def path(cast, row, act="") -> str:
    return f"/portal/bodies/{cast.body.pk}/members/{row.pk}/{act}"


def test_the_second_person_agrees_on_a_page_that_says_what_follows(cast, puppet):
    row = given(cast, puppet)
    client = cast.client_of(cast.chair)
    home = client.get("/portal/").content.decode()
    assert path(cast, row, "agree/") in home
    assert puppet.full_name in home
    shown = client.get(path(cast, row)).content.decode()
    assert WAITS in shown
    assert path(cast, row, "agree/") in shown
    assert WAITS in client.get(path(cast, row).partition(str(row.pk))[0]).content.decode()
    page = client.get(path(cast, row, "agree/")).content.decode()
    for words in ("すべての議題", puppet.email, cast.coordinator.full_name):
        assert words in page
    assert client.post(path(cast, row, "agree/"), {"code": ""}).status_code == 422
    assert client.post(path(cast, row, "agree/"), {"code": code_of(cast.chair)}).status_code == 302
    assert runs_body(puppet, cast.body)
    assert WAITS not in client.get(path(cast, row)).content.decode()
    assert cast.chair.full_name in client.get(path(cast, row)).content.decode()


def test_who_gave_the_seat_reads_why_they_cannot_agree(cast, puppet):
    row = given(cast, puppet)
    client = cast.client_of(cast.coordinator)
    assert path(cast, row, "agree/") not in client.get("/portal/").content.decode()
    shown = client.get(path(cast, row)).content.decode()
    assert "この席を設けたのはあなたなので" in shown
    assert path(cast, row, "agree/") not in shown
    for method in (client.get, client.post):
        answer = method(path(cast, row, "agree/"))
        assert (answer.status_code, answer["Location"]) == (302, path(cast, row))


def test_the_person_reads_that_it_has_not_begun(cast, puppet):
    row = given(cast, puppet)
    client = cast.client_of(puppet)
    assert WAITS in client.get("/portal/").content.decode()
    assert client.get(path(cast, row)).status_code == 404
    agree(cast.chair, row)
    assert WAITS not in client.get("/portal/").content.decode()
    assert client.get(path(cast, row)).status_code == 200


def test_a_neutral_mail_goes_to_who_could_agree(cast, puppet):
    given(cast, puppet)
    mail = OutboxMail.objects.get(kind="running_asked")
    assert mail.recipient == cast.chair.email
    text = message_from_bytes(bytes(mail.content)).get_payload(decode=True).decode()
    assert puppet.full_name not in text
    assert cast.body.name not in text


def test_a_body_run_by_one_alone_is_told_where_to_turn(cast, puppet):
    bodies.end_seat(actor=cast.coordinator, seat=seat_of(cast.chair), reason="left", last_day=timezone.localdate())
    row = given(cast, puppet)
    assert "agree_to_run" in cast.client_of(cast.coordinator).get(path(cast, row)).content.decode()
    assert not OutboxMail.objects.filter(kind="running_asked").exists()


def test_an_invitation_to_run_says_so_before_it_is_sent(cast):
    page = cast.client_of(cast.coordinator).get(f"/portal/bodies/{cast.body.pk}/members/invite/")
    assert "もう一人、同意してから" in page.content.decode()


def test_an_unpledged_second_person_does_not_count(cast, puppet):
    row = given(cast, puppet)
    a_text("kasane", timezone.localdate())  # a new text of weight: nobody's pledge is in force
    with pytest.raises(PermissionDenied):
        agree(cast.chair, row)

"""Seats: who is given one, how long it lasts, and how it ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from django.utils import timezone

from meetings.bodies import services
from meetings.bodies.access import membership_kind, pledged_seats_of, runs_body, seats_in
from meetings.bodies.models import Appointment, SeatChange
from meetings.bodies.signals import seat_ended
from portal.accounts.signals import access_ended
from portal.audit.models import AuditEvent
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
NOT_RUNNING = [role for role in ROLES if role not in ("anonymous", "coordinator", "chair")]
GUESTS = ["adviser", "observer", "proxy"]


def day(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def seat_of(user) -> Appointment:
    return Appointment.objects.get(user=user)


@pytest.fixture
def heard():
    """The news that was sent: (signal, person)."""
    news = []

    def ended(sender, *, seat, **rest):
        news.append(("seat_ended", seat.user))

    def out(sender, *, user, **rest):
        news.append(("access_ended", user))

    seat_ended.connect(ended)
    access_ended.connect(out)
    yield news
    seat_ended.disconnect(ended)
    access_ended.disconnect(out)


@pytest.fixture
def newcomer(cast):
    from tests.factories.people import a_person, pledge

    user = a_person("白石")
    pledge_now(cast, user, pledge)
    return user


def pledge_now(cast, user, pledge) -> None:
    """Only who is asked for a pledge may sign one: for the while of signing, a seat elsewhere."""
    from tests.factories.people import seat

    seat(user, cast.other)
    pledge(user, cast.text)


def appointed(cast, user, role, *, starts=0, ends=30, **more) -> Appointment:
    if role == "proxy":
        more.setdefault("stands_for", seat_of(cast.member))
    return services.appoint(
        actor=cast.coordinator,
        body=cast.body,
        user=user,
        role=role,
        starts_on=day(starts),
        ends_on=day(ends),
        **more,
    )


# --- giving a seat ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", GUESTS)
def test_a_guest_has_a_seat_that_ends_within_a_year_and_runs_nothing(cast, newcomer, role):
    with pytest.raises(services.TermTooLong):
        appointed(cast, newcomer, role, ends=366)
    appointed(cast, newcomer, role, ends=364)
    assert pledged_seats_of(newcomer).filter(body=cast.body).exists()
    assert not runs_body(newcomer, cast.body)


@pytest.mark.parametrize("role", GUESTS)
def test_a_guest_sees_only_what_they_are_called_to_and_an_observer_only_reads(cast, newcomer, role):
    from meetings.agenda.access import decision_on
    from tests.factories.meetings import a_called_meeting

    appointed(cast, newcomer, role)
    meeting = a_called_meeting(cast.body, [newcomer, cast.summoned], [cast.summoned])
    rights = [decision_on(newcomer, item).right for item in meeting.items.order_by("position")]
    assert rights == ["read" if role == "observer" else "write", "none"]


def test_who_is_called_a_proxy_sees_nothing_by_the_seat_they_stand_in_for(cast, newcomer):
    from meetings.agenda.access import items_for
    from tests.factories.meetings import a_called_meeting

    appointed(cast, newcomer, "proxy", stands_for=seat_of(cast.chair))
    a_called_meeting(cast.body, [cast.chair])
    assert list(items_for(newcomer)) == []


def test_a_proxy_stands_in_for_somebody_elses_seat_of_this_body(cast, newcomer):
    guest = appointed(cast, cast.superuser, "observer")
    own = appointed(cast, newcomer, "member", starts=100, ends=200)
    over = Appointment.objects.get(user=cast.former)
    for of in (None, seat_of(cast.other_body), guest, own, over):
        with pytest.raises(services.NoSuchSeat):
            appointed(cast, newcomer, "proxy", stands_for=of)
    with pytest.raises(services.NoSuchSeat):
        appointed(cast, newcomer, "adviser", stands_for=seat_of(cast.member))
    assert appointed(cast, newcomer, "proxy").stands_for == seat_of(cast.member)


def test_the_database_knows_no_proxy_without_a_seat(cast, newcomer):
    seat = appointed(cast, newcomer, "member")
    with pytest.raises(Error), transaction.atomic():
        Appointment.objects.filter(pk=seat.pk).update(role="proxy")
    with pytest.raises(Error), transaction.atomic():
        Appointment.objects.filter(pk=seat.pk).update(stands_for=seat_of(cast.member))


def test_several_appointments_at_once_but_one_in_a_body(cast, newcomer):
    appointed(cast, newcomer, "member", ends=30)
    with pytest.raises(services.AlreadySeated):
        appointed(cast, newcomer, "adviser", starts=30, ends=40)
    appointed(cast, newcomer, "adviser", starts=31, ends=40)
    assert Appointment.objects.filter(user=newcomer).count() == 3  # with the one in the other body


@pytest.mark.parametrize(
    ("role", "contractor", "kind"),
    [
        ("chair", False, "member"),
        ("member", False, "member"),
        ("member", True, "contractor"),
        ("secretariat", False, "office"),
        ("secretariat", True, "office"),
        ("adviser", False, "guest"),
        ("observer", False, "guest"),
        ("proxy", False, "guest"),
        ("adviser", True, "contractor"),
    ],
)
def test_as_what_a_person_pledges(role, contractor, kind):
    assert membership_kind(Appointment(role=role, contractor=contractor)) == kind


# --- a longer term ---------------------------------------------------------------------------


def test_a_term_is_made_longer_and_both_days_stay_known(cast):
    seat = seat_of(cast.member)
    services.extend_term(actor=cast.coordinator, seat=seat, ends_on=day(600))
    seat.refresh_from_db()
    assert seat.ends_on == day(600)
    change = seat.changes.get()
    assert (change.what, change.before, change.after) == ("extended", day(300).isoformat(), day(600).isoformat())
    assert change.changed_by == cast.coordinator
    event = AuditEvent.objects.get(verb="seat.extended")
    assert (event.actor, event.target_id) == (cast.coordinator, str(seat.pk))


def test_longer_is_later_lasts_still_and_reaches_into_no_other_term(cast, newcomer):
    seat = appointed(cast, newcomer, "observer", ends=30)
    appointed(cast, newcomer, "observer", starts=100, ends=120)
    extend = services.extend_term
    for ends_on, refusal in ((day(30), services.NotLonger), (day(100), services.AlreadySeated)):
        with pytest.raises(refusal):
            extend(actor=cast.chair, seat=seat, ends_on=ends_on)
    with pytest.raises(services.SeatOver):
        extend(actor=cast.chair, seat=seat_of(cast.former), ends_on=day(30))
    with pytest.raises(services.TermTooLong):
        extend(actor=cast.chair, seat=Appointment.objects.get(user=newcomer, starts_on=day(100)), ends_on=day(600))


# --- an early end ----------------------------------------------------------------------------


def test_ending_today_is_at_once(cast, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.end_seat(actor=cast.coordinator, seat=seat_of(cast.member), reason="left", last_day=day(0))
    assert not pledged_seats_of(cast.member).filter(body=cast.body).exists()
    assert heard == [("seat_ended", cast.member), ("access_ended", cast.member)]
    event = AuditEvent.objects.get(verb="seat.ended")
    assert (event.actor, event.why) == (cast.coordinator, "left")


def test_ending_later_leaves_the_seat_until_that_day(cast):
    seat = seat_of(cast.member)
    services.end_seat(actor=cast.coordinator, seat=seat, reason="moved", last_day=day(7))
    assert pledged_seats_of(cast.member).filter(body=cast.body).exists()
    seat.refresh_from_db()
    assert (seat.ends_on, seat.ended_at) == (day(7), None)


def test_a_seat_that_has_not_begun_is_called_off(cast, newcomer):
    seat = appointed(cast, newcomer, "member", starts=10)
    services.end_seat(actor=cast.coordinator, seat=seat, reason="mistake", last_day=day(0))
    appointed(cast, newcomer, "member", starts=10)  # the right one this time


@pytest.mark.parametrize("last_day", [-1, 300, 301], ids=["the past", "as it stands", "longer"])
def test_early_is_from_today_on_and_before_the_last_day(cast, last_day):
    with pytest.raises(services.NotEarlier):
        services.end_seat(actor=cast.chair, seat=seat_of(cast.member), reason="wish", last_day=day(last_day))


def test_who_was_ended_can_come_again_on_the_same_day(cast, newcomer):
    seat = appointed(cast, newcomer, "member")
    services.end_seat(actor=cast.coordinator, seat=seat, reason="mistake", last_day=day(0))
    appointed(cast, newcomer, "adviser")
    assert [each.role for each in seats_in(cast.body) if each.user == newcomer] == ["adviser"]
    assert Appointment.objects.filter(user=newcomer, body=cast.body).count() == 2  # the first one stays


def test_a_proxy_leaves_with_the_seat_they_stand_in_for(cast, newcomer, heard):
    appointed(cast, newcomer, "proxy")
    services.end_seat(actor=cast.coordinator, seat=seat_of(cast.member), reason="left", last_day=day(0))
    assert not pledged_seats_of(newcomer).filter(body=cast.body).exists()
    assert [user for news, user in heard if news == "seat_ended"] == [cast.member, newcomer]


def test_nobody_ends_the_last_seat_that_runs_the_body(cast):
    services.end_seat(actor=cast.coordinator, seat=seat_of(cast.chair), reason="wish", last_day=day(0))
    mine = seat_of(cast.coordinator)
    with pytest.raises(services.LastOne):
        services.end_seat(actor=cast.coordinator, seat=mine, reason="wish", last_day=day(0))
    with pytest.raises(services.LastOne):
        services.change_role(actor=cast.coordinator, seat=mine, role="member", contractor=False)
    assert runs_body(cast.coordinator, cast.body)


def test_a_second_who_cannot_enter_does_not_count_as_running(cast):
    from tests.factories.people import let_lapse

    let_lapse(cast.chair.pledges.get())
    with pytest.raises(services.LastOne):
        services.end_seat(actor=cast.coordinator, seat=seat_of(cast.coordinator), reason="wish", last_day=day(0))


# --- another role ----------------------------------------------------------------------------


def test_a_role_changes_from_now_on(cast, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.change_role(actor=cast.coordinator, seat=seat_of(cast.member), role="secretariat", contractor=True)
    assert not runs_body(cast.member, cast.body)  # a second person agrees first
    change = seat_of(cast.member).changes.get()
    assert (change.what, change.before, change.after) == ("changed", "member", "secretariat+contractor")
    assert heard == [("access_ended", cast.member)]  # sockets ask again what they may


def test_whoever_becomes_a_guest_first_has_a_term_of_a_year(cast):
    seat = seat_of(cast.member)
    services.extend_term(actor=cast.coordinator, seat=seat, ends_on=day(600))
    with pytest.raises(services.TermTooLong):
        services.change_role(actor=cast.coordinator, seat=seat, role="observer", contractor=False)


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_only_who_runs_the_body_changes_seats(cast, newcomer, role):
    actor, seat = getattr(cast, role), seat_of(cast.member)
    with pytest.raises(PermissionDenied):
        services.appoint(actor=actor, body=cast.body, user=newcomer, role="member", starts_on=day(0), ends_on=day(1))
    with pytest.raises(PermissionDenied):
        services.extend_term(actor=actor, seat=seat, ends_on=day(600))
    with pytest.raises(PermissionDenied):
        services.end_seat(actor=actor, seat=seat, reason="left", last_day=day(0))
    with pytest.raises(PermissionDenied):
        services.change_role(actor=actor, seat=seat, role="chair", contractor=False)


def test_what_became_of_a_seat_is_never_rewritten(cast):
    services.extend_term(actor=cast.coordinator, seat=seat_of(cast.member), ends_on=day(600))
    for plain in ("UPDATE meetings_seatchange SET after = 'x'", "DELETE FROM meetings_seatchange"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(plain)
    assert SeatChange.objects.get().after == day(600).isoformat()

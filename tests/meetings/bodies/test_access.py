"""Who sits in a body, who runs it, and for how long."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from meetings.bodies.access import (
    bodies_run_by,
    get_body_to_run,
    get_lasting_seat,
    members_of,
    membership_kind,
    needs_on,
    pledged_seats_of,
    runs_body,
    seats_in,
    seats_of,
)
from meetings.bodies.models import Appointment
from portal.audit.setup import Setup
from portal.pledge.models import Kind
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in ROLES if role != "anonymous"]


def those(cast, holds) -> set[str]:
    """The roles for whom something holds."""
    return {role for role in PEOPLE if holds(getattr(cast, role))}


def test_only_secretariat_and_chair_run_a_body(cast):
    assert those(cast, lambda user: runs_body(user, cast.body)) == {"coordinator", "chair"}
    assert those(cast, lambda user: runs_body(user, cast.other)) == {"other_coordinator"}
    assert those(cast, lambda user: bodies_run_by(user) == [cast.body]) == {"coordinator", "chair"}
    assert those(cast, lambda user: bodies_run_by(user) == [cast.other]) == {"other_coordinator"}


def test_a_seat_counts_with_a_pledge_and_within_its_term(cast):
    seated = {"password_only", "member", "summoned", "coordinator", "chair", "recused"}
    assert those(cast, lambda user: pledged_seats_of(user).filter(body=cast.body).exists()) == seated
    assert those(cast, lambda user: [seat.body for seat in seats_of(user)] == [cast.body]) == seated | {
        "unpledged",
        "lapsed",
    }
    assert {user.last_name for user in members_of(cast.body)} == {
        "町田",
        "高橋",
        "杉本",
        "小野寺",
        "大西",
        "藤原",
        "岡本",
    }
    assert [seat.user.last_name for seat in seats_in(cast.other)] == ["別府", "外川"]


@pytest.mark.parametrize(
    ("starts", "ends", "counts"),
    [(0, 0, True), (-1, 0, True), (0, 1, True), (1, 300, False), (-300, -1, False)],
    ids=["today only", "ends today", "begins today", "begins tomorrow", "ended yesterday"],
)
def test_a_term_counts_from_its_first_day_to_its_last(cast, starts, ends, counts):
    from tests.factories.people import a_member, set_term

    user = a_member(cast.body, cast.text, "岡", "secretariat")
    set_term(user, starts, ends)
    assert runs_body(user, cast.body) is counts
    assert bool(bodies_run_by(user)) is counts
    assert (user in [each.user for each in seats_in(cast.body)]) is counts
    assert needs_on(timezone.localdate()).filter(user=user).exists() is counts


def test_who_pledged_for_another_body_only_runs_nothing(cast):
    """The pledge of one series opens the gate, but not a body that asks for another."""
    from meetings.bodies.models import Body
    from meetings.bodies.services import found_body
    from tests.factories.people import seat

    stricter = found_body(actor=Setup("tests"), name="別の会議", kind=Body.Kind.SUPPORT, pledge_series="stricter")
    seat(cast.coordinator, stricter, "secretariat")
    assert not runs_body(cast.coordinator, stricter)
    assert not pledged_seats_of(cast.coordinator).filter(body=stricter).exists()
    assert bodies_run_by(cast.coordinator) == [cast.body]  # nothing is offered that does not open


def test_absent_and_forbidden_bodies_are_the_same(cast):
    assert get_body_to_run(cast.chair, cast.body.pk) == cast.body
    for get, user, pk in (
        (get_body_to_run, cast.member, cast.body.pk),
        (get_body_to_run, cast.other_coordinator, cast.body.pk),
        (get_body_to_run, cast.superuser, cast.body.pk),
        (get_body_to_run, cast.coordinator, uuid4()),
    ):
        with pytest.raises(Http404) as refusal:
            get(user, pk)
        assert str(refusal.value) == ""


def test_a_seat_that_counts_is_found_and_others_are_not(cast):
    from tests.factories.people import set_term

    def seat(user):
        return Appointment.objects.get(user=user)

    set_term(cast.summoned, 5, 10)
    for user in (cast.member, cast.summoned):
        assert get_lasting_seat(cast.body, seat(user).pk).user == user
    for pk in (seat(cast.former).pk, seat(cast.other_body).pk, uuid4()):
        with pytest.raises(Http404):
            get_lasting_seat(cast.body, pk)


@pytest.mark.parametrize("role", Appointment.Role.values)
@pytest.mark.parametrize("contractor", [True, False])
def test_each_seat_asks_for_the_pledge_of_its_kind(cast, role, contractor):
    seats = Appointment.objects.filter(user=cast.member)
    seats.update(role=role, contractor=contractor, stands_for=seats_in(cast.body)[0].pk if role == "proxy" else None)
    ((_series, kind),) = needs_on(timezone.localdate()).filter(user=cast.member).values_list("series", "kind")
    assert Kind(kind).name.lower() == membership_kind(seats.get())

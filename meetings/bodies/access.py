"""Who sits in which body, and who runs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal
from uuid import UUID

from django.db.models import Case, F, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from meetings.bodies.models import GUESTS, RUNS, Appointment, Body
from portal.accounts.models import User
from portal.pledge.access import series_in_force, signatures_in_force, signed_series
from portal.pledge.models import Kind
from portal.pledge.running import Running
from portal.sessions.kept import ANYBODY, KeptRows

MembershipKind = Literal["member", "contractor", "guest", "office"]


def today() -> date:
    """Today in the city."""
    return timezone.localdate()


def seats_in_force() -> QuerySet[Appointment]:
    """Every seat that counts today: begun, not past its last day, not ended at once."""
    return _seats_on(today())


def _seats_on(day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None)


def lasting_seats() -> QuerySet[Appointment]:
    """The seats that count today or will."""
    return Appointment.objects.filter(ends_on__gte=today(), ended_at=None)


def places_to_take(body: Body) -> QuerySet[Appointment]:
    """The seats for which a proxy may come: those of the body's own people, today and later."""
    own = lasting_seats().filter(body=body).exclude(role__in=GUESTS)
    return own.select_related("user").order_by("user__last_name", "user__first_name")


def membership_kind(seat: Appointment) -> MembershipKind:
    """As what the person takes part, for the pledge they are asked to sign (事務局、受託者、臨時出席者、構成員)."""
    if seat.role == Appointment.Role.SECRETARIAT:
        return "office"
    if seat.contractor:
        return "contractor"
    return "guest" if seat.is_guest else "member"


def seats_of(user: User) -> list[Appointment]:
    """The person's appointments in force today."""
    return list(seats_in_force().filter(user=user).select_related("body"))


def pledged_seats_of(user: User) -> QuerySet[Appointment]:
    """The person's appointments in force today, in bodies for which their pledge is in force."""
    return seats_in_force().filter(user=user, body__pledge_series__in=signed_series(user))


@dataclass(frozen=True)
class Standing:
    """Where a person stands in a body today: as what their seat counts (empty without one), and their pledge for it."""

    role: str = ""
    pledged: bool = False


def standings(users: Iterable[User], bodies: Iterable[Body]) -> dict[tuple[UUID, UUID], Standing]:
    """Where each of these people stands in each of these bodies, by person and body; two queries at any number."""
    people, series = list(users), {body.pk: body.pledge_series for body in bodies}
    seats = seats_in_force().filter(user__in=people, body__in=series)
    roles = {(seat.user_id, seat.body_id): seat.counts_as for seat in seats}
    signed = series_in_force(user.pk for user in people)
    return {
        (user.pk, body): Standing(roles.get((user.pk, body), ""), asked in signed[user.pk])
        for user in people
        for body, asked in series.items()
    }


def is_seated(user: User, body: Body) -> bool:
    """Whether the person holds a seat in the body today or will."""
    return lasting_seats().filter(user=user, body=body).exists()


def runs_body(user: User, body: Body) -> bool:
    """Whether the person is secretariat or chair of the body today, agreed to by a second one, and pledged for it."""
    seated = seats_in_force().filter(RUNS, user=user, body=body).exists()
    return seated and body.pledge_series in signed_series(user)


def runs_body_of_id(user: User, pk: UUID) -> bool:
    """Whether the person runs the body of this id today: what ``runs_body`` says."""
    return ids_run_by(user).filter(body=pk).exists()


def get_body_to_run(user: User, pk: UUID | str) -> Body:
    """A body that the person runs; absent and forbidden are both 404."""
    # one question for both, so that the time it takes does not tell them apart
    body = Body.objects.filter(pk=pk, pk__in=ids_run_by(user)).first()
    if body is None:
        raise Http404
    return body


def pledged_places(user: User) -> list[tuple[Body, bool]]:
    """The bodies in which the person has a seat today and is pledged for, and whether they run each, by name."""
    found: dict[UUID, tuple[Body, bool]] = {}
    for seat in pledged_seats_of(user).select_related("body").order_by("body__name"):
        found[seat.body_id] = seat.body, seat.runs or found.get(seat.body_id, (seat.body, False))[1]
    return list(found.values())


def ids_run_by(user: User) -> QuerySet[Appointment, UUID]:
    """The ids of the bodies that the person runs today, as a sub-query; those of ``runs_body``."""
    return pledged_seats_of(user).filter(RUNS).values_list("body", flat=True)


def bodies_run_by(user: User) -> list[Body]:
    """The bodies in which the person is secretariat or chair today, and pledged for: those of ``runs_body``."""
    signed = signed_series(user)
    bodies = {seat.body for seat in seats_of(user) if seat.runs and seat.body.pledge_series in signed}
    return sorted(bodies, key=lambda body: body.name)


def seated_under(user: User) -> set[UUID]:
    """Everybody who sits today in a body that the person runs."""
    bodies = bodies_run_by(user)
    return set(seats_in_force().filter(body__in=bodies).values_list("user_id", flat=True)) if bodies else set()


def runners_over(person: User) -> list[User]:
    """Everybody with a seat that runs a body in which ``person`` sits or will sit."""
    bodies = lasting_seats().filter(user=person).values("body")
    rows = seats_in_force().filter(RUNS, body__in=bodies, user__is_active=True).select_related("user")
    return [row.user for row in rows]


def runs_body_of(actor: User, person: User) -> bool:
    """Whether ``person`` sits, or will sit, in a body that ``actor`` runs today."""
    return lasting_seats().filter(user=person, body__in=bodies_run_by(actor)).exists()


def run_all_bodies_of(actors: Iterable[User], person: User) -> bool:
    """Whether these people together run every body in which ``person`` sits or will sit.

    One seat more can be given to anybody by whoever runs a body: it must not make them answer for the others.
    """
    run = {body.pk for actor in actors for body in bodies_run_by(actor)}
    return not lasting_seats().filter(user=person).exclude(body__in=run).exists()


def runs_any_body(user: User) -> bool:
    """Whether ``bodies_run_by`` names any; one query, for the menu of every page: its words are kept for the day."""
    return bool(_any_run(today()).about(user.pk))


@lru_cache(maxsize=2)
def _any_run(on: date) -> KeptRows:
    pledged = signatures_in_force(on).filter(user=ANYBODY).values("text__series")
    seats = _seats_on(on).filter(RUNS, user=ANYBODY, body__pledge_series__in=pledged).order_by()
    return KeptRows(seats.values_list(Value(1))[:1])


def seats_in(body: Body) -> list[Appointment]:
    """Everybody appointed today, the chair first, then the secretariat, then by name."""
    order = Appointment.Role.values
    seats = seats_in_force().filter(body=body).select_related("user")
    return sorted(seats, key=lambda seat: (order.index(seat.role), seat.user.full_name))


def roles_on(body: Body, day: date) -> dict[UUID, Appointment.Role]:
    """As what the body's people sat in it on a day, also those who left in the course of it or since."""
    seats = Appointment.objects.filter(body=body, starts_on__lte=day, ends_on__gte=day)
    seats = seats.order_by(F("ended_at").asc(nulls_last=True))  # the one that stands, last: it counts
    return {seat.user_id: Appointment.Role(seat.counts_as) for seat in seats}


def own_people(body: Body) -> list[User]:
    """Everybody with a seat of their own today: no guests."""
    return [seat.user for seat in seats_in(body) if not seat.is_guest]


def members_of(body: Body) -> list[User]:
    """Everybody who may be summoned: appointed today, secretariat excepted."""
    return [seat.user for seat in seats_in(body) if seat.role != Appointment.Role.SECRETARIAT]


def needs_on(day: date) -> QuerySet[Appointment]:
    """Of whom the bodies ask for which pledge on a day: rows with ``user_id``, ``series`` and ``kind``."""
    kinds = (  # those of ``membership_kind``
        When(role=Appointment.Role.SECRETARIAT, then=Kind.OFFICE),
        When(contractor=True, then=Kind.CONTRACTOR),
        When(role__in=GUESTS, then=Kind.GUEST),
    )
    return _seats_on(day).annotate(series=F("body__pledge_series"), kind=Case(*kinds, default=Kind.MEMBER))


def running_of(series: str) -> Running:
    """The bodies that ask for a series, and who runs which of them today, agreed to and pledged; two queries.

    The text binds, and can shut out, the people of each. A body in which nobody sits counts for nothing.
    """
    bodies = lasting_seats().filter(body__pledge_series=series).order_by().values_list("body_id", flat=True)
    pledged = signatures_in_force().filter(text__series=series).values("user")
    seats = seats_in_force().filter(RUNS, body__pledge_series=series, user__in=pledged, user__is_active=True)
    by: dict[UUID, frozenset[UUID]] = {}
    for user_id, body_id in seats.order_by().values_list("user_id", "body_id"):
        by[user_id] = by.get(user_id, frozenset()) | {body_id}
    return Running(frozenset(bodies), by)


def get_lasting_seat(body: Body, pk: UUID | str) -> Appointment:
    """A seat of the body that counts today or will, or 404. The reader runs the body: ``get_body_to_run`` was asked."""
    seat = lasting_seats().select_related("user").filter(body=body, pk=pk).first()
    if seat is None:
        raise Http404
    return seat

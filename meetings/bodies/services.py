"""Registering bodies, appointing and inviting people, and what becomes of a seat."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.bodies.access import is_seated, lasting_seats, runs_body, seats_in_force, today
from meetings.bodies.models import RUNNING, RUNS, Appointment, Body, SeatChange
from meetings.bodies.signals import person_invited, running_asked, seat_ended
from meetings.bodies.terms import a_year_after
from portal.accounts.helping import is_for_the_host
from portal.accounts.models import User
from portal.accounts.services import SetupCode, Way, open_invitation
from portal.accounts.signals import access_ended
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.organisations.services import affiliate, register_organisation
from portal.pledge.access import signers


class AlreadySeated(Exception):
    """The person holds a seat in this body already."""


class TermTooLong(Exception):
    """Advisers, observers and proxies are invited for a year at most."""


class NoSuchSeat(Exception):
    """A proxy stands in for a member's seat in the same body; nobody else has one to stand in for."""


class NotLonger(Exception):
    """A term is made longer by a later day. Shorter is ending it early, which asks for a reason."""


class OwnTerm(Exception):
    """Who runs a body does so for the term to which a second person agreed; only another one makes it longer."""


class NotEarlier(Exception):
    """A seat ends early on a day from today on and before its last one."""


class LastOne(Exception):
    """Nobody else could run the body then."""


class SeatOver(Exception):
    """The term has ended; a person who comes again gets a new seat."""


@dataclass(frozen=True)
class Newcomer:
    """Who is invited to a body."""

    email: str
    family_name: str
    given_name: str
    organisation: str
    post: str
    role: str
    starts_on: date
    ends_on: date
    contractor: bool = False
    stands_for: Appointment | None = None


@transaction.atomic
def found_body(*, actor: Setup, name: str, kind: str, pledge_series: str) -> Body:
    """Register a standing body; only in the setting up of a city."""
    body = Body.objects.create(name=name, kind=kind, pledge_series=pledge_series)
    record(actor=actor, verb="body.founded", target=body)
    return body


@transaction.atomic
def appoint(
    *,
    actor: User | Setup,
    body: Body,
    user: User,
    role: str,
    starts_on: date,
    ends_on: date,
    contractor: bool = False,
    stands_for: Appointment | None = None,
) -> Appointment:
    """Give the person a seat for a term. Only the setting up of a city, or who runs the body.

    A chair or secretariat whom a person appoints runs the body once a second one agreed (``seats.agree_to_run``).
    Raises ``AlreadySeated`` where the terms of two seats of one person in this body would overlap,
    ``TermTooLong`` and ``NoSuchSeat``.
    """
    if not isinstance(actor, Setup) and not runs_body(actor, body):
        raise PermissionDenied
    Body.objects.select_for_update().get(pk=body.pk)  # two at once: the second sees the first one's seat
    _refuse_overlap(body, user, starts_on, ends_on)
    seat = Appointment(
        body=body,
        user=user,
        role=role,
        contractor=contractor,
        stands_for=stands_for,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check_role(seat, starts_on)
    if isinstance(actor, Setup):
        seat.agreed_at = timezone.now() if role in RUNNING else None
    else:
        seat.given_by = actor
    seat.save(force_insert=True)
    record(actor=actor, verb="person.appointed", target=seat, detail=_as_what(seat))
    if seat.waits:
        running_asked.send(sender=Appointment, seat=seat, actor=actor)
    return seat


def _refuse_overlap(body: Body, user: User, start: date, end: date, *, but: Appointment | None = None) -> None:
    others = Appointment.objects.filter(body=body, user=user, starts_on__lte=end, ends_on__gte=start, ended_at=None)
    if any(other != but for other in others):
        raise AlreadySeated


def _check_role(seat: Appointment, since: date) -> None:
    """What holds of guests: a year from ``since`` at most; a proxy, and nobody else, stands in for a member's seat."""
    if seat.is_guest and seat.ends_on >= a_year_after(since):
        raise TermTooLong
    of = seat.stands_for
    if (seat.role == Appointment.Role.PROXY) is (of is None):
        raise NoSuchSeat
    if of is not None and (
        of.is_guest or of.user_id == seat.user_id or of not in lasting_seats().filter(body=seat.body)
    ):
        raise NoSuchSeat


@transaction.atomic
def extend_term(*, actor: User, seat: Appointment, ends_on: date) -> None:
    """Let the person stay longer. Only who runs the body.

    Raises ``SeatOver``, ``OwnTerm`` for the reader's own seat where it runs the body, ``NotLonger``, ``TermTooLong`` (a guest's new day is a year from today at most) and
    ``AlreadySeated`` where it would reach into the person's next term.
    """
    seat = _lock_to_change(actor, seat)
    if seat.runs and seat.user_id == actor.pk:
        raise OwnTerm
    before = seat.ends_on
    if ends_on <= before:
        raise NotLonger
    _refuse_overlap(seat.body, seat.user, seat.starts_on, ends_on, but=seat)
    seat.ends_on = ends_on
    _check_role(seat, max(seat.starts_on, today()))
    seat.save(update_fields=["ends_on"])
    _note(actor, seat, SeatChange.What.EXTENDED, before.isoformat(), ends_on.isoformat(), verb="seat.extended")


@transaction.atomic
def end_seat(*, actor: User, seat: Appointment, reason: str, last_day: date) -> None:
    """End a term early; ``last_day`` today means now: pages and sockets close at once. Only who runs the body.

    Who stands in for this seat goes with it. The seat, its pledge and all that was signed stay in the record.
    Raises ``SeatOver``, ``NotEarlier``, and ``LastOne`` where nobody else could run the body.
    """
    seat = _lock_to_change(actor, seat)
    if last_day < today() or last_day > seat.ends_on or today() != last_day == seat.ends_on:
        raise NotEarlier
    keep_somebody_running(seat, last_day)
    before = seat.ends_on
    if last_day == today() or last_day < seat.starts_on:
        seat.ended_at = timezone.now()
    seat.ends_on = max(seat.starts_on, last_day)
    seat.save(update_fields=["ends_on", "ended_at"])
    why = SeatChange.Reason(reason)
    _note(actor, seat, SeatChange.What.ENDED, before.isoformat(), last_day.isoformat(), why, verb="seat.ended")
    seat_ended.send(sender=Appointment, seat=seat, actor=actor)
    transaction.on_commit(lambda: access_ended.send(sender=Appointment, user=seat.user))
    for proxy in lasting_seats().filter(stands_for=seat, ends_on__gt=last_day):
        end_seat(actor=actor, seat=proxy, reason=reason, last_day=last_day)


@transaction.atomic
def change_role(*, actor: User, seat: Appointment, role: str, contractor: bool, of: Appointment | None = None) -> None:
    """Let the person take part as something else from now on. Only who runs the body.

    ``of``: the seat for which a proxy stands in. Whoever is made chair or secretariat so runs the body once a second
    person agreed, also who was the other of the two. Raises ``SeatOver``, ``TermTooLong`` (shorten the term first),
    ``NoSuchSeat``, and ``LastOne`` where nobody else could run the body.
    """
    seat = _lock_to_change(actor, seat)
    asked = role != seat.role
    if asked:
        keep_somebody_running(seat, today())
        seat.given_by, seat.agreed_by, seat.agreed_at = actor, None, None
    before = _as_what(seat)
    seat.role, seat.contractor, seat.stands_for = Appointment.Role(role), contractor, of
    _check_role(seat, max(seat.starts_on, today()))
    seat.save(update_fields=["role", "contractor", "stands_for", "given_by", "agreed_by", "agreed_at"])
    _note(actor, seat, SeatChange.What.CHANGED, before, _as_what(seat), verb="seat.changed")
    if asked and seat.waits:
        running_asked.send(sender=Appointment, seat=seat, actor=actor)
    transaction.on_commit(lambda: access_ended.send(sender=Appointment, user=seat.user))


def keep_somebody_running(seat: Appointment, last_day: date) -> None:
    """Raises ``LastOne`` where, after that day, nobody else could run the body: seated, pledged, able to log in."""
    if not seat.runs or not seats_in_force().filter(pk=seat.pk).exists():
        return
    others = (
        seats_in_force()
        .filter(RUNS, body=seat.body, ends_on__gt=last_day, user__is_active=True)
        .exclude(user=seat.user)
    )
    people = [other.user for other in others.select_related("user") if other.user.has_usable_password()]
    if not signers(people, seat.body.pledge_series):
        raise LastOne


def _lock_to_change(actor: User, seat: Appointment) -> Appointment:
    if not runs_body(actor, seat.body):
        raise PermissionDenied
    Body.objects.select_for_update().get(pk=seat.body_id)  # two at once: the second counts who is left
    lasting = lasting_seats().select_related("body", "user").filter(pk=seat.pk).first()
    if lasting is None:
        raise SeatOver
    return lasting


def _as_what(seat: Appointment) -> str:
    return f"{seat.role}+contractor" if seat.contractor else seat.role


def _note(actor: User, seat: Appointment, what: str, before: str, after: str, reason: str = "", *, verb: str) -> None:
    """Keep the change beside the seat, and in the record of acts."""
    SeatChange.objects.create(seat=seat, what=what, before=before, after=after, reason=reason, changed_by=actor)
    record(actor=actor, verb=verb, target=seat, detail=f"{before}>{after}", why=reason)


@transaction.atomic
def invite(*, actor: User, body: Body, newcomer: Newcomer, code: SetupCode | None = None) -> Way | None:
    """Invite a person to the body: account, seat, a mail with the link; the code goes by another channel.

    Answers the way in (its code is shown once to the secretariat), or None for a person who only got the seat: they
    can log in already, or only the host may invite them. ``code``: made beforehand. Raises ``AlreadySeated``.
    """
    if not runs_body(actor, body):
        raise PermissionDenied
    address = newcomer.email.lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, last_name=newcomer.family_name, first_name=newcomer.given_name)
        agency = register_organisation(actor=actor, name=newcomer.organisation)
        affiliate(actor=actor, user=user, organisation=agency, post=newcomer.post)
    appoint(
        actor=actor,
        body=body,
        user=user,
        role=newcomer.role,
        starts_on=newcomer.starts_on,
        ends_on=newcomer.ends_on,
        contractor=newcomer.contractor,
        stands_for=newcomer.stands_for,
    )
    if user.has_usable_password() or is_for_the_host(user):
        return None
    return send_invitation(actor=actor, body=body, user=user, code=code)


@transaction.atomic
def send_invitation(*, actor: User, body: Body, user: User, code: SetupCode | None = None) -> Way:
    """Mail the link (again); earlier links close. Its new code is shown once to the secretariat.

    Raises ``AlreadyJoined`` for a person who can log in, and ``ForTheHost`` of accounts.
    """
    if not runs_body(actor, body) or not is_seated(user, body):
        raise PermissionDenied
    way = open_invitation(actor=actor, user=user, code=code)
    person_invited.send(sender=Body, user=user, token=way.token, expires_at=way.invitation.expires_at)
    return way

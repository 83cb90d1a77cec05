"""What may be done for the person on a seat by who runs the body: agreeing that they run it too, another place of work,
another address, a stop.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.bodies.access import lasting_seats, runs_body, today
from meetings.bodies.models import RUNNING, Appointment, Body, SeatChange
from meetings.bodies.services import SeatOver, keep_somebody_running, send_invitation
from meetings.invites.services import send_elsewhere
from meetings.seats.access import has_come_in, may_agree
from meetings.seats.reasons import StopReason
from portal.accounts import services as accounts
from portal.accounts.helping import answer_for
from portal.accounts.models import User
from portal.accounts.services import Way
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.mfa.step_up import Factor
from portal.organisations.services import affiliate, register_organisation

AGREEING = "seat.agree"  # the act for which the factor is shown


class NotIn(Exception):
    """The person has not come in yet: until then their mailbox could still be exchanged."""


@transaction.atomic
def agree_to_run(*, actor: User, seat: Appointment, factor: Factor) -> None:
    """The second one of those who run the body vouches for the person: from now on the seat runs it too.

    Neither the person nor who gave the seat: one alone would otherwise make up the second person for everything that
    takes two (a new device, an emergency reading, letting back into an item). Raises ``SeatOver``.
    """
    seat = _lock(seat)
    if not factor.proves(actor, AGREEING, str(seat.pk)) or not may_agree(actor, seat):
        raise PermissionDenied
    seat.agreed_by, seat.agreed_at = actor, timezone.now()
    seat.save(update_fields=["agreed_by", "agreed_at"])
    change, role = SeatChange.What.AGREED, seat.role
    SeatChange.objects.create(seat=seat, what=change, before=role, after=role, changed_by=actor)
    record(actor=actor, verb="seat.agreed", target=seat, detail=f"{role} {factor.label}")


@transaction.atomic
def agree_from_host(*, actor: Setup, seat: Appointment) -> None:
    """Where nobody else runs the body: whoever keeps the host agrees in the second one's place, and it is recorded so.

    Raises ``SeatOver``, and ``NotIn`` for who has no password and app yet.
    """
    seat = _lock(seat)
    if not seat.waits:
        raise PermissionDenied
    if not has_come_in(seat.user):
        raise NotIn
    seat.agreed_at = timezone.now()
    seat.save(update_fields=["agreed_at"])
    SeatChange.objects.create(seat=seat, what=SeatChange.What.AGREED, before=seat.role, after=seat.role)
    record(actor=actor, verb="seat.agreed_from_host", target=seat, detail=seat.role)


def _lock(seat: Appointment) -> Appointment:
    Body.objects.select_for_update().get(pk=seat.body_id)  # as every change of a seat: what is agreed to stands still
    found = lasting_seats().select_related("body", "user").filter(pk=seat.pk).first()
    if found is None:
        raise SeatOver
    return found


@transaction.atomic
def move_person(*, actor: User, seat: Appointment, organisation: str, post: str) -> None:
    """The person works elsewhere from today; the earlier place stays in the record. Raises ``SeatOver``.

    It is read in all bodies: only who runs all of them says so.
    """
    _ask(actor, seat)
    if not answer_for([actor], seat.user):
        raise PermissionDenied
    agency = register_organisation(actor=actor, name=organisation)
    affiliate(actor=actor, user=seat.user, organisation=agency, post=post)


def invite_to(*, actor: User, seat: Appointment, email: str) -> Way:
    """Invite somebody who never joined to the address that is right.

    Whoever holds that mailbox is known to ``actor`` only: a second person has to agree before they run a body.
    Raises ``SeatOver``, and ``AlreadyJoined`` and ``AddressTaken`` of accounts; the last tells who has an account, so
    that it was told is recorded.
    """
    try:
        return _invite_to(actor, seat, email)
    except accounts.AddressTaken:
        accounts.note_address_taken(actor=actor, user=seat.user)  # what was begun is undone, this stays
        raise


@transaction.atomic
def _invite_to(actor: User, seat: Appointment, email: str) -> Way:
    _ask(actor, seat)
    before = seat.user.email
    accounts.correct_address(actor=actor, user=seat.user, email=email)
    running = lasting_seats().filter(user=seat.user, role__in=RUNNING)
    running.update(given_by=actor, agreed_by=None, agreed_at=None)
    seat.user.refresh_from_db()
    send_elsewhere(actor=actor, user=seat.user, before=before, now=seat.user.email)  # the wrong one gets no more news
    return send_invitation(actor=actor, body=seat.body, user=seat.user)


@transaction.atomic
def withdraw_invitation(*, actor: User, seat: Appointment) -> int:
    """The link that was mailed leads nowhere any more; answers how many were open. Raises ``SeatOver``."""
    _ask(actor, seat)
    return accounts.withdraw_invitation(actor=actor, user=seat.user)


@transaction.atomic
def suspend(*, actor: User, seat: Appointment, reason: str) -> None:
    """Stop the person's account at once, in all bodies.

    Raises ``SeatOver``, ``LastOne`` where nobody else runs one, and ``ForTheHost`` of accounts.
    """
    _ask(actor, seat)
    seats = lasting_seats().filter(user=seat.user)
    # as every change of a seat, and always in one order: two who stop each other meet here, and the second counts
    list(Body.objects.select_for_update().filter(pk__in=seats.values("body")).order_by("pk"))
    for each in seats.select_related("body", "user"):
        keep_somebody_running(each, today())
    accounts.suspend(actor=actor, user=seat.user, why=StopReason(reason), stopped_in=seat.body_id)


@transaction.atomic
def restore(*, actor: User, seat: Appointment) -> None:
    """The account works again. Raises ``SeatOver``."""
    _ask(actor, seat)
    accounts.restore(actor=actor, user=seat.user)


def _ask(actor: User, seat: Appointment) -> None:
    if not runs_body(actor, seat.body):
        raise PermissionDenied
    if not lasting_seats().filter(pk=seat.pk).exists():
        raise SeatOver

"""What may be done for the person on a seat by who runs the body: another place of work, another address, a stop."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from meetings.bodies.access import lasting_seats, runs_body, today
from meetings.bodies.models import Appointment
from meetings.bodies.services import SeatOver, keep_somebody_running, send_invitation
from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.accounts.services import Way
from portal.organisations.services import affiliate, register_organisation


class StopReason(models.TextChoices):
    """Why an account is stopped; the code stands in the record."""

    LOST = "lost", _("A device or paper was lost or stolen")
    AWAY = "away", _("Is away for a long time")
    CONCERN = "concern", _("Somebody else may be using the account")


@transaction.atomic
def move_person(*, actor: User, seat: Appointment, organisation: str, post: str) -> None:
    """The person works elsewhere from today; the earlier place stays in the record. Raises ``SeatOver``."""
    _ask(actor, seat)
    agency = register_organisation(actor=actor, name=organisation)
    affiliate(actor=actor, user=seat.user, organisation=agency, post=post)


@transaction.atomic
def invite_to(*, actor: User, seat: Appointment, email: str) -> Way:
    """Invite somebody who never joined to the address that is right.

    Raises ``SeatOver``, and ``AlreadyJoined`` and ``AddressTaken`` of accounts.
    """
    _ask(actor, seat)
    accounts.correct_address(actor=actor, user=seat.user, email=email)
    seat.user.refresh_from_db()
    return send_invitation(actor=actor, body=seat.body, user=seat.user)


@transaction.atomic
def withdraw_invitation(*, actor: User, seat: Appointment) -> int:
    """The link that was mailed leads nowhere any more; answers how many were open. Raises ``SeatOver``."""
    _ask(actor, seat)
    return accounts.withdraw_invitation(actor=actor, user=seat.user)


@transaction.atomic
def suspend(*, actor: User, seat: Appointment, reason: str) -> None:
    """Stop the person's account at once, in all bodies. Raises ``SeatOver``, and ``LastOne`` where nobody else runs one."""
    _ask(actor, seat)
    for each in lasting_seats().filter(user=seat.user).select_related("body", "user"):
        keep_somebody_running(each, today())
    accounts.suspend(actor=actor, user=seat.user, why=StopReason(reason))


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

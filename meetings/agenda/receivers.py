"""What follows when somebody leaves a body: the meetings to come leave their calendar."""

from typing import Any

from django.dispatch import receiver

from meetings.agenda.services import uninvite_departed
from meetings.bodies.models import Appointment
from meetings.bodies.signals import seat_ended
from portal.accounts.models import User


@receiver(seat_ended, dispatch_uid="agenda.uninvite_departed")
def take_back_invitations(sender: Any, *, seat: Appointment, actor: User, **_rest: Any) -> None:
    """In the transaction that ended the seat, with a mail for each meeting."""
    uninvite_departed(actor=actor, seat=seat)

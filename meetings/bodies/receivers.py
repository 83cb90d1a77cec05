"""What follows when a seat is ended early: a letter, once the person holds none any more."""

from typing import Any

from django.dispatch import receiver

from meetings.bodies.access import today
from meetings.bodies.models import Appointment
from meetings.bodies.signals import seat_ended
from portal.reminders.services import remind_of_lasting_duty


@receiver(seat_ended, dispatch_uid="bodies.lasting_duty")
def say_that_the_duty_goes_on(sender: Any, *, seat: Appointment, **_rest: Any) -> None:
    """In the transaction that ended the seat; a term that ends by its date is found by the chore."""
    remind_of_lasting_duty(today(), only=seat.user)

"""What follows when somebody is to run a body: a neutral mail to those who could agree."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_noop

from meetings.bodies.models import Appointment
from meetings.bodies.signals import running_asked
from meetings.seats.access import others_who_could_agree
from portal.outbox.letters import post_letter


@receiver(running_asked, dispatch_uid="seats.running_asked")
def tell_who_could_agree(sender: Any, *, seat: Appointment, **_rest: Any) -> None:
    """In the transaction that gave the seat; who is meant stands behind the login."""
    for person in others_who_could_agree(seat):
        post_letter(
            name=person.full_name,
            address=person.email,
            kind="running_asked",
            subject=gettext_noop("Your agreement is asked for"),
            template="meetings/seats/running_asked.txt",
            words={"url": settings.BASE_URL + reverse("home")},
        )

"""What follows when minutes go round: a neutral mail to each who is asked to confirm."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_noop

from meetings.agenda.models import Item
from meetings.agenda.signals import person_recused
from meetings.bodies.models import Appointment
from meetings.bodies.signals import seat_ended
from meetings.schedule.models import Meeting
from minutes.signoff.access import perhaps_complete, signers_of
from minutes.signoff.services import complete
from minutes.signoff.signals import minutes_circulated
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.outbox.letters import post_letter


@receiver(minutes_circulated)
def ask_signers(sender: Any, *, meeting: Meeting, versions: list[Version], **_rest: Any) -> None:
    """One mail a person, however many items; rendered in the transaction that froze them."""
    listed = [signer for each in signers_of(versions).values() for signer in each]
    asked = {signer.user.pk: signer.user for signer in listed if signer.asked}
    for user in asked.values():
        _post(user, meeting, versions[0])


@receiver(person_recused, dispatch_uid="signoff.complete")
def ask_no_more(sender: Any, *, item: Item, **_rest: Any) -> None:
    """Who is recused is asked no more: perhaps nobody else is missing."""
    complete(item=item)


@receiver(seat_ended, dispatch_uid="signoff.complete_without")
def wait_for_them_no_more(sender: Any, *, seat: Appointment, **_rest: Any) -> None:
    """Who left the body can confirm nothing any more: perhaps nobody else is missing."""
    for item in perhaps_complete(seat.user):
        complete(item=item)


def _post(user: User, meeting: Meeting, version: Version) -> None:
    post_letter(
        name=user.full_name,
        address=user.email,
        kind="minutes",
        subject=gettext_noop("Please confirm the minutes (no. %(number)s)"),
        template="minutes/signoff/mail.txt",
        words={
            "person": user,
            "number": meeting.notice_number,
            "sign_by": version.sign_by,
            "url": settings.BASE_URL + reverse("signoff:minutes", args=[meeting.pk]),
        },
    )

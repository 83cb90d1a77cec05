"""What follows when a meeting is called, moved or called off, or a person is invited: mail."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from meetings.bodies.signals import person_invited
from meetings.invites.services import (
    forget_it_was_off,
    invite_guests,
    send_elsewhere,
    tell_cancelled,
    tell_change,
    welcome,
)
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from meetings.schedule.signals import meeting_called, meeting_cancelled, meeting_moved, meeting_reinstated
from portal.accounts.models import User
from portal.addresses.signals import address_changed


@receiver([meeting_called, meeting_reinstated])
def invite_everybody(sender: Any, *, meeting: Meeting, actor: User, guests: list[User], **_rest: Any) -> None:
    """Every guest gets an invitation, rendered in the transaction that called the meeting."""
    invite_guests(actor=actor, meeting=meeting, guests=guests)


@receiver(meeting_reinstated)
def forget_calling_off(sender: Any, *, meeting: Meeting, **_rest: Any) -> None:
    """Who was told that it is off has been invited anew: the next calling off counts for itself."""
    forget_it_was_off(meeting=meeting)


@receiver(meeting_moved)
def tell_everybody(sender: Any, *, meeting: Meeting, actor: User, before: Occasion, **_rest: Any) -> None:
    """Everybody invited gets the new version, rendered in the transaction that changed the meeting."""
    tell_change(actor=actor, meeting=meeting, before=before)


@receiver(meeting_cancelled)
def tell_it_is_off(sender: Any, *, meeting: Meeting, **_rest: Any) -> None:
    """Everybody invited is told, in the transaction that called the meeting off."""
    tell_cancelled(meeting=meeting)


@receiver(person_invited)
def send_welcome(sender: Any, *, user: User, token: str, expires_at: datetime, **_rest: Any) -> None:
    """The newcomer gets the link."""
    welcome(user=user, token=token, expires_at=expires_at)


@receiver(address_changed)
def follow(sender: Any, *, user: User, before: str, now: str, **_rest: Any) -> None:
    """What is still to come goes to the new address."""
    send_elsewhere(user=user, before=before, now=now)

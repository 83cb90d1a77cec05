"""What follows when a text closes doors: a letter to whom it concerns."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from portal.pledge.signals import text_closed_doors
from portal.reminders.services import ask_to_sign_again


@receiver(text_closed_doors, dispatch_uid="reminders.ask_again")
def ask_again(sender: Any, **_rest: Any) -> None:
    """In the transaction that published the text."""
    ask_to_sign_again(timezone.localdate())

"""What follows from passwords, right and wrong: a line in the record."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.services import note_refusal
from portal.audit.services import record


@receiver(user_logged_in)
def a_password_was_right(sender: Any, *, user: User, **_rest: Any) -> None:
    """The second factor is asked next."""
    record(actor=user, verb="person.logged_in", target=user)


@receiver(user_login_failed)
def a_password_was_wrong(
    sender: Any, *, credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any
) -> None:
    """Recorded as long as passwords are looked at: who goes on trying cannot fill the record."""
    if not getattr(request, "axes_locked_out", False):
        note_refusal(email=credentials.get("username", ""), stopped=False)


@receiver(user_locked_out)
def the_door_was_stopped(sender: Any, *, request: HttpRequest, username: str, **_rest: Any) -> None:
    """Recorded once, by the try that did it."""
    if getattr(request, "axes_failures_since_start", None):
        note_refusal(email=username, stopped=True)

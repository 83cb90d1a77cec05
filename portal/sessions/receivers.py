"""Somebody logged in: remember from where, so that they recognise it in the list of their logins."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from portal.audit.origin import current
from portal.sessions.store import ADDRESS, BROWSER


@receiver(user_logged_in, dispatch_uid="sessions.remember")
def remember(sender: Any, *, request: HttpRequest, **news: Any) -> None:
    """Keep address and browser of the login."""
    request.session[ADDRESS] = current().address or None
    request.session[BROWSER] = request.headers.get("User-Agent", "")

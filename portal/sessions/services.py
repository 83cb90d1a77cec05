"""Ending logins: what was open there is refused at the next request, and its sockets close at once."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.audit.services import record
from portal.audit.setup import Setup
from portal.sessions.models import LoginSession, stored_key
from portal.sessions.signals import access_ended


@transaction.atomic
def end_session(*, actor: AbstractBaseUser, login: LoginSession) -> None:
    """Log oneself out of another browser, from afar. Only one's own."""
    if login.user_id != actor.pk:
        raise PermissionDenied
    user = login.user
    LoginSession.objects.filter(pk=login.pk).delete()
    record(actor=actor, verb="session.ended", target=user)
    transaction.on_commit(lambda: access_ended.send(sender=LoginSession, user=user))


@transaction.atomic
def end_sessions(*, actor: AbstractBaseUser | Setup, user: AbstractBaseUser, but: str | None = None) -> int:
    """Log a person out of every browser, and say how many those were.

    ``but`` is the session key of the login that stays: the one in which they changed their own
    password or factor. Open sockets ask again in any case: what opened them may have changed.
    """
    rows = LoginSession.objects.filter(user_id=user.pk)
    ended, _by_kind = (rows.exclude(pk=stored_key(but)) if but else rows).delete()
    record(actor=actor, verb="session.all_ended", target=user, detail=str(ended))
    transaction.on_commit(lambda: access_ended.send(sender=LoginSession, user=user))
    return ended

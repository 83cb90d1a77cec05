"""Whose login a session is, and which logins are one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.sessions.browsers import described
from portal.sessions.models import LoginSession, stored_key
from portal.sessions.store import SessionStore


def person_of(session: SessionStore) -> Any | None:
    """The person who logged in, if their account is open and their password still that of the login.

    Asks nothing beyond the row itself. Old SECRET_KEYs hold as long as they are listed as fallbacks.
    """
    wanted = session.get(SESSION_KEY)  # reads the row
    user = session.row.user if session.row is not None else None
    if user is None or str(user.pk) != wanted or not user.is_active:
        return None
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    held = session.get(HASH_SESSION_KEY, "")
    return user if any(constant_time_compare(held, each) for each in hashes) else None


@dataclass(frozen=True)
class Login:
    """One line of the list: the login, its browser in words, and whether it is this very one."""

    row: LoginSession
    browser: str
    system: str
    here: bool


def my_logins(user: AbstractBaseUser, session_key: str | None) -> list[Login]:
    """The person's logins in progress: this one, then the one seen last; one query."""
    now, here = timezone.now(), stored_key(session_key or "")
    rows = LoginSession.objects.in_progress(now).filter(user_id=user.pk)
    return sorted(
        (Login(row, *described(row.browser), here=row.session_key == here) for row in rows),
        key=lambda each: not each.here,
    )


def first_end(session_keys: Iterable[str]) -> datetime | None:
    """When the first of these logins is over if nothing more comes from it; one query."""
    rows = LoginSession.objects.filter(pk__in=[stored_key(key) for key in session_keys])
    return min((min(row.last_seen_at + row.idle_limit, row.expire_date) for row in rows), default=None)


def get_my_login(user: AbstractBaseUser, number: UUID) -> LoginSession:
    """One of the person's own logins; anything else is 404."""
    row = LoginSession.objects.filter(user_id=user.pk, number=number).first()
    if row is None:
        raise Http404
    return row

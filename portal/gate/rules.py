"""The question the gate asks: what has this visitor shown? Read from the database each time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device

from portal.accounts.models import User
from portal.gate.levels import Level
from portal.pledge.access import has_pledge_in_force


@dataclass(frozen=True)
class Visitor:
    """A logged-in person behind one session; what sockets keep."""

    user_id: UUID
    session_key: str


def level_of_user(user: Any) -> Level:
    """What the person of an HTTP request has shown."""
    if not user.is_authenticated or not user.is_active:
        return Level.PUBLIC
    if not user.is_verified():
        return Level.PASSWORD
    return Level.PLEDGED if has_pledge_in_force(user) else Level.VERIFIED


def visitor_of(session_key: str | None) -> Visitor | None:
    """The visitor of a session who has passed every level; None for anybody else."""
    user = _entered(session_key)
    return Visitor(user.pk, session_key) if user is not None and session_key else None


def still_inside(visitor: Visitor) -> User | None:
    """The person, if everything that let them in still holds; sockets ask again and again."""
    user = _entered(visitor.session_key)
    return user if user is not None and user.pk == visitor.user_id else None


def _entered(session_key: str | None) -> User | None:
    """Session row → active person → session hash → verified device → pledge."""
    if not session_key:
        return None
    session = SessionStore(session_key).load()
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = User.objects.filter(pk=session.get(SESSION_KEY) or "", is_active=True).first()
    if user is None or not _session_hash_holds(user, session):
        return None
    device = Device.from_persistent_id(session.get(DEVICE_ID_SESSION_KEY, "") or "")
    if device is None or not device.confirmed or device.user_id != user.pk:
        return None
    return user if has_pledge_in_force(user) else None


def _session_hash_holds(user: User, session: dict[str, Any]) -> bool:
    stored = session.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(stored, each) for each in hashes)

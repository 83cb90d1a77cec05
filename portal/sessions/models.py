"""The list of logins in progress; a copy of it opens no door."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    Manager = BaseSessionManager["LoginSession"]
else:
    Manager = BaseSessionManager

Over = Literal["", "idle", "old"]


def stored_key(session_key: str) -> str:
    """What the table keeps of a cookie's key: its SHA-256, so that who reads the table cannot log in by it.

    The key has 165 random bits, so a plain digest is enough (security.md, note on row 20).
    """
    return hashlib.sha256(session_key.encode()).hexdigest()


class Logins(Manager):
    """The table of logins."""

    def in_progress(self, now: datetime) -> models.QuerySet[LoginSession]:
        """Those not over at ``now``; the same rule as ``LoginSession.over``."""
        seen = {shared: Q(shared_pc=shared, last_seen_at__gt=now - limit(shared_pc=shared)) for shared in (False, True)}
        return self.filter(Q(user=None) | seen[False] | seen[True], expire_date__gt=now)


def limit(*, shared_pc: bool) -> timedelta:
    """How long nothing may come from a browser."""
    return timedelta(minutes=settings.IDLE_MINUTES_SHARED if shared_pc else settings.IDLE_MINUTES)


class LoginSession(AbstractBaseSession):
    """One browser's login; ``session_key`` is the digest of its cookie's key."""

    session_key = models.CharField(max_length=64, primary_key=True)
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # names it in addresses
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    shared_pc = models.BooleanField(default=False)
    device = models.CharField(max_length=120, blank=True)  # the name of the second factor that was shown
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Logins] = Logins()

    class Meta:
        ordering = ("-last_seen_at",)

    @property
    def idle_limit(self) -> timedelta:
        """How long nothing may come from this browser."""
        return limit(shared_pc=self.shared_pc)

    def over(self, now: datetime) -> Over:
        """Why the login opens nothing any more at ``now``, if it is over."""
        if now >= self.expire_date:
            return "old"
        return "idle" if self.user_id is not None and now - self.last_seen_at >= self.idle_limit else ""

    def seconds_left(self, now: datetime) -> int:
        """Until it is over if nothing more comes."""
        return max(0, int((min(self.last_seen_at + self.idle_limit, self.expire_date) - now).total_seconds()))

"""Second factors on django-otp: sealed authenticator apps and hashed printed codes.

Stock ``otp_totp`` and ``otp_static`` keep their secrets in plain text and are not installed
(docs/decisions). Verify only through ``mfa.step_up`` and ``mfa.services``: they go by
``django_otp.verify_token``, the one path that locks the row and so consumes a code exactly once.
"""

import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.models import Device, DeviceManager, ThrottlingMixin
from django_otp.oath import TOTP
from django_otp_webauthn.models import AbstractWebAuthnCredential, WebAuthnCredentialManager, WebAuthnCredentialQuerySet
from webauthn.helpers import bytes_to_base64url

from portal.crypto.fields import EncryptedBytesField
from portal.mfa import clock
from portal.mfa.pace import wait_after

STEP_SECONDS = 30
DIGITS = 6
MAX_LOCK_FAILURES = 10  # of a sheet: 2^(n-1) seconds, about a quarter of an hour


class CappedThrottle(ThrottlingMixin):
    """django-otp's throttle grows to centuries; a stranger must not lock the owner out for days."""

    throttling_failure_count: int

    class Meta:
        abstract = True

    def get_throttle_factor(self) -> float:
        return 1

    def throttle_increment(self, commit: bool = True) -> None:
        super().throttle_increment(commit=False)
        self.throttling_failure_count = min(self.throttling_failure_count, MAX_LOCK_FAILURES)
        if commit:
            self.save()


class Tries(models.Model):
    """How often one person typed a wrong code, over all their apps: more apps do not give more guesses."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    failures = models.PositiveIntegerField(default=0)  # since the last right one
    last_failed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # when the person last got a mail about it

    def wait_left(self, now: datetime) -> timedelta:
        """How long the person must still wait; zero when they may try."""
        if self.last_failed_at is None:
            return timedelta(0)
        return max(self.last_failed_at + wait_after(self.failures) - now, timedelta(0))


class AppDevice(Device):
    """An authenticator app (認証アプリ): TOTP, RFC 6238, six digits, thirty seconds.

    It counts no tries by itself: ``Tries`` does, for all apps of a person together.
    """

    secret = EncryptedBytesField(bound_to="user_id")  # django-otp wants whole numbers as keys
    objects: ClassVar[DeviceManager] = DeviceManager()
    last_step = models.BigIntegerField(default=-1)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # names it in addresses
    stopped_at = models.DateTimeField(null=True, blank=True)  # lost, removed or replaced; kept, for seals name it

    @property
    def title(self) -> str:
        """What the owner calls it, or what it is."""
        return self.name or _("Authenticator app")

    def verify_token(self, token: str) -> bool:
        """Whether ``token`` is the code of this or the previous half minute, not used before."""
        step = self._matching_step(token)
        if step is None or self.stopped_at is not None:
            return False
        self.last_step = step
        self.last_used_at = timezone.now()
        self.save(update_fields=["last_step", "last_used_at"])
        return True

    def fits(self, token: str) -> bool:
        """Whether ``token`` is a right code of this app that nobody has used."""
        return self._matching_step(token) is not None

    def seen(self, token: str) -> bool:
        """Whether ``token`` was right but is used up; only for telling the owner so."""
        return self._step_of(token) is not None and self._matching_step(token) is None

    def _matching_step(self, token: str) -> int | None:
        step = self._step_of(token)
        return step if step is not None and step > self.last_step else None

    def _step_of(self, token: str) -> int | None:
        if len(token) != DIGITS or not token.isascii() or not token.isdigit():
            return None
        totp = TOTP(self.secret, step=STEP_SECONDS, digits=DIGITS)
        totp.time = clock.now()
        now = totp.t()
        for step in (now, now - 1):  # never the next one: ASVS 6.5.5
            code = TOTP(self.secret, step=STEP_SECONDS, digits=DIGITS)
            code.time = step * STEP_SECONDS
            if hmac.compare_digest(f"{code.token():0{DIGITS}d}", token):
                return step
        return None


class PasskeyManager(WebAuthnCredentialManager.from_queryset(WebAuthnCredentialQuerySet)):  # type: ignore[misc]
    """Finds the passkeys of a person."""

    def in_use_by(self, user: Any) -> Any:
        """Those that open something, the oldest first."""
        return self.filter(user=user, confirmed=True, stopped_at=None).order_by("created_at", "pk")


class Passkey(AbstractWebAuthnCredential):
    """A passkey (パスキー) or security key; only its public key lies here."""

    objects: ClassVar[PasskeyManager] = PasskeyManager()
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # names it in addresses
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractWebAuthnCredential.Meta):
        indexes = ()  # the hash is unique, so it has an index
        constraints = ()

    @property
    def title(self) -> str:
        """What the owner calls it, or what it is."""
        return self.name or _("Passkey")

    @property
    def descriptor(self) -> dict[str, Any]:
        """How the browser finds it again (WebAuthn §5.8.3)."""
        transports = {"transports": self.transports} if self.transports else {}
        return {"type": "public-key", "id": bytes_to_base64url(bytes(self.credential_id)), **transports}


class PasskeyChallenge(models.Model):
    """What a passkey is asked to sign, for one act on one thing; the row goes with the answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    challenge = models.CharField(max_length=120, unique=True)  # base64url
    act = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=128, blank=True)
    expires_at = models.DateTimeField()


@lru_cache(maxsize=1)
def _no_code() -> str:
    """The hash of a code that nobody has."""
    return make_password(secrets.token_hex(16), hasher="argon2code")


class PrintedCodes(CappedThrottle, Device):
    """The sheet of ten printed codes (印刷コード); a used one is kept, never deleted."""

    objects: ClassVar[DeviceManager] = DeviceManager()
    created_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def verify_token(self, token: str) -> bool:
        """Whether ``token`` ("3-ABCD-EFGH-JKLM-NPQR") is an unused code of this sheet."""
        allowed, _reason = self.verify_is_allowed()
        if not allowed or self.stopped_at is not None:
            return False
        index, _, word = token.partition("-")
        row = None
        if len(index) <= 2 and index.isascii() and index.isdigit():
            row = self.codes.filter(index=int(index), used_at=None).first()
        # one slow hash a try, whatever was typed: the time does not tell which numbers are unused
        if not check_password(word.replace("-", ""), row.code_hash if row else _no_code()) or row is None:
            self.throttle_increment()
            return False
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
        self.throttle_reset()
        return True


class PrintedCode(models.Model):
    """One of the ten; the number in front picks the row, so one hash is enough."""

    device = models.ForeignKey(PrintedCodes, on_delete=models.CASCADE, related_name="codes")
    index = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=256)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("index",)
        constraints = (models.UniqueConstraint(fields=("device", "index"), name="one_code_per_number"),)

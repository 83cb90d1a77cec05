"""A fresh second factor in the very act: signing, confirming, exporting."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import django_otp
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.models import Device

from portal.accounts.models import User
from portal.audit.services import record
from portal.mfa.access import app_device
from portal.mfa.models import AppDevice

FRESH = timedelta(minutes=5)
Kind = Literal["app", "passkey"]


class WrongCode(Exception):
    """The code was not accepted; the message says to the reader what to do."""


@dataclass(frozen=True)
class Factor:
    """Proof that a person showed a factor just now, for one act on one thing.

    ``label`` ("app:12") goes into the record. ``act`` is what was to be done ("pledge.sign") and ``about``
    what was on screen (a hash or an id); at the login both are empty, and such a proof is good for nothing else.
    """

    user_id: object
    label: str
    device: Device
    kind: Kind = "app"
    act: str = ""
    about: str = ""
    proved_at: datetime = field(default_factory=lambda: timezone.now())

    def proves(self, actor: User, act: str, about: str) -> bool:
        """Whether it is ``actor``'s, fresh, and was given for this very act on this very thing (security.md A5)."""
        fresh = timedelta(0) <= timezone.now() - self.proved_at < FRESH
        return fresh and (self.user_id, self.act, self.about) == (actor.pk, act, about) and bool(act)


def code_of(text: str) -> str:
    """A typed six-digit code: full-width digits and spaces are forgiven."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("-", "")


def prove(user: User, typed: str, *, act: str = "", about: str = "") -> Factor:
    """Verify and consume the code that ``user`` typed for ``act`` on ``about``; at the login both are empty.

    Raises ``WrongCode`` with a sentence for the reader; the refusal is recorded.
    """
    device = app_device(user)
    if device is None:
        raise WrongCode(_("No authenticator app is set up. Please call the secretariat."))
    return verify(user, device, typed, act=act, about=about)


def verify(user: User, device: AppDevice, typed: str, *, act: str = "", about: str = "") -> Factor:
    """Verify and consume a code of one device, enrolled or just being enrolled."""
    code = code_of(typed)
    counts, _reason = device.verify_is_allowed()
    # the only verification that locks the row: eight parallel tries, one success
    accepted = django_otp.verify_token(user, device.persistent_id, code)
    if accepted is None:
        device.refresh_from_db()
        raise WrongCode(_refusal(user, device, code, counts))
    return Factor(user.pk, f"app:{device.pk}", accepted, act=act, about=about)


def _refusal(user: User, device: AppDevice, code: str, counted: bool) -> str:
    """What is said and recorded; a try that came while the person had to wait did not count."""
    if device.seen(code):
        record(actor=user, verb="code.refused", detail="used")
        return _("This code was used a moment ago. Wait up to 30 seconds for the next number.")
    record(actor=user, verb="code.refused", detail="wrong" if counted else "locked")
    if device.throttling_failure_count >= 5:
        return _("Wrong numbers came several times. Please try again in 15 minutes, or call the secretariat.")
    if not counted:
        return _("That was a little quick. Wait a few seconds and enter the number shown then.")
    return _("The code differs or its time has passed. Enter the number shown now.")

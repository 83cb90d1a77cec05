"""A fresh second factor in the very act: signing, confirming, exporting."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import django_otp
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_otp.models import Device

from portal.accounts.models import User
from portal.audit.services import record
from portal.mfa.access import Kind, app_devices
from portal.mfa.models import AppDevice, Tries
from portal.mfa.pace import LOCKED_FROM
from portal.outbox.letters import post_letter

FRESH = timedelta(minutes=5)
TELL_AGAIN_AFTER = timedelta(hours=1)
Refusal = Literal["used", "wrong", "soon", "locked"]


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

    The code of any of their apps will do. Raises ``WrongCode`` with a sentence for the reader; the
    refusal is recorded.
    """
    if not app_devices(user).exists():
        raise WrongCode(_("No authenticator app is set up. Please call the secretariat."))
    return _verify(user, app_devices(user), typed, act, about)


def verify(user: User, device: AppDevice, typed: str) -> Factor:
    """Verify and consume the first code of a device that is being set up. Raises ``WrongCode``."""
    return _verify(user, AppDevice.objects.filter(pk=device.pk), typed, "", "")


def _verify(user: User, devices: QuerySet[AppDevice], typed: str, act: str, about: str) -> Factor:
    outcome = _try(user, devices, code_of(typed))
    if isinstance(outcome, AppDevice):
        return Factor(user.pk, f"app:{outcome.pk}", outcome, act=act, about=about)
    raise WrongCode(_sentence(outcome))


@transaction.atomic
def _try(user: User, devices: QuerySet[AppDevice], code: str) -> AppDevice | Refusal:
    """One try of one person. Their tries wait for each other here, so that none sees an app as it was."""
    Tries.objects.get_or_create(user=user)
    tries = Tries.objects.select_for_update().get(user=user)
    found = list(devices)
    used, waits = any(device.seen(code) for device in found), bool(tries.wait_left(timezone.now()))
    fitting = next((device for device in found if device.fits(code)), None)
    if not waits and fitting is not None:
        # the only verification that locks the app's row too, and asks whose it is
        accepted = django_otp.verify_token(user, fitting.persistent_id, code)
        if isinstance(accepted, AppDevice):
            Tries.objects.filter(pk=tries.pk).update(failures=0, last_failed_at=None)
            record(actor=user, verb="code.accepted", target=accepted)  # at which door, the record knows by itself
            return accepted
    return _refuse(tries, used=used, waits=waits)


def _refuse(tries: Tries, *, used: bool, waits: bool) -> Refusal:
    """Count a wrong code. One that was right once, or that came while the person had to wait, is no guess."""
    if not used and not waits:
        tries.failures += 1
        tries.last_failed_at = timezone.now()
        if tries.failures >= LOCKED_FROM:
            _tell(tries)
        tries.save()
    record(actor=tries.user, verb="code.refused", detail="used" if used else "locked" if waits else "wrong")
    if used:
        return "used"
    if tries.failures >= LOCKED_FROM:
        return "locked"
    return "soon" if waits else "wrong"


def _tell(tries: Tries) -> None:
    """A mail to the owner, at most once an hour: somebody who knows the password is trying numbers."""
    now = timezone.now()
    if tries.told_at is not None and now - tries.told_at < TELL_AGAIN_AFTER:
        return
    tries.told_at = now
    post_letter(
        name=tries.user.full_name,
        address=tries.user.email,
        kind="wrong_codes",
        subject=gettext_noop("Wrong confirmation codes were entered several times"),
        template="portal/mfa/wrong_codes.txt",
        words={},
    )


def _sentence(refusal: Refusal) -> str:
    return {
        "used": _("This code was used a moment ago. Wait up to 30 seconds for the next number."),
        "wrong": _("The code differs or its time has passed. Enter the number shown now."),
        "soon": _("That was a little quick. Wait a few seconds and enter the number shown then."),
        "locked": _("Wrong numbers came several times. Please try again in 15 minutes, or call the secretariat."),
    }[refusal]

"""Setting up second factors."""

import base64
import secrets
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote, urlencode

import django_otp
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.audit.services import record
from portal.mfa import printed
from portal.mfa.access import unfinished_device
from portal.mfa.models import AppDevice, Passkey, PrintedCode, PrintedCodes
from portal.mfa.step_up import Factor, WrongCode, verify
from portal.outbox.letters import post_letter
from portal.sessions.services import end_sessions

# what became of somebody's devices, as the letter tells it
Change = Literal["added", "removed", "replaced", "printed", "stopped", "resumed", "reset"]
SECRET_BYTES = 20
KINDS: tuple[Any, ...] = (AppDevice, Passkey, PrintedCodes)


@transaction.atomic
def begin_app(*, actor: User, name: str = "") -> AppDevice:
    """A new secret for the person's authenticator app.

    One that was shown earlier and never finished is forgotten: whoever saw it then must not own the
    app that is set up now.
    """
    AppDevice.objects.filter(user=actor, confirmed=False, stopped_at=None).delete()
    device = AppDevice(user=actor, name=name, confirmed=False, secret=secrets.token_bytes(SECRET_BYTES))
    device.save()
    return device


def device_of_setup(*, actor: User, begun: int | None) -> AppDevice | None:
    """The app that a login with the right to set one up is setting up: a new one, or the one that it has ``begun``.

    Nothing where another login has begun one since: its secret is not given out here.
    """
    if begun is None:
        return begin_app(actor=actor)
    device = unfinished_device(actor)
    return device if device is not None and device.pk == begun else None


def stop_devices(*, user: User, at: datetime) -> int:
    """All of a person's devices and printed codes open nothing from now on; their rows are kept. How many they were."""
    AppDevice.objects.filter(user=user, confirmed=False, stopped_at=None).delete()  # one that is being set up
    in_use = (kind.objects.filter(user=user, confirmed=True, stopped_at=None) for kind in KINDS)
    return sum(rows.update(confirmed=False, stopped_at=at) for rows in in_use)


def resume_devices(*, user: User, stopped_at: datetime) -> int:
    """Those that were stopped at that moment work again."""
    return sum(
        kind.objects.filter(user=user, stopped_at=stopped_at).update(confirmed=True, stopped_at=None) for kind in KINDS
    )


def finish_app(*, actor: User, typed: str, here: str | None = None) -> Factor:
    """The app shows its first code: from now on it is the person's second factor, alone.

    Where it replaces others, the person gets a mail and their logins end, but for the one with key ``here``.

    Raises ``WrongCode`` with a sentence for the reader.
    """
    device = unfinished_device(actor)
    if device is None:
        raise WrongCode(_("Please begin the setup again."))
    factor = verify(actor, device, typed)
    with transaction.atomic():
        others = AppDevice.objects.filter(user=actor, stopped_at=None).exclude(pk=device.pk)
        replaced = others.update(confirmed=False, stopped_at=timezone.now())
        replaced += Passkey.objects.in_use_by(actor).update(confirmed=False, stopped_at=timezone.now())
        factor.device.confirmed = True
        factor.device.save(update_fields=["confirmed"])
        record(actor=actor, verb="app.enrolled", target=factor.device)
        if replaced:  # what the old app opened closes now
            end_sessions(actor=actor, user=actor, but=here)
            tell_owner(actor, "replaced")
    return factor


@transaction.atomic
def print_codes(*, actor: User) -> list[str]:
    """A fresh sheet of ten codes; the plain words exist only in this answer."""
    PrintedCodes.objects.filter(user=actor, stopped_at=None).update(confirmed=False, stopped_at=timezone.now())
    sheet = PrintedCodes.objects.create(user=actor, name="printed", confirmed=True)
    words = [printed.new_word() for _each in range(printed.COUNT)]
    PrintedCode.objects.bulk_create(
        PrintedCode(device=sheet, index=index, code_hash=make_password(word, hasher="argon2code"))
        for index, word in enumerate(words, 1)
    )
    record(actor=actor, verb="printed_codes.made", target=sheet)
    return [printed.shown(index, word) for index, word in enumerate(words, 1)]


def use_printed_code(*, actor: User, sheet: PrintedCodes, typed: str) -> None:
    """Consume one printed code; it gives the right to set up an app again, nothing more.

    Raises ``WrongCode`` with a sentence for the reader.
    """
    if django_otp.verify_token(actor, sheet.persistent_id, printed.typed(typed)) is None:
        record(actor=actor, verb="code.refused", detail="printed")
        raise WrongCode(_("This is not an unused code of your sheet. Enter it with its number, like 3-ABCD-…"))
    record(actor=actor, verb="printed_code.used", target=sheet)


def tell_owner(user: User, what: Change) -> None:
    """A mail to the person whose devices changed: whoever did not do it themselves learns of it."""
    post_letter(
        name=user.full_name,
        address=user.email,
        kind="devices",
        subject=gettext_noop("The devices of your login changed"),
        template="portal/devices/changed.txt",
        words={"what": what, "at": timezone.localtime()},
    )


def app_link(device: AppDevice, issuer: str) -> str:
    """The otpauth:// link that the QR code carries."""
    label = quote(f"{issuer}:{device.user.email}")
    # a space as %20: apps on iPhones show the plus sign of forms as it is
    query = urlencode({"secret": typed_secret(device, ""), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{query}"


def typed_secret(device: AppDevice, gap: str = " ") -> str:
    """The secret for typing by hand, in groups of four."""
    secret = base64.b32encode(device.secret).decode().rstrip("=")
    return gap.join(secret[start : start + 4] for start in range(0, len(secret), 4))

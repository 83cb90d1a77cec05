"""Which devices are one's own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.devices.adding_right import AddingRight
from portal.mfa.access import app_devices, passkeys, unfinished_device
from portal.mfa.models import AppDevice, Passkey

Own = AppDevice | Passkey


@dataclass(frozen=True)
class Shown:
    """One device as a line of the list."""

    number: UUID
    title: str
    kind: str
    added_at: datetime
    used_at: datetime | None
    removable: bool


def my_devices(user: User) -> list[Shown]:
    """The person's devices: apps, then passkeys, the oldest first."""
    apps = list(app_devices(user))
    keys = [
        Shown(key.number, key.title, _("Passkey"), key.created_at, key.last_used_at, removable=True)
        for key in passkeys(user)
    ]
    return [
        *(
            Shown(app.number, app.title, _("Authenticator app"), app.created_at, app.last_used_at, len(apps) > 1)
            for app in apps
        ),
        *keys,
    ]


def get_my_device(user: User, number: UUID) -> Own:
    """One of the person's own devices that are in use; anything else is 404."""
    app = app_devices(user).filter(number=number).first()
    device = app or passkeys(user).filter(number=number).first()
    if device is None:
        raise Http404
    return device


def may_remove(user: User, device: Own) -> bool:
    """Whether it may go. The last app stays: it is the way in that works without scripts, on any computer."""
    return isinstance(device, Passkey) or app_devices(user).exclude(pk=device.pk).exists()


def app_to_finish(user: User, right: AddingRight | None) -> AppDevice | None:
    """The app that this login began to add and may finish now; another login's is none of its business."""
    device = unfinished_device(user)
    allowed = device is not None and right is not None and right.allows(user, "app", device.pk)
    return device if allowed else None


def may_make_passkey(user: User, right: AddingRight) -> bool:
    """Whether this login may have its browser make the passkey now."""
    return right.allows(user, "passkey", right.about)

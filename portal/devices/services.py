"""Adding, naming and removing one's devices. Each but naming asks for a fresh factor of a device one has."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.services import record
from portal.devices.access import Own, may_remove
from portal.devices.adding_right import AddingRight, Kind, new_right
from portal.mfa import passkeys
from portal.mfa.models import AppDevice, Passkey
from portal.mfa.services import Change, begin_app, print_codes, tell_owner
from portal.mfa.step_up import Factor, verify
from portal.sessions.services import end_sessions

# the acts for which the factor is shown
ADDING, REMOVING, PRINTING = "device.add", "device.remove", "printed_codes.make"


class LastApp(Exception):
    """The only authenticator app is not removed: without it nobody could log in."""


class ProvedByItself(Exception):
    """The factor came from the very device that is to go: whoever found it must not use it to hide that."""


def begin_adding(*, actor: User, name: str, factor: Factor) -> AddingRight:
    """A secret for one more authenticator app; it counts once it has shown a code. Answers the right to finish it."""
    _require(factor, actor, ADDING, actor.pk)
    return new_right(actor, "app", begin_app(actor=actor, name=name).pk)


def finish_adding(*, actor: User, device: AppDevice, typed: str, right: AddingRight, here: str | None) -> Factor:
    """The app shows its first code: it is one more factor of the person. Raises ``WrongCode``.

    ``here`` is the session key of the login in which this is done; the person's other logins end.
    """
    _require_own(actor, device)
    _require_right(right, actor, "app", device.pk)
    factor = verify(actor, device, typed)
    with transaction.atomic():
        AppDevice.objects.filter(pk=device.pk).update(confirmed=True)
        factor.device.confirmed = True
        record(actor=actor, verb="device.added", target=device, detail="app")
        _tell(actor, "added", here)
    return factor


def begin_passkey(*, actor: User, name: str, factor: Factor) -> AddingRight:
    """One more passkey may be made: answers the right to it."""
    _require(factor, actor, ADDING, actor.pk)
    return new_right(actor, "passkey", name)


def passkey_options(*, actor: User, right: AddingRight) -> dict[str, Any]:
    """What the browser needs to make it."""
    _require_right(right, actor, "passkey", right.about)
    return passkeys.begin_adding(actor, ADDING, str(actor.pk))


def add_passkey(*, actor: User, answer: str, right: AddingRight, here: str | None) -> Passkey:
    """The browser made a passkey: it is one more factor of the person. Raises ``WrongCode``."""
    _require_right(right, actor, "passkey", right.about)
    device = passkeys.finish_adding(actor, answer, ADDING, str(actor.pk), right.about)
    with transaction.atomic():
        record(actor=actor, verb="device.added", target=device, detail="passkey")
        _tell(actor, "added", here)
    return device


@transaction.atomic
def rename(*, actor: User, device: Own, name: str) -> None:
    """Call the device something else."""
    _require_own(actor, device)
    type(device)._default_manager.filter(pk=device.pk).update(name=name)
    record(actor=actor, verb="device.renamed", target=device)


@transaction.atomic
def remove(*, actor: User, device: Own, factor: Factor, here: str | None) -> None:
    """The device opens nothing any more, and the person's other logins end. Another device must have been shown.

    Its row is kept: signatures name it. Raises ``LastApp`` and ``ProvedByItself``.
    """
    _require(factor, actor, REMOVING, device.persistent_id)
    User.objects.select_for_update().get(pk=actor.pk)  # two at once must not take away the last two
    _require_own(actor, device)
    if not may_remove(actor, device):
        raise LastApp
    if factor.device.persistent_id == device.persistent_id:
        raise ProvedByItself
    type(device)._default_manager.filter(pk=device.pk).update(confirmed=False, stopped_at=timezone.now())
    record(actor=actor, verb="device.removed", target=device, detail=factor.label)
    _tell(actor, "removed", here)


@transaction.atomic
def new_sheet(*, actor: User, factor: Factor, here: str | None) -> list[str]:
    """Ten new printed codes, shown once; those of the earlier sheet end."""
    _require(factor, actor, PRINTING, actor.pk)
    codes = print_codes(actor=actor)
    _tell(actor, "printed", here)
    return codes


def _require(factor: Factor, actor: User, act: str, about: object) -> None:
    if not factor.proves(actor, act, str(about)):
        raise PermissionDenied


def _require_right(right: AddingRight, actor: User, kind: Kind, about: object) -> None:
    if not right.allows(actor, kind, about):
        raise PermissionDenied


def _require_own(actor: User, device: Own) -> None:
    if device.user_id != actor.pk:
        raise PermissionDenied


def _tell(actor: User, what: Change, here: str | None) -> None:
    """The owner learns of it, and a stranger who is logged in elsewhere is out."""
    end_sessions(actor=actor, user=actor, but=here)
    tell_owner(actor, what)

"""Which second factors a person has."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django_otp import device_classes
from django_otp.models import Device

from portal.accounts.models import User
from portal.mfa.models import AppDevice, Passkey, PrintedCode, PrintedCodes
from portal.sessions.kept import KeptQuestion

Kind = Literal["app", "passkey"]


def app_devices(user: User) -> QuerySet[AppDevice]:
    """The person's authenticator apps that are set up, the oldest first."""
    return AppDevice.objects.filter(user=user, confirmed=True, stopped_at=None).order_by("created_at", "pk")


def app_device(user: User) -> AppDevice | None:
    """The person's first authenticator app, if any is set up."""
    return app_devices(user).first()


def passkeys(user: User) -> QuerySet[Passkey]:
    """The person's passkeys that are set up, the oldest first."""
    found: QuerySet[Passkey] = Passkey.objects.in_use_by(user)
    return found


def unfinished_device(user: User) -> AppDevice | None:
    """An app that is being set up and has not yet shown a code."""
    unfinished = AppDevice.objects.filter(user=user, confirmed=False, stopped_at=None)
    return unfinished.order_by("-created_at").first()


def printed_sheet(user: User) -> PrintedCodes | None:
    """The person's sheet of printed codes."""
    return PrintedCodes.objects.filter(user=user, confirmed=True).first()


def printed_codes_left(user: User) -> int:
    """How many printed codes are unused."""
    return PrintedCode.objects.filter(device__user=user, device__confirmed=True, used_at=None).count()


def factors_of(users: Iterable[User]) -> dict[UUID, frozenset[Kind]]:
    """With what kinds of devices each of these people can confirm; who has none is not named. One query."""
    listed = list(users)
    apps = _in_use(AppDevice, listed).values_list("user_id", Value("app", output_field=CharField()))
    keys = _in_use(Passkey, listed).values_list("user_id", Value("passkey", output_field=CharField()))
    found: dict[UUID, frozenset[Kind]] = {}
    for user_id, kind in apps.union(keys):
        found[user_id] = found.get(user_id, frozenset()) | {kind}
    return found


def device_called(name: str) -> Device | None:
    """The device of a login by its django-otp name (``persistent_id``), whoever has it; one query.

    What ``Device.from_persistent_id`` gives; the gate asks it of every request.
    """
    label, _, pk = name.rpartition("/")
    question = _device_of(label) if pk.isdecimal() else None
    return question.ask(int(pk)) if question is not None else None


@lru_cache(maxsize=8)
def _device_of(label: str) -> KeptQuestion[Any] | None:
    """The question for one device of a kind."""
    return next((KeptQuestion(kind, "pk") for kind in device_classes() if kind.model_label() == label), None)


def _in_use(kind: type[AppDevice] | type[Passkey], users: list[User]) -> QuerySet[Any]:
    rows: QuerySet[Any] = kind._default_manager.filter(user__in=users, confirmed=True, stopped_at=None)
    return rows.order_by()

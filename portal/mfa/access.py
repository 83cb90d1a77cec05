"""Which second factors a person has."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.mfa.models import AppDevice, Passkey, PrintedCode, PrintedCodes


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


def with_app(users: Iterable[User]) -> set[UUID]:
    """Which of these people have an authenticator app; one query."""
    return set(
        AppDevice.objects.filter(user__in=list(users), confirmed=True, stopped_at=None).values_list(
            "user_id", flat=True
        )
    )

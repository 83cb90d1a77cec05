"""Which second factors a person has."""

from collections.abc import Iterable
from uuid import UUID

from portal.accounts.models import User
from portal.mfa.models import AppDevice, PrintedCode, PrintedCodes


def app_device(user: User) -> AppDevice | None:
    """The person's authenticator app, if enrolled."""
    return AppDevice.objects.filter(user=user, confirmed=True).first()


def unfinished_device(user: User) -> AppDevice | None:
    """An app that is being enrolled and has not yet shown a code."""
    return AppDevice.objects.filter(user=user, confirmed=False).order_by("-created_at").first()


def printed_sheet(user: User) -> PrintedCodes | None:
    """The person's sheet of printed codes."""
    return PrintedCodes.objects.filter(user=user, confirmed=True).first()


def printed_codes_left(user: User) -> int:
    """How many printed codes are unused."""
    return PrintedCode.objects.filter(device__user=user, device__confirmed=True, used_at=None).count()


def with_app(users: Iterable[User]) -> set[UUID]:
    """Which of these people have an authenticator app; one query."""
    return set(AppDevice.objects.filter(user__in=list(users), confirmed=True).values_list("user_id", flat=True))

"""Which invitation a link leads to, who is invited, and who is past both steps of the login."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from portal.accounts.helping import is_for_the_host
from portal.accounts.models import Invitation, User
from portal.accounts.tokens import sha256
from portal.audit.models import AuditEvent


def open_invitation_by(token: str) -> Invitation | None:
    """The open invitation of a link; used, expired, withdrawn and unknown look the same."""
    invitation = Invitation.objects.filter(token_sha256=sha256(token)).select_related("user").first()
    return invitation if invitation is not None and leads_in(invitation) else None


def leads_in(invitation: Invitation) -> bool:
    """Whether someone may still come in by it.

    Whoever opened it holds the code: if the account was given what only the host gives meanwhile, only the host's own
    invitation leads in.
    """
    return invitation.open and (invitation.invited_by_id is None or not is_for_the_host(invitation.user))


def with_open_invitation(users: Iterable[User]) -> set[UUID]:
    """Which of these people may still come in by a link; one query."""
    open_now = Invitation.objects.filter(
        user__in=list(users), used_at=None, withdrawn_at=None, tries_left__gt=0, expires_at__gt=timezone.now()
    )
    return set(open_now.values_list("user_id", flat=True))


def has_joined(address: str) -> bool:
    """Whether the person with this address has come in once and can log in."""
    user = User.objects.filter(email=address.lower()).first()
    return user is not None and user.has_usable_password()


def is_past_login(user: Any) -> bool:
    """Whether the person of a request has shown password and second factor; a device that was stopped shows nothing."""
    return bool(user.is_authenticated and user.is_active and user.is_verified() and user.otp_device.confirmed)


def why_stopped(user: User) -> str:
    """The short code of the reason for which the account was stopped last, as the record has it."""
    acts = AuditEvent.objects.filter(verb="person.suspended", target_id=str(user.pk)).order_by("-id")
    return acts.values_list("why", flat=True).first() or ""

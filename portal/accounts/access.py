"""Which invitation a link leads to, and who is invited."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from portal.accounts.helping import is_for_the_host
from portal.accounts.models import Invitation, User
from portal.accounts.tokens import sha256


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

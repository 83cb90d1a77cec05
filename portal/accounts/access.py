"""Which invitation a link leads to, and who is invited."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from portal.accounts.models import Invitation, User
from portal.accounts.tokens import sha256


def open_invitation_by(token: str) -> Invitation | None:
    """The open invitation of a link; used, expired, withdrawn and unknown look the same."""
    invitation = Invitation.objects.filter(token_sha256=sha256(token)).select_related("user").first()
    return invitation if invitation is not None and invitation.open else None


def with_open_invitation(users: Iterable[User]) -> set[UUID]:
    """Which of these people may still come in by a link; one query."""
    open_now = Invitation.objects.filter(
        user__in=list(users), used_at=None, withdrawn_at=None, tries_left__gt=0, expires_at__gt=timezone.now()
    )
    return set(open_now.values_list("user_id", flat=True))

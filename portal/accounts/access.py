"""Which invitation a link leads to."""

from portal.accounts.models import Invitation
from portal.accounts.tokens import sha256


def open_invitation_by(token: str) -> Invitation | None:
    """The open invitation of a link; used, expired, withdrawn and unknown look the same."""
    invitation = Invitation.objects.filter(token_sha256=sha256(token)).select_related("user").first()
    return invitation if invitation is not None and invitation.open else None

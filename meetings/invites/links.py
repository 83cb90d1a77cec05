"""The link by which an invited person answers without a login: signed, for one version of their invitation (pure)."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

_HEX = 32


def token_of(participation_id: UUID, sequence: int) -> str:
    """What stands in the link; nobody without the server's key can make one."""
    return _signer().sign(f"{participation_id.hex}{sequence}")


def read_token(token: str) -> tuple[UUID, int] | None:
    """Whose invitation, and which version of it; None for what we never wrote."""
    try:
        told = _signer().unsign(token)
        return UUID(hex=told[:_HEX]), int(told[_HEX:])
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(sep=".", salt="meetings.invites.answer")

"""The link by which somebody answers without a login: who it is for and which version, signed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "meetings.polls.links"
HEAD = 18  # 16 bytes of the person asked, 2 of the version


def token_of(pk: UUID, version: int) -> str:
    """The token: nobody without the server's secret can make one."""
    head = pk.bytes + version.to_bytes(2, "big")
    return urlsafe_b64encode(head + _signature(head)).decode().rstrip("=")


def read_token(token: str) -> tuple[UUID, int] | None:
    """Whom a token is for and its version; nothing for what the server did not sign."""
    try:
        raw = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (Error, ValueError):
        return None
    head, signature = raw[:HEAD], raw[HEAD:]
    if len(head) < HEAD or not constant_time_compare(signature, _signature(head)):
        return None
    if token != urlsafe_b64encode(raw).decode().rstrip("="):  # one spelling of it only
        return None
    return UUID(bytes=head[:16]), int.from_bytes(head[16:], "big")


def _signature(head: bytes) -> bytes:
    return salted_hmac(SALT, head, algorithm="sha256").digest()

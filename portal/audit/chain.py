"""The chain's arithmetic: which bytes are hashed, and how one link holds the next (pure).

A link's hash covers the event's hash, not its words, so that a link can be shown without the event.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from portal.crypto.seals import canonical

BEGINNING = "0" * 64

Record = Mapping[str, str | int | None]


def moment(at: datetime) -> str:
    """A time as it is hashed: UTC with six digits, however the database hands it out."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(kind: str, record: Record) -> str:
    """SHA-256 over the canonical bytes of a record of this kind, in hexadecimal."""
    return hashlib.sha256(canonical(kind, record)).hexdigest()


def body_of(event: Record) -> str:
    """The hash of an event with all its columns."""
    return digest("audit-event", event)


def link_of(*, seq: int, prev: str, event: int, body: str) -> str:
    """The hash of a link: its place, the link before it, and its event."""
    return digest("audit-link", {"seq": seq, "prev": prev, "event": event, "body": body})

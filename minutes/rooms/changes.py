"""What is on its way through a room: edits to the store, answers that wait for it."""

from collections.abc import Iterable
from typing import NamedTuple

from pycrdt import merge_updates

from minutes.rooms import protocol
from minutes.rooms.connection import Connection
from minutes.rooms.updates import Survey


class Change(NamedTuple):
    """One or more edits of a connection on their way to the store. ``effective`` is what they add (None: nothing)."""

    author: Connection
    raw: bytes
    news: Survey
    effective: bytes | None = None
    edits: int = 1


class Answer(NamedTuple):
    """A reply to a step 1 that shows edits not yet stored: it is sent after their commit."""

    reader: Connection
    vector: bytes
    frame: bytes


def changes_in(entries: Iterable[Change | Answer]) -> list[Change]:
    """The edits that add something."""
    return [each for each in entries if isinstance(each, Change) and each.effective is not None]


def kept(entries: Iterable[Change | Answer], out: set[Connection]) -> list[Change | Answer]:
    """All but the edits of those who are out."""
    return [each for each in entries if isinstance(each, Answer) or each.author not in out]


def merged(updates: list[bytes]) -> bytes:
    """One update for one or more."""
    return merge_updates(*updates) if len(updates) > 1 else updates[0]


def frame_of(changes: list[Change]) -> bytes:
    """What the others are told."""
    return protocol.update(merged([change.effective or b"" for change in changes]))

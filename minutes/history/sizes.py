"""How long a document is in letters, and how its states are packed (pure)."""

import zlib

from minutes.documents.content import blocks
from minutes.versions.diff import passages

PARTS = ("agenda", "minutes")
FAST = 1  # most of what deflating saves comes with the first level


def letters(state: bytes) -> int:
    """The letters that people read in both parts."""
    return sum(len(passage.text.replace("\n", "")) for part in PARTS for passage in passages(blocks(state, part)))


def packed(state: bytes) -> bytes:
    """A state as a stage keeps it."""
    return zlib.compress(state, FAST)


def unpacked(kept: bytes) -> bytes:
    """And back. ValueError for what is none."""
    try:
        return zlib.decompress(kept)
    except zlib.error as fault:
        raise ValueError("not a packed state") from fault

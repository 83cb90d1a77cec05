"""Two states of a document side by side, as the history shows them (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minutes.documents.content import blocks
from minutes.versions.diff import Difference, Stretch, differences, stretches

PARTS = ("minutes", "agenda")  # the record first: of it people ask


@dataclass(frozen=True)
class Compared:
    """One part: what changed in it, passage by passage."""

    part: str
    stretches: list[Stretch]
    came: int
    went: int

    @property
    def changed(self) -> bool:
        """Whether there is anything to see."""
        return any(not each.quiet for each in self.stretches)


def compared(before: bytes, after: bytes) -> list[Compared]:
    """Both parts of two states."""
    return [_compared(part, differences(blocks(before, part), blocks(after, part))) for part in PARTS]


def _compared(part: str, found: Sequence[Difference]) -> Compared:
    return Compared(part, stretches(found), _letters(found, "new"), _letters(found, "gone"))


def _letters(found: Iterable[Difference], change: str) -> int:
    pieces = (piece for each in found for line in each.lines for piece in line)
    return sum(len(piece.words) for piece in pieces if piece.change == change)

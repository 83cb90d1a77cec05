"""第n回: which number a draft gets when its day changes among the others (pure)."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import NamedTuple


class Numbered(NamedTuple):
    """A meeting of a fiscal year; the number of one that is ``free`` may change."""

    key: Hashable
    start: datetime
    number: int
    free: bool


def numbers(meetings: Iterable[Numbered]) -> dict[Hashable, int]:
    """The numbers that change: in the order of days the free ones take what the others leave, none twice."""
    rows = sorted(meetings, key=lambda each: (each.start, each.number))
    kept, last, found = {row.number for row in rows if not row.free}, 0, {}
    for row in rows:
        if row.free:
            last = next(number for number in range(last + 1, last + len(rows) + 2) if number not in kept)
            if last != row.number:
                found[row.key] = last
        else:
            last = max(last, row.number)
    return found

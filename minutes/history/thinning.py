"""Which stages are kept as time goes by, so that their number stays bounded (pure)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY, MONTH = timedelta(days=1), timedelta(days=30)
MOST_OF_A_DAY = 200  # then one for every ten minutes is enough, even of today
BREATH = timedelta(minutes=1)  # who pauses no longer is still in the midst of writing
LONGEST = timedelta(minutes=15)  # so long somebody has been writing: a stage is kept, pause or not
LOST = 20  # letters: what was there before so many went stays, whatever is thinned


@dataclass(frozen=True)
class Kept:
    """One stage; ``fixed`` if it stands for more than a moment of writing (frozen, restored)."""

    number: int
    ended: datetime
    letters: int
    fixed: bool


@dataclass(frozen=True)
class Written:
    """A stretch of writing, and how long the text was at its end."""

    began: datetime
    ended: datetime
    letters: int


def goes_on(before: Written, after: Written) -> bool:
    """Whether people only wrote on, so that what stands after it is enough. Not where much was deleted."""
    close = after.began - before.ended < BREATH
    short = after.ended - before.began < LONGEST
    return close and short and before.letters - after.letters < LOST


def joined(stages: Sequence[Kept], now: datetime) -> dict[int, int]:
    """The numbers of the stages that may go, each with the later one that stands for it, too.

    All of the last day are kept, then the last of each hour, after a month the last of each day. Always kept: the
    youngest, what was fixed, and what stood before much was deleted.
    """
    crowded = sum(now - each.ended < DAY for each in stages) > MOST_OF_A_DAY
    gone: dict[int, int] = {}
    heir: Kept | None = None
    for at in reversed(range(len(stages))):
        each = stages[at]
        after = stages[at + 1] if at + 1 < len(stages) else None
        lost = after is not None and after.letters <= each.letters - LOST
        span = _span(each, now, crowded)
        if heir is None or each.fixed or lost or span is None or span != _span(heir, now, crowded):
            heir = each
        else:
            gone[each.number] = heir.number
    return gone


def _span(stage: Kept, now: datetime, crowded: bool) -> Hashable:
    """The stretch of time of which one stage is enough; None if all are wanted."""
    age, at = now - stage.ended, stage.ended
    if age < DAY:
        return (at.date(), at.hour, at.minute // 10) if crowded else None
    return (at.date(), at.hour) if age < MONTH else (at.date(),)

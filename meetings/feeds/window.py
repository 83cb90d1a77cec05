"""Which stretch of time a calendar feed covers, and how its content is named (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

import icalendar

from meetings.invites.itip import Entry
from portal.dates.months import first_of_month

BACK, AHEAD = 3, 13  # months (scheduling.md §3.5)
OFF_FOR = timedelta(days=30)  # so long a meeting that was called off stays, as called off
FORM = 1  # rises with each change of what ``itip.publish`` writes of the same entries


@dataclass(frozen=True)
class Window:
    """From the first day to the day before ``end``; what was called off before ``off_since`` has gone."""

    start: date
    end: date
    off_since: date


def window_on(today: date) -> Window:
    """By whole months: from one day to the next nothing comes in or goes at its edges, but at the turn of a month."""
    return Window(first_of_month(today, -BACK), first_of_month(today, AHEAD + 1), today - OFF_FOR)


def tag_of(entries: Iterable[Entry], name: str) -> str:
    """A strong ETag (RFC 9110 §8.8.3): what is written follows from these words alone, so they name it unwritten."""
    words = repr((FORM, icalendar.__version__, name, list(entries)))
    return f'"{sha256(words.encode()).hexdigest()}"'

"""What somebody should know before a date is fixed (pure). Hints, never refusals: who fixes it decides."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from meetings.schedule.occasion import Occasion
from portal.dates.closed import Closing, Offices
from portal.dates.wareki import TOKYO


@dataclass(frozen=True)
class Elsewhere:
    """Somebody is invited to another meeting; ``meeting`` is its title, empty where the reader may not know it."""

    person: str
    when: Occasion
    meeting: str = ""


@dataclass(frozen=True)
class Standing:
    """A meeting that the reader runs."""

    when: Occasion
    meeting: str


@dataclass(frozen=True)
class Hint:
    """One thing to know. ``people`` and ``meeting`` name who and what, ``days`` how many open days are left."""

    kind: Literal["closed", "hours", "notice", "people", "place"]
    closing: Closing | None = None
    people: tuple[str, ...] = ()
    meeting: str = ""
    days: int = 0


def hints(
    occasion: Occasion,
    *,
    offices: Offices,
    today: date,
    notice_days: int,
    elsewhere: Iterable[Elsewhere] = (),
    standing: Iterable[Standing] = (),
) -> list[Hint]:
    """A closed day, hours in which the office is closed, too short a notice, people who are taken, a room that is.

    ``notice_days``: how many open days before a meeting its notice usually goes out (domain.md: three weeks to a month).
    """
    start, end = occasion.start.astimezone(TOKYO), occasion.end.astimezone(TOKYO)
    found = []
    closing = offices.closed_because(start.date())
    if closing:
        found.append(Hint("closed", closing=closing))
    elif start.date() != end.date() or not offices.in_hours(start.time(), end.time()):
        found.append(Hint("hours"))
    left = len(offices.open_days(today + timedelta(days=1), min(start.date(), today + timedelta(days=400))))
    if left < notice_days:
        found.append(Hint("notice", days=left))
    return found + _people(occasion, elsewhere) + _rooms(occasion, standing)


def overlap(one: Occasion, other: Occasion) -> bool:
    """Whether they share a moment; one that begins as the other ends does not."""
    return one.start < other.end and other.start < one.end


def same_place(one: str, other: str) -> bool:
    """Whether two people mean the same room, full or half width, with or without spaces."""
    return _plain(one) == _plain(other) != ""


def _people(occasion: Occasion, elsewhere: Iterable[Elsewhere]) -> list[Hint]:
    by_meeting: dict[str, list[str]] = {}
    for each in elsewhere:
        names = by_meeting.setdefault(each.meeting, []) if overlap(occasion, each.when) else []
        if each.person not in names:
            names.append(each.person)
    return [Hint("people", people=tuple(names), meeting=meeting) for meeting, names in sorted(by_meeting.items())]


def _rooms(occasion: Occasion, standing: Iterable[Standing]) -> list[Hint]:
    return [
        Hint("place", meeting=each.meeting)
        for each in standing
        if overlap(occasion, each.when) and same_place(occasion.place, each.when.place)
    ]


def _plain(place: str) -> str:
    return "".join(unicodedata.normalize("NFKC", place).casefold().split())

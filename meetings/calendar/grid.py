"""The days of a month in weeks, and which months have a page (pure)."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from portal.dates.closed import Closing, Offices
from portal.dates.fiscal import fiscal_year

Thing = TypeVar("Thing")
FIRST, LAST = 2000, 2099  # years that have a page
SUNDAY_FIRST = calendar.Calendar(firstweekday=calendar.SUNDAY)


@dataclass(frozen=True)
class Day(Generic[Thing]):
    """One cell; ``inside`` is false for the days of the neighbouring months that fill up a week."""

    day: date
    inside: bool
    closing: Closing | None
    things: Sequence[Thing]

    @property
    def named(self) -> bool:
        """Whether it is closed for another reason than being a Saturday or Sunday."""
        return self.closing is not None and self.closing.kind != "weekend"


def weeks(year: int, month: int, offices: Offices, things: Mapping[date, Sequence[Thing]]) -> list[list[Day[Thing]]]:
    """The weeks of a month, each from Sunday to Saturday."""
    return [
        [Day(day, day.month == month, offices.closed_because(day), things.get(day, ())) for day in week]
        for week in SUNDAY_FIRST.monthdatescalendar(year, month)
    ]


def by_day(things: Iterable[tuple[date, Thing]]) -> dict[date, list[Thing]]:
    """What is on which day."""
    found: dict[date, list[Thing]] = {}
    for day, thing in things:
        found.setdefault(day, []).append(thing)
    return found


def has_page(month: date) -> bool:
    """Whether the month lies in the years that have pages."""
    return FIRST <= fiscal_year(month) <= LAST

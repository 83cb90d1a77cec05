"""On which days of a fiscal year a series meets, and what becomes of a day on which the office is closed (pure).

A rule is never sent to a calendar: a holiday moves a meeting, and no calendar program follows that (docs/decisions).
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from meetings.schedule.occasion import Occasion
from portal.dates.closed import Closing, Offices
from portal.dates.fiscal import fiscal_year
from portal.dates.months import fiscal_months
from portal.dates.wareki import TOKYO

Shift = Literal["next", "previous", "skip", "keep"]
LAST = 5  # as nth: the last one of the month, the fourth or the fifth


@dataclass(frozen=True)
class Rule:
    """第2木曜 (``nth`` and ``weekday``, Monday is 0), or 毎月15日 (``day``); a month without that day takes its last one."""

    nth: int | None
    weekday: int | None
    day: int | None
    months: frozenset[int]
    begins: time
    ends: time
    place: str
    shift: Shift = "next"

    def day_in(self, year: int, month: int) -> date:
        """The day that the rule names, open or not."""
        last = calendar.monthrange(year, month)[1]
        if self.nth is None or self.weekday is None:
            return date(year, month, min(self.day or last, last))
        days = [date(year, month, number) for number in range(1, last + 1)]
        found = [day for day in days if day.weekday() == self.weekday]
        return found[-1] if self.nth == LAST else found[self.nth - 1]

    def on(self, day: date) -> Occasion:
        """When and where a meeting of that day takes place, in the city's time."""
        return Occasion(
            datetime.combine(day, self.begins, TOKYO), datetime.combine(day, self.ends, TOKYO), place=self.place
        )


@dataclass(frozen=True)
class Planned:
    """What the rule says of one month: its day, and the one that is meant, none where the month is left out."""

    month: date  # its first day
    ruled: date
    day: date | None
    closing: Closing | None  # why the office is closed on the day that the rule names
    turned: bool = False  # the open day in the wanted direction would lie in another fiscal year

    @property
    def shifted(self) -> bool:
        """Whether the meeting takes place on another day than the rule names."""
        return self.day is not None and self.day != self.ruled


def planned(rule: Rule, year: int, offices: Offices) -> list[Planned]:
    """Every month of the rule in the fiscal year that begins in April of ``year``, in time; no day comes twice."""
    found: list[Planned] = []
    for month in fiscal_months(year):
        if month.month in rule.months:
            each = _in_month(rule, month, offices)
            taken = each.day is not None and any(earlier.day == each.day for earlier in found)
            found.append(Planned(each.month, each.ruled, None, each.closing) if taken else each)
    return found


def _in_month(rule: Rule, month: date, offices: Offices) -> Planned:
    ruled = rule.day_in(month.year, month.month)
    closing = offices.closed_because(ruled)
    if closing is None or rule.shift == "keep":
        return Planned(month, ruled, ruled, closing)
    if rule.shift == "skip":
        return Planned(month, ruled, None, closing)
    wanted, other = offices.on_or_after, offices.on_or_before
    if rule.shift == "previous":
        wanted, other = other, wanted
    for search, turned in ((wanted, False), (other, True)):
        try:
            day = search(ruled)
        except ValueError:  # closed for more than a year
            continue
        if fiscal_year(day) == fiscal_year(ruled):
            return Planned(month, ruled, day, closing, turned)
    return Planned(month, ruled, None, closing)

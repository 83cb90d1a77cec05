"""On which days a city office is open (pure): weekends, national holidays, the turn of the year, and the city's own days.

地方自治法4条の2: closed days are Saturdays, Sundays, 国民の祝日に関する法律の休日, the days around New Year, and what an
ordinance adds. A deadline that falls on one of them moves on (第4項).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Literal

import jpholiday

ONE = timedelta(days=1)
SEARCHED = 400  # days: no office is closed for longer, whatever somebody enters
MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Closing:
    """Why an office is closed on a day; ``name`` is that of a holiday or of the city's own day, else nothing."""

    kind: Literal["own", "holiday", "year_end", "weekend"]
    name: str = ""


@dataclass(frozen=True)
class Offices:
    """The calendar of one city. ``closed`` and ``opened`` are its own days, and win over everything else."""

    year_end: tuple[MonthDay, MonthDay] = ((12, 29), (1, 3))  # first and last day, inclusive
    opens: time = time(8, 30)
    closes: time = time(17, 15)
    closed: frozenset[date] = field(default_factory=frozenset)
    opened: frozenset[date] = field(default_factory=frozenset)
    labels: Mapping[date, str] = field(default_factory=dict, hash=False)  # what the city's own days are called

    def is_open(self, day: date) -> bool:
        """Whether the office is open that day."""
        if day in self.opened or day in self.closed:
            return day in self.opened
        return day.weekday() < 5 and not self._turns_year(day) and not holiday_name(day)

    def closed_because(self, day: date) -> Closing | None:
        """Why the office is closed that day, by the word that says most; nothing when it is open."""
        if self.is_open(day):
            return None
        if day in self.closed:
            return Closing("own", self.labels.get(day, ""))
        if name := holiday_name(day):
            return Closing("holiday", name)
        return Closing("year_end" if self._turns_year(day) else "weekend")

    def on_or_after(self, day: date) -> date:
        """The day itself if it is open, else the next that is: where a deadline of that day falls (4条の2第4項)."""
        return self._search(day, ONE)

    def on_or_before(self, day: date) -> date:
        """The day itself if it is open, else the last one before."""
        return self._search(day, -ONE)

    def next_open(self, day: date) -> date:
        """The first open day after this one."""
        return self._search(day + ONE, ONE)

    def previous_open(self, day: date) -> date:
        """The last open day before this one."""
        return self._search(day - ONE, -ONE)

    def later(self, day: date, n: int) -> date:
        """``n`` open days after this day, which itself does not count (民法140条); 0 is where the day itself falls."""
        if n < 0:
            raise ValueError("days are counted onwards")
        found = day
        for _each in range(n):
            found = self.next_open(found)
        return found if n else self.on_or_after(day)

    def earlier(self, day: date, n: int) -> date:
        """``n`` open days before this day, which itself does not count; 0 is the day itself, or the last open one before."""
        if n < 0:
            raise ValueError("days are counted back")
        found = day
        for _each in range(n):
            found = self.previous_open(found)
        return found if n else self.on_or_before(day)

    def open_days(self, first: date, last: date) -> list[date]:
        """Every open day from the first to the last, both included."""
        return [day for day in _days(first, last) if self.is_open(day)]

    def next_days(self, first: date, n: int) -> list[date]:
        """So many days from this one on, open or not."""
        return list(_days(first, first + n * ONE))

    def in_hours(self, begins: time, ends: time) -> bool:
        """Whether this lies within the hours in which the office is open."""
        return self.opens <= begins < ends <= self.closes

    def _turns_year(self, day: date) -> bool:
        first, last = self.year_end
        this = (day.month, day.day)
        return first <= this <= last if first <= last else this >= first or this <= last

    def _search(self, day: date, step: timedelta) -> date:
        for _each in range(SEARCHED):
            if self.is_open(day):
                return day
            day += step
        raise ValueError("no open day is near")


def holiday_name(day: date) -> str:
    """What a national holiday is called: 天皇誕生日, 振替休日, 国民の休日; nothing on other days."""
    return jpholiday.is_holiday_name(day) or ""


def read_year_end(text: str) -> tuple[MonthDay, MonthDay]:
    """The days around New Year as the setting writes them: 12/29-1/3. ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})-(\d{1,2})/(\d{1,2})", text.strip())
    if found is None:
        raise ValueError("not like 12/29-1/3")
    first, last = (date(2000, int(month), int(day)) for month, day in (found.groups()[:2], found.groups()[2:]))
    return (first.month, first.day), (last.month, last.day)


def read_hours(text: str) -> tuple[time, time]:
    """From when to when the office is open: 8:30-17:15. ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", text.strip())
    if found is None:
        raise ValueError("not like 8:30-17:15")
    opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if closes <= opens:
        raise ValueError("an office closes after it opens")
    return opens, closes


def read_time(text: str) -> time:
    """An hour of the day as a setting writes it: 8:30. ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if found is None:
        raise ValueError("not like 8:30")
    return time(int(found[1]), int(found[2]))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE

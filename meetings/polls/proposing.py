"""Candidate slots out of open days and hours (pure)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from portal.dates.closed import Offices
from portal.dates.wareki import TOKYO

MOST_OPTIONS = 200
TIMES = (time(10), time(13, 30), time(14), time(15, 30))
EVENING = time(18, 30)  # for members who work elsewhere by day (18:30–20:45)

Slot = tuple[datetime, datetime]


def slots(offices: Offices, first: date, last: date, begins: Iterable[time], minutes: int) -> list[Slot]:
    """Slots on every open day of the stretch, at these times; by day only those that end within office hours.

    What begins after the office has closed is an evening slot, and stands as asked for.
    """
    times = sorted(set(begins))
    found = [slot(day, at, minutes) for day in offices.open_days(first, last) for at in times]
    return [each for each in found if _suits(offices, each)][:MOST_OPTIONS]


def slot(day: date, begins: time, minutes: int) -> Slot:
    """From this time on, in the city's time."""
    start = datetime.combine(day, begins, TOKYO)
    return start, start + timedelta(minutes=minutes)


def last_moment(day: date) -> datetime:
    """23:59:59 of a day in the city: until then a deadline of that day is kept."""
    return datetime.combine(day, time(23, 59, 59), TOKYO)


def _suits(offices: Offices, each: Slot) -> bool:
    start, end = each
    evening = start.time() >= offices.closes and start.date() == end.date()
    return evening or (offices.in_hours(start.time(), end.time()) and start.date() == end.date())

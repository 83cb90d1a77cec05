"""Slots out of open days and hours."""

from datetime import date, time, timedelta

import pytest

from meetings.polls.proposing import EVENING, MOST_OPTIONS, last_moment, slot, slots
from portal.dates.closed import Offices

CITY = Offices(closed=frozenset({date(2026, 9, 25)}))


def starts(*asked):
    return [start.strftime("%m-%d %H:%M") for start, _end in slots(CITY, *asked)]


def test_only_open_days_are_proposed():
    assert starts(date(2026, 9, 18), date(2026, 9, 28), [time(14)], 90) == ["09-18 14:00", "09-24 14:00", "09-28 14:00"]


@pytest.mark.parametrize(
    ("begins", "minutes", "proposed"),
    [
        (time(10), 90, True),
        (time(15, 45), 90, True),
        (time(16), 90, False),  # would end after the office has closed
        (time(8), 60, False),
        (EVENING, 135, True),  # 18:30–20:45, for members who work elsewhere by day
        (time(23), 90, False),  # over midnight
    ],
)
def test_by_day_within_office_hours_or_in_the_evening(begins, minutes, proposed):
    assert bool(starts(date(2026, 9, 24), date(2026, 9, 24), [begins], minutes)) is proposed


def test_the_times_come_in_order_and_once():
    day = date(2026, 9, 24)
    assert starts(day, day, [time(14), time(10), time(14)], 60) == ["09-24 10:00", "09-24 14:00"]


def test_never_more_than_a_poll_takes():
    assert len(slots(CITY, date(2026, 4, 1), date(2027, 3, 31), [time(10), time(14)], 60)) == MOST_OPTIONS


def test_a_day_ends_at_its_last_second_in_the_city():
    moment = last_moment(date(2026, 12, 2))
    assert moment.isoformat() == "2026-12-02T23:59:59+09:00"
    assert slot(date(2026, 12, 2), time(14), 90)[1] - slot(date(2026, 12, 2), time(14), 90)[0] == timedelta(minutes=90)

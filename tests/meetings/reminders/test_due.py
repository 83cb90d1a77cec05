"""On which day a reminder falls due: counted in office days or days of the calendar, never on a closed day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reminders.due import step_due
from portal.dates.closed import Offices

CITY = Offices()
LONG_AGO = date(2026, 1, 1)


def due_on(day, steps, *, office_days, since=LONG_AGO, city=CITY):
    """Each day before on which something falls due, with its step."""
    found = {}
    for back in range(60, -1, -1):
        today = day - timedelta(days=back)
        step = step_due(city, today=today, day=day, since=since, steps=steps, office_days=office_days)
        if step is not None and step not in found.values():
            found[today] = step
    return found


@pytest.mark.parametrize(
    ("day", "steps", "office_days", "expected"),
    [
        # a Thursday: the day before
        (date(2026, 12, 10), (1,), False, {date(2026, 12, 9): 1}),
        # a Monday: on the Friday before
        (date(2026, 12, 14), (1,), False, {date(2026, 12, 11): 1}),
        # after the days around New Year: on the last open day of the old one
        (date(2027, 1, 4), (1,), False, {date(2026, 12, 28): 1}),
        # 14 and 3 office days: 11-23 is 勤労感謝の日
        (date(2026, 12, 10), (14, 3), True, {date(2026, 11, 19): 14, date(2026, 12, 7): 3}),
        # over the turn of the year
        (date(2027, 1, 6), (3,), True, {date(2026, 12, 28): 3}),
        # シルバーウィーク: 9-21, 9-22 (国民の休日), 9-23
        (date(2026, 9, 25), (3, 1), True, {date(2026, 9, 17): 3, date(2026, 9, 24): 1}),
        (date(2026, 12, 10), (), False, {}),
    ],
)
def test_steps_before_a_day(day, steps, office_days, expected):
    assert due_on(day, steps, office_days=office_days) == expected


def test_a_local_closing_day_counts_as_closed():
    city = Offices(closed=frozenset({date(2026, 12, 9)}))
    assert due_on(date(2026, 12, 10), (1,), office_days=True, city=city) == {date(2026, 12, 8): 1}


def test_who_heard_of_it_since_is_not_told_again_by_that_step():
    steps, day = (14, 3), date(2026, 12, 10)
    assert due_on(day, steps, office_days=True, since=date(2026, 11, 19)) == {date(2026, 12, 7): 3}
    assert due_on(day, steps, office_days=True, since=date(2026, 12, 7)) == {}


@given(
    day=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    steps=st.sets(st.integers(1, 30), max_size=4),
    office_days=st.booleans(),
    back=st.integers(0, 60),
)
def test_it_comes_before_the_day_on_a_day_that_has_come(day, steps, office_days, back):
    today = day - timedelta(days=back)
    step = step_due(CITY, today=today, day=day, since=LONG_AGO - timedelta(400), steps=steps, office_days=office_days)
    if step is None:
        return
    falls = CITY.earlier(day, step) if office_days else CITY.on_or_before(day - timedelta(days=step))
    assert step in steps
    assert falls <= today <= day
    assert falls < day
    assert CITY.is_open(falls)

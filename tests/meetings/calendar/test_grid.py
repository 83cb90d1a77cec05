"""Weeks and months, as tables and for any month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.calendar.grid import by_day, has_page, weeks
from portal.dates.closed import Offices
from portal.dates.months import first_of_month

CITY = Offices()


def test_december_2026():
    rows = weeks(2026, 12, CITY, by_day([(date(2026, 12, 8), "a"), (date(2026, 12, 8), "b")]))
    assert [(row[0].day.day, row[6].day.day) for row in rows] == [(29, 5), (6, 12), (13, 19), (20, 26), (27, 2)]
    tuesday = rows[1][2]
    assert (tuesday.day, tuesday.things, tuesday.closing) == (date(2026, 12, 8), ["a", "b"], None)
    assert [day.day.day for row in rows for day in row if day.inside and day.named] == [29, 30, 31]


@given(st.integers(2000, 2098), st.integers(1, 12))
def test_every_day_of_a_month_stands_once_under_its_weekday(year, month):
    rows = weeks(year, month, CITY, {})
    inside = [day.day for row in rows for day in row if day.inside]
    assert inside == [date(year, month, number + 1) for number in range(len(inside))]
    assert first_of_month(date(year, month, 1), 1).toordinal() - inside[0].toordinal() == len(inside)
    assert all([day.day.isoweekday() % 7 for day in row] == list(range(7)) for row in rows)


@pytest.mark.parametrize(
    ("month", "has"),
    [(date(2000, 3, 1), False), (date(2000, 4, 1), True), (date(2100, 3, 1), True), (date(2100, 4, 1), False)],
)
def test_which_months_have_a_page(month, has):
    assert has_page(month) is has

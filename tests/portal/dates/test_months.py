"""Months are counted over years, and a fiscal year has twelve."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates.fiscal import fiscal_year
from portal.dates.months import IN_FISCAL_ORDER, first_of_month, fiscal_months


@pytest.mark.parametrize(
    ("by", "month"),
    [(-1, date(2025, 12, 1)), (0, date(2026, 1, 1)), (11, date(2026, 12, 1)), (12, date(2027, 1, 1))],
)
def test_months_are_counted_over_years(by, month):
    assert first_of_month(date(2026, 1, 31), by) == month


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(-500, 500))
def test_so_many_months_later_is_so_many_earlier(day, by):
    assert first_of_month(first_of_month(day, by), -by) == day.replace(day=1)


def test_a_fiscal_year_has_its_twelve_months():
    found = fiscal_months(2026)
    assert (found[0], found[-1], len(found)) == (date(2026, 4, 1), date(2027, 3, 1), 12)
    assert tuple(month.month for month in found) == IN_FISCAL_ORDER
    assert {fiscal_year(month) for month in found} == {2026}

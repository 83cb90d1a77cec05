from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.dates.fiscal import days_left_words, fiscal_year, fiscal_year_end, fiscal_year_label

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("given_day", "year", "last_day"),
    [
        (date(2026, 3, 31), 2025, date(2026, 3, 31)),
        (date(2026, 4, 1), 2026, date(2027, 3, 31)),
        (date(2026, 12, 31), 2026, date(2027, 3, 31)),
        (date(2027, 1, 1), 2026, date(2027, 3, 31)),
    ],
)
def test_the_year_turns_in_april(given_day, year, last_day):
    assert fiscal_year(given_day) == year
    assert fiscal_year_end(given_day) == last_day


@pytest.mark.parametrize(
    ("year", "label"),
    [(2026, "令和8年度"), (2019, "令和元年度"), (2018, "平成30年度"), (1989, "平成元年度"), (1988, "昭和63年度")],
)
def test_the_name_of_a_year(year, label):
    assert fiscal_year_label(year) == label


@pytest.mark.parametrize(
    ("days", "words"), [(5, "あと5日"), (2, "あと2日"), (1, "あす"), (0, "今日"), (-1, ""), (-400, "")]
)
def test_days_left(days, words):
    assert days_left_words(TODAY + timedelta(days=days), TODAY) == words


@settings(deadline=None)
@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_day_lies_in_the_year_that_ends_after_it(given_day):
    end = fiscal_year_end(given_day)
    assert timedelta(0) <= end - given_day < timedelta(days=366)
    assert fiscal_year(end) == fiscal_year(given_day)
    assert fiscal_year(end + timedelta(days=1)) == fiscal_year(given_day) + 1

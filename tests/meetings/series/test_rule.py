"""On which days a rule meets: 地方自治法4条の2 and the city's own days, as tables; and what holds for any rule."""

from datetime import date, time

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule
from dateutil.rrule import weekday as nth_weekday
from hypothesis import given
from hypothesis import strategies as st

from meetings.series.rule import LAST, Rule, planned
from meetings.series.words import about, why_there
from portal.dates.closed import Offices
from portal.dates.fiscal import fiscal_year
from portal.dates.months import IN_FISCAL_ORDER

CITY = Offices()
OWN = Offices(closed=frozenset({date(2026, 6, 11)}), labels={date(2026, 6, 11): "市制記念日"})


def rule(nth=2, weekday=3, *, day=None, shift="next", months=IN_FISCAL_ORDER):
    """第2木曜 from two to half past three."""
    nth, weekday = (None, None) if day else (nth, weekday)
    return Rule(nth, weekday, day, frozenset(months), time(14), time(15, 30), "市役所", shift)


def days(rule, year, offices=CITY):
    return {each.month.month: each.day for each in planned(rule, year, offices)}


def test_the_second_thursday_of_fiscal_2026():
    found = planned(rule(), 2026, OWN)
    assert [(each.day.month, each.day.day) for each in found] == [
        (4, 9),
        (5, 14),
        (6, 12),  # 市制記念日 on the 11th
        (7, 9),
        (8, 13),
        (9, 10),
        (10, 8),
        (11, 12),
        (12, 10),
        (1, 14),
        (2, 12),  # 建国記念の日 on the 11th
        (3, 11),
    ]
    assert {each.ruled: why_there(each) for each in found if each.shifted} == {
        date(2026, 6, 11): "6月11日（木）は市制記念日のため、後ろにずらしました。",
        date(2027, 2, 11): "2月11日（木）は建国記念の日のため、後ろにずらしました。",
    }


@pytest.mark.parametrize(
    ("of", "year", "month", "day"),
    [
        (rule(4, 1), 2026, 9, date(2026, 9, 24)),  # 22 is 国民の休日, 23 is 秋分の日
        (rule(4, 1, shift="previous"), 2026, 9, date(2026, 9, 18)),  # and 21 is 敬老の日, after a weekend
        (rule(4, 2), 2026, 9, date(2026, 9, 24)),
        (rule(4, 1, shift="skip"), 2026, 9, None),
        (rule(4, 1, shift="keep"), 2026, 9, date(2026, 9, 22)),
        (rule(day=30), 2026, 12, date(2027, 1, 4)),  # 年末年始
        (rule(day=30, shift="previous"), 2026, 12, date(2026, 12, 28)),
        (rule(day=1), 2027, 1, date(2028, 1, 4)),
        (rule(day=31), 2026, 2, date(2027, 3, 1)),  # the last day of February is a Sunday
        (rule(day=31), 2026, 6, date(2026, 6, 30)),
        (rule(LAST, 3), 2026, 4, date(2026, 4, 30)),  # the fifth
        (rule(LAST, 3), 2026, 5, date(2026, 5, 28)),  # the fourth
        (rule(1, 3), 2026, 1, date(2027, 1, 7)),
    ],
)
def test_single_days(of, year, month, day):
    assert days(of, year)[month] == day


@pytest.mark.parametrize(
    ("of", "year", "month", "day"),
    [
        # the last day of March 2029 is a Saturday, the first of April 2028 too
        (rule(day=31), 2028, 3, date(2029, 3, 30)),
        (rule(day=1, shift="previous"), 2028, 4, date(2028, 4, 3)),
    ],
)
def test_no_meeting_leaves_its_fiscal_year(of, year, month, day):
    found = {each.month.month: each for each in planned(of, year, CITY)}[month]
    assert (found.day, found.turned) == (day, True)
    assert why_there(found).endswith("次の年度や前の年度に入らないようにしています。")


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (rule(), "毎月第2木曜日"),
        (rule(LAST, 0, months=[10, 4]), "4月・10月の最終月曜日"),
        (rule(day=15), "毎月15日"),
        (rule(day=15, months=[1]), "1月の15日"),
    ],
)
def test_a_rule_in_words(of, words):
    assert about(of) == words


WEEKDAYS = st.builds(
    rule,
    st.sampled_from([1, 2, 3, 4, LAST]),
    st.integers(0, 6),
    shift=st.sampled_from(["next", "previous", "skip", "keep"]),
    months=st.sets(st.sampled_from(IN_FISCAL_ORDER), min_size=1),
)
DAYS = st.builds(
    rule,
    day=st.integers(1, 31),
    shift=st.sampled_from(["next", "previous", "skip", "keep"]),
    months=st.just(IN_FISCAL_ORDER),
)
YEARS = st.integers(2000, 2080)


@given(WEEKDAYS | DAYS, YEARS, st.sets(st.dates(date(2000, 1, 1), date(2081, 3, 31)), max_size=30))
def test_whatever_the_rule(of, year, closed):
    offices = Offices(closed=frozenset(closed))
    found = planned(of, year, offices)
    assert [each.month.month for each in found] == [month for month in IN_FISCAL_ORDER if month in of.months]
    held = [each.day for each in found if each.day]
    assert held == sorted(set(held))
    assert all(fiscal_year(day) == year for day in held)
    for each in found:
        assert (each.closing is None) is offices.is_open(each.ruled)
        if each.closing is None or of.shift == "keep":
            assert each.day == each.ruled
        elif of.shift == "skip":
            assert each.day is None
        else:
            assert each.day is None or offices.is_open(each.day)
            assert each.day is None or (each.day > each.ruled) is ((of.shift == "next") is not each.turned)


@given(WEEKDAYS, YEARS)
def test_the_days_of_the_rule_are_those_of_another_implementation(of, year):
    nth = -1 if of.nth == LAST else of.nth
    other = rrule(
        MONTHLY,
        dtstart=date(year, 4, 1),
        until=date(year + 1, 3, 31),
        byweekday=nth_weekday(of.weekday, nth),
        bymonth=sorted(of.months),
    )
    assert [each.ruled for each in planned(of, year, CITY)] == [each.date() for each in other]


@given(DAYS, YEARS)
def test_days_of_the_month_too(of, year):
    expected = [date(year, 4, 1) + relativedelta(months=n, day=of.day) for n in range(12)]
    assert [each.ruled for each in planned(of, year, CITY)] == expected

"""地方自治法4条の2 and 国民の祝日に関する法律3条, as tables."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates.closed import Offices, holiday_name, read_hours, read_time, read_year_end

CITY = Offices()
OWN = Offices(closed=frozenset({date(2026, 11, 13)}), opened=frozenset({date(2026, 11, 14), date(2026, 12, 29)}))
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_", "why"),
    [
        (date(2026, 11, 30), True, "a Monday"),
        (date(2026, 11, 28), False, "a Saturday"),
        (date(2026, 11, 29), False, "a Sunday"),
        (date(2026, 5, 5), False, "こどもの日"),
        (date(2026, 5, 6), False, "憲法記念日 was a Sunday: 振替休日 after all three"),
        (date(2026, 5, 7), True, "the week goes on"),
        (date(2026, 9, 21), False, "敬老の日"),
        (date(2026, 9, 22), False, "国民の休日: a weekday between two holidays"),
        (date(2026, 9, 23), False, "秋分の日"),
        (date(2026, 9, 24), True, "the week goes on"),
        (date(2027, 2, 11), False, "建国記念の日"),
        (date(2026, 12, 28), True, "御用納め"),
        (date(2026, 12, 29), False, "the turn of the year"),
        (date(2026, 12, 31), False, "the turn of the year"),
        (date(2027, 1, 3), False, "the turn of the year"),
        (date(2027, 1, 4), True, "御用始め"),
        (date(2019, 5, 1), False, "the accession, once only"),
        (date(2021, 7, 23), False, "スポーツの日, moved by a special law"),
        (date(2021, 10, 11), True, "where it stood in other years"),
    ],
)
def test_whether_the_office_is_open(day, open_, why):
    assert CITY.is_open(day) is open_, why


def test_the_names_of_holidays():
    assert holiday_name(date(2026, 9, 22)) == "国民の休日"
    assert holiday_name(date(2026, 11, 30)) == ""


@pytest.mark.parametrize(
    ("day", "open_"),
    [(date(2026, 11, 13), False), (date(2026, 11, 14), True), (date(2026, 12, 29), True), (date(2026, 12, 30), False)],
)
def test_the_citys_own_days_win(day, open_):
    assert OWN.is_open(day) is open_


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 5, 2), date(2026, 5, 7)),
        (date(2026, 9, 19), date(2026, 9, 24)),
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2027, 2, 11), date(2027, 2, 12)),
    ],
)
def test_a_deadline_on_a_closed_day_moves_on(day, moved):
    assert CITY.on_or_after(day) == moved


@pytest.mark.parametrize(
    ("day", "n", "later"),
    [
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 1)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 12, 25), 2, date(2027, 1, 4)),
        (date(2026, 9, 18), 1, date(2026, 9, 24)),
        (date(2026, 4, 28), 3, date(2026, 5, 7)),
    ],
)
def test_open_days_later(day, n, later):
    assert CITY.later(day, n) == later


@pytest.mark.parametrize(("day", "n", "earlier"), [
    (date(2026, 12, 10), 3, date(2026, 12, 7)),
    (date(2026, 12, 10), 14, date(2026, 11, 19)),  # 11-23 is 勤労感謝の日
    (date(2027, 1, 6), 3, date(2026, 12, 28)),
    (date(2026, 12, 12), 0, date(2026, 12, 11)),  # a Saturday
    (date(2026, 12, 11), 0, date(2026, 12, 11)),
])  # fmt: skip
def test_open_days_earlier(day, n, earlier):
    assert CITY.earlier(day, n) == earlier


def test_no_days_are_counted_against_their_direction():
    for count in (CITY.later, CITY.earlier):
        with pytest.raises(ValueError):
            count(date(2026, 12, 10), -1)


@pytest.mark.parametrize("text", ["8", "24:00", "8:60", "8.30", ""])
def test_an_hour_that_is_none(text):
    with pytest.raises(ValueError):
        read_time(text)
    assert read_time("8:30") == time(8, 30)


def test_the_neighbours():
    assert CITY.previous_open(date(2027, 1, 4)) == date(2026, 12, 28)
    assert CITY.on_or_before(date(2026, 9, 23)) == date(2026, 9, 18)
    assert CITY.open_days(date(2026, 9, 18), date(2026, 9, 25)) == [
        date(2026, 9, 18),
        date(2026, 9, 24),
        date(2026, 9, 25),
    ]


def test_a_city_with_another_turn_of_the_year():
    assert Offices(year_end=((1, 1), (1, 3))).is_open(date(2026, 12, 29))
    assert not Offices(year_end=((1, 1), (1, 3))).is_open(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("begins", "ends", "within"),
    [
        (time(8, 30), time(17, 15), True),
        (time(14), time(15, 30), True),
        (time(16), time(17, 30), False),
        (time(8), time(9), False),
        (time(18, 30), time(20, 45), False),
        (time(10), time(10), False),
    ],
)
def test_office_hours(begins, ends, within):
    assert CITY.in_hours(begins, ends) is within


def test_what_the_settings_say():
    assert read_year_end("12/29-1/3") == ((12, 29), (1, 3))
    assert read_hours("8:30-17:15") == (time(8, 30), time(17, 15))
    for wrong in ("", "12/29", "13/1-1/3", "12/29-1/32"):
        with pytest.raises(ValueError):
            read_year_end(wrong)
    for wrong in ("", "8:30", "17:15-8:30", "25:00-26:00"):
        with pytest.raises(ValueError):
            read_hours(wrong)


@given(DAYS)
def test_next_and_previous_are_open_and_undo_each_other(day):
    after = CITY.next_open(day)
    assert CITY.is_open(after)
    assert after > day
    assert CITY.previous_open(after) == CITY.on_or_before(day)


def test_a_city_that_never_opens_is_said_to_be_wrong():
    with pytest.raises(ValueError):
        Offices(year_end=((1, 1), (12, 31))).next_open(date(2026, 4, 1))

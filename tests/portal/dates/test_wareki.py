from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.dates.wareki import WEEKDAYS, clock, day, parse_coming_day, parse_date, span, wareki, wareki_year

TOKYO = ZoneInfo("Asia/Tokyo")
FIRST_DAY = date(1868, 10, 23)
NOON = datetime(2026, 11, 30, 14, 0, tzinfo=TOKYO)
days = st.dates(min_value=FIRST_DAY, max_value=date(2117, 12, 31))


@pytest.mark.parametrize(
    ("given_day", "words"),
    [
        (date(2026, 11, 30), "令和8年11月30日（月）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2019, 4, 30), "平成31年4月30日（火）"),
        (date(1989, 1, 8), "平成元年1月8日（日）"),
        (date(1989, 1, 7), "昭和64年1月7日（土）"),
        (date(1926, 12, 25), "昭和元年12月25日（土）"),
        (date(1926, 12, 24), "大正15年12月24日（金）"),
        (date(1912, 7, 30), "大正元年7月30日（火）"),
        (date(1912, 7, 29), "明治45年7月29日（月）"),
        (FIRST_DAY, "明治元年10月23日（金）"),
        (datetime(2019, 4, 30, 15, 0, tzinfo=UTC), "令和元年5月1日（水）"),
    ],
)
def test_a_day_in_full(given_day, words):
    assert wareki(given_day) == words


def test_no_era_before_meiji():
    with pytest.raises(ValueError):
        wareki(FIRST_DAY - timedelta(days=1))


def test_year_day_and_clock_alone():
    assert wareki_year(NOON) == "令和8年"
    assert day(NOON) == "11月30日（月）"
    assert clock(NOON) == "14:00"
    assert clock(time(9, 5)) == "9:05"
    assert clock(datetime(2026, 11, 30, 15, 30, tzinfo=UTC)) == "0:30"


def test_a_datetime_without_zone_is_refused():
    with pytest.raises(ValueError):
        wareki(datetime(2026, 11, 30, 14, 0))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (NOON, NOON + timedelta(minutes=90), "令和8年11月30日（月）14:00–15:30"),
        (NOON.astimezone(UTC), NOON.astimezone(UTC), "令和8年11月30日（月）14:00–14:00"),
        (NOON, NOON + timedelta(hours=12), "令和8年11月30日（月）14:00–12月1日（火）2:00"),
        (
            datetime(2026, 12, 31, 23, 0, tzinfo=TOKYO),
            datetime(2027, 1, 1, 0, 30, tzinfo=TOKYO),
            "令和8年12月31日（木）23:00–令和9年1月1日（金）0:30",
        ),
    ],
)
def test_a_span(start, end, words):
    assert span(start, end) == words


def test_a_span_does_not_run_backwards():
    with pytest.raises(ValueError):
        span(NOON, NOON - timedelta(minutes=1))


@pytest.mark.parametrize(
    "text",
    [
        "令和8年11月28日",
        "令和８年１１月２８日",
        "令和8年11月28日（土）",
        "令和8年11月28日(土)",
        " 令和 8 年 11 月 28 日　",
        "R8.11.28",
        "r8/11/28",
        "Ｒ８．１１．２８",
        "R08.11.28（土曜日）",
        "2026-11-28",
        "2026/11/28",
        "２０２６／１１／２８",
        "２０２６－１１－２８",
        "2026年11月28日",
        "2026年11月28日（土）",
    ],
)
def test_ways_of_writing_the_same_day(text):
    assert parse_date(text) == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("M45.7.29", date(1912, 7, 29)),
        ("2028-2-29", date(2028, 2, 29)),
    ],
)
def test_days_near_the_turn_of_an_era(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "あした",
        "11月28日",
        "26-11-28",
        "2026-11/28",
        "2026-13-01",
        "2026-02-29",
        "令和8年2月30日",
        "令和0年1月1日",
        "令和元年4月30日",
        "平成31年5月1日",
        "平成32年1月1日",
        "昭和64年1月8日",
        "令治8年1月1日",
        "R8.11/28",
        "2026年11月28日（日）",
        "2026-11-28 10:00",
        "2026-11-28\n2026-11-29",
        "٢٠٢٦-11-28",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        parse_date(text)


@settings(deadline=None)
@given(days)
def test_what_is_written_is_read_back(written):
    assert parse_date(wareki(written)) == written
    assert parse_date(f"{written:%Y/%m/%d}({WEEKDAYS[written.weekday()]})") == written


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        assert isinstance(parse_date(text), date)
    except ValueError:
        pass


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/11", date(2026, 12, 11)),
        ("12月11日", date(2026, 12, 11)),
        ("１２月１１日（金）", date(2026, 12, 11)),
        ("11/30", date(2026, 11, 30)),  # today
        ("11/29", date(2027, 11, 29)),
        ("1/8", date(2027, 1, 8)),
        ("令和9年1月8日", date(2027, 1, 8)),
        ("2026/11/1", date(2026, 11, 1)),
    ],
)
def test_a_day_without_a_year_is_the_coming_one(text, expected):
    assert parse_coming_day(text, date(2026, 11, 30)) == expected


@pytest.mark.parametrize("text", ["2/29", "13/1", "12/32", "12月11日（月）", "12", "12.11", ""])
def test_no_year_is_guessed_for_what_is_no_day(text):
    with pytest.raises(ValueError):
        parse_coming_day(text, date(2026, 11, 30))


@given(today=days, ahead=st.integers(0, 364))
def test_what_is_written_without_a_year_lies_ahead(today, ahead):
    wanted = today + timedelta(days=ahead)
    found = parse_coming_day(f"{wanted.month}/{wanted.day}", today)
    assert (found.month, found.day) == (wanted.month, wanted.day)
    assert today <= found <= wanted

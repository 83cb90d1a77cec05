"""Dates and times as a Japanese office writes them, and reads them."""

import re
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"


class Era(NamedTuple):
    """An era: its name, its letter on forms, its first day."""

    name: str
    letter: str
    first_day: date


# Newest first. 明治 is counted from the day it was proclaimed; days before 1873 are Gregorian, not lunar.
ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 10, 23)),
)

# Full-width forms, and the long dashes an input method puts where a hyphen was meant.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\u3000"): " ",
    ord("−"): "-",
    ord("‐"): "-",
    ord("ー"): "-",
}
_ERA_YEAR = r"(?P<era>[明大昭平令][治正和成]|[MTSHR])\s*(?P<year>[0-9]{1,2}|元)\s*"
_WEEKDAY = r"(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?"
_WITHOUT_YEAR = re.compile(r"(?P<month>[0-9]{1,2})\s*[/月]\s*(?P<day>[0-9]{1,2})\s*日?\s*" + _WEEKDAY)
_FORMS = tuple(
    re.compile(form + _WEEKDAY, re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})(?P<sep>[-/])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})\s*",
        r"(?P<year>[0-9]{4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日\s*",
        _ERA_YEAR + r"(?P<sep>[./])\s*(?P<month>[0-9]{1,2})\s*(?P=sep)\s*(?P<day>[0-9]{1,2})\s*",
        _ERA_YEAR + r"年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日\s*",
    )
)


def wareki(d: date) -> str:
    """A day in full: 令和8年11月30日（月）. An aware datetime is the day it is in Tokyo. ValueError before 明治."""
    return wareki_year(d) + day(d)


def wareki_year(d: date) -> str:
    """The year of an era: 令和8年, and 令和元年 for the first. ValueError before 明治."""
    local = _local_date(d)
    era = _era_of(local)
    number = local.year - era.first_day.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def day(d: date) -> str:
    """Month, day and weekday: 11月30日（月）."""
    local = _local_date(d)
    return f"{local.month}月{local.day}日（{WEEKDAYS[local.weekday()]}）"


def clock(t: time | datetime) -> str:
    """Hours and minutes: 14:00. An aware datetime is shown as the clocks in Tokyo show it."""
    if isinstance(t, datetime):
        t = _in_tokyo(t).time()
    return f"{t.hour}:{t.minute:02}"


def span(start: datetime, end: datetime) -> str:
    """From when to when: 令和8年11月30日（月）14:00–15:30; over midnight the second day is named too.

    Both are aware. ValueError when the end lies before the start.
    """
    if end < start:
        raise ValueError("the end lies before the start")
    return f"{wareki(start)}{clock(start)}–{_second_day(start, end)}{clock(end)}"


def parse_date(text: str) -> date:
    """The day that a person wrote, in 和暦 (令和8年11月28日, R8.11.28) or 西暦 (2026-11-28, 2026年11月28日).

    Full or half width, with or without the weekday in brackets. ValueError for anything else: a day that
    is not in the calendar, a day outside its era (平成32年), a weekday that is not that day's.
    """
    plain = text.translate(_HALF_WIDTH).strip()
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _day_of(found)
    raise ValueError("not a date")


def parse_coming_day(text: str, today: date) -> date:
    """The day that a person wrote; without a year (12/11, 12月11日) the next such day from ``today`` on.

    ``ValueError`` as ``parse_date``, and for a day that the coming twelve months do not have (2/29).
    """
    plain = text.translate(_HALF_WIDTH).strip()
    if found := _WITHOUT_YEAR.fullmatch(plain):
        for year in (today.year, today.year + 1):
            day = _in_year(year, int(found["month"]), int(found["day"]))
            if day is not None and day >= today:
                return _with_weekday(day, found["weekday"])
        raise ValueError("no such day ahead")
    return parse_date(text)


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of(found: re.Match[str]) -> date:
    parts = found.groupdict()
    if parts.get("era"):
        result = _day_of_era(parts["era"], parts["year"], int(parts["month"]), int(parts["day"]))
    else:
        result = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    return _with_weekday(result, parts["weekday"])


def _with_weekday(day: date, weekday: str | None) -> date:
    if weekday and weekday != WEEKDAYS[day.weekday()]:
        raise ValueError("the weekday is not that of the date")
    return day


def _day_of_era(name: str, year: str, month: int, day_of_month: int) -> date:
    era = next((era for era in ERAS if name.upper() in (era.name, era.letter)), None)
    if era is None:
        raise ValueError("not an era")
    number = 1 if year == "元" else int(year)
    result = date(era.first_day.year + number - 1, month, day_of_month)
    if number < 1 or _era_of(result) is not era:
        raise ValueError("the day is not in that era")
    return result


def _era_of(d: date) -> Era:
    for era in ERAS:
        if d >= era.first_day:
            return era
    raise ValueError("before 明治")


def _second_day(start: datetime, end: datetime) -> str:
    if _local_date(start) == _local_date(end):
        return ""
    return day(end) if wareki_year(start) == wareki_year(end) else wareki(end)


def _local_date(d: date) -> date:
    return _in_tokyo(d).date() if isinstance(d, datetime) else d


def _in_tokyo(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a datetime must know its time zone")
    return moment.astimezone(TOKYO)

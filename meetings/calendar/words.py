"""Why a day of the calendar is closed, in words (pure)."""

from typing import Any

from meetings.calendar.grid import Day
from meetings.office_days.words import why_closed


def closed_words(day: Day[Any]) -> str:
    """勤労感謝の日, 年末年始, 市制記念日; nothing on Saturdays and Sundays, which their column names."""
    return why_closed(day.closing, day.day) if day.closing and day.named else ""

"""How long a guest's term may be (pure)."""

from datetime import date


def a_year_after(day: date) -> date:
    """The same day of the next year; 1 March after 29 February."""
    if day.year == date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)

"""Whole months, and the twelve of a fiscal year (pure)."""

from datetime import date

IN_FISCAL_ORDER = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


def first_of_month(day: date, by: int = 0) -> date:
    """The first day of the month so many months later than this day's, or earlier. ValueError outside of years 1–9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month + 1, 1)


def fiscal_months(year: int) -> list[date]:
    """The first days of the twelve months of the fiscal year that begins in April of ``year``."""
    return [first_of_month(date(year, 4, 1), number) for number in range(12)]

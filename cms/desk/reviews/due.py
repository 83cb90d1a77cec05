"""When a page is to be looked at again, and when somebody is reminded of it (pure)."""

from calendar import monthrange
from datetime import date

FIRST, BEFORE = 12, -1  # months after the first publication; the first reminder against the day


def months_after(day: date, months: int) -> date:
    """The same day so many months later (or earlier); the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def step_due(*, today: date, review_on: date, since: date) -> int | None:
    """The reminder that has fallen due: -1 a month before, 0 on the day, then one for each month; None before the first.

    ``since``: when the page was published last. What fell due before, or on that day, is not told: somebody has just had
    the page in their hands.
    """
    if today < months_after(review_on, BEFORE):
        return None
    step = (today.year - review_on.year) * 12 + today.month - review_on.month
    while months_after(review_on, step) > today:
        step -= 1
    return step if months_after(review_on, step) > since else None

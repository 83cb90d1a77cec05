"""On which day a reminder falls due (pure)."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.dates.closed import Offices


def step_due(
    city: Offices, *, today: date, day: date, since: date, steps: Iterable[int], office_days: bool
) -> int | None:
    """Of the steps before ``day`` (30, 14, 3 days) the nearest that has come; None where none has, or all before ``since``.

    Counted in office days, or in days of the calendar; what falls on a closed day comes on the open day before. ``since``: the
    day on which the person heard of it last, so that nobody is told in the morning what came yesterday anyway.
    """
    for step in sorted(steps):
        falls = city.earlier(day, step) if office_days else city.on_or_before(day - timedelta(days=step))
        if falls <= today:
            return step if since < falls else None
    return None

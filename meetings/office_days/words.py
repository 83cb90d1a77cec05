"""Why the office is closed on a day, in words (pure)."""

from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.dates.closed import Closing


def why_closed(closing: Closing, day: date) -> str:
    """What day it is: 建国記念の日, 年末年始, 市制記念日, a Saturday."""
    if closing.kind == "year_end":
        return _("turn of the year")
    if closing.kind == "weekend":
        return str(WEEKDAYS[day.weekday()])
    return closing.name or _("a closed day of the city")

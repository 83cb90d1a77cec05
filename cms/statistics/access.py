"""Reading how often pages were read."""

from datetime import date
from typing import NamedTuple

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from cms.statistics.models import VisitCount


class Month(NamedTuple):
    """A month by its first day, and its reads."""

    month: date
    reads: int


class Top(NamedTuple):
    """A page by its address, and its reads."""

    path: str
    reads: int


def months(last: int = 24) -> list[Month]:
    """The reads of each month, the latest first."""
    rows = VisitCount.objects.annotate(month=TruncMonth("day")).values("month").annotate(sum=Sum("count"))
    return [Month(row["month"], row["sum"]) for row in rows.order_by("-month")[:last]]


def top_pages(month: date, most: int = 50) -> list[Top]:
    """The pages that were read most in this month."""
    days = VisitCount.objects.filter(day__year=month.year, day__month=month.month)
    rows = days.values("path").annotate(sum=Sum("count")).order_by("-sum", "path")
    return [Top(row["path"], row["sum"]) for row in rows[:most]]


def daily() -> list[tuple[date, str, int]]:
    """Everything, day by day: for the spreadsheet."""
    rows = VisitCount.objects.values("day", "path").annotate(sum=Sum("count")).order_by("day", "path")
    return [(row["day"], row["path"], row["sum"]) for row in rows]

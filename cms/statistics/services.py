"""Storing how often pages were read."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Sum

from cms.statistics.counting import given_back, taken
from cms.statistics.lines import visits
from cms.statistics.models import VisitCount

LOG, INSIDE = "log", "inside"


def count_log(lines: Iterable[str], source: str = LOG) -> int:
    """Take in a web server's log; answers how many reads its days have. Taken in twice, it counts once.

    A day is replaced as a whole, and only by more than was known of it: of a log that was cut at midday the rest of the day
    is not forgotten.
    """
    by_day: dict[date, Counter[str]] = {}
    for (day, path), number in visits(lines).items():
        by_day.setdefault(day, Counter())[path] += number
    return sum(_replace(source, day, paths) for day, paths in by_day.items())


@transaction.atomic
def _replace(source: str, day: date, paths: Counter[str]) -> int:
    rows = VisitCount.objects.filter(source=source, day=day)
    known = rows.aggregate(sum=Sum("count"))["sum"] or 0
    if paths.total() > known:
        rows.delete()
        VisitCount.objects.bulk_create(
            VisitCount(source=source, day=day, path=path, count=number) for path, number in paths.items()
        )
    return paths.total()


def store_counted() -> None:
    """What this process counted goes into the table; what cannot be stored is counted on."""
    found = taken()
    if not found:
        return
    try:
        _add(found)
    except Exception:
        given_back(found)
        raise


@transaction.atomic
def _add(found: Counter[tuple[date, str]]) -> None:
    for (day, path), number in found.items():
        row, new = VisitCount.objects.get_or_create(source=INSIDE, day=day, path=path, defaults={"count": number})
        if not new:
            VisitCount.objects.filter(pk=row.pk).update(count=F("count") + number)

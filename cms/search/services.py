"""The list with which the search starts, and counting what is searched for."""

from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from cms.search.access import lexicon
from cms.search.models import SearchCount, SearchVariant

STARTER = Path(__file__).with_name("starter.tsv")
KEPT = timedelta(days=180)
MOST_A_DAY = 2000  # different ones: nobody fills the table by asking


def start_search() -> None:
    """Lay the starter list down, where editors have none yet."""
    if SearchVariant.objects.exists():
        return
    rows = [line.split("\t") for line in STARTER.read_text().splitlines() if line and not line.startswith("#")]
    SearchVariant.objects.bulk_create(SearchVariant(words=words, instead=instead) for words, instead in rows)
    lexicon.forget()


def count_search(words: str, *, language: str, found: int) -> None:
    """Count a search for its day; a count that cannot be written now is left out, the searcher does not wait for it."""
    day = timezone.localdate()
    try:
        with transaction.atomic():
            row = {"day": day, "language": language, "words": words[:100]}
            if SearchCount.objects.filter(**row).update(times=F("times") + 1, found=found):
                return
            if SearchCount.objects.filter(day=day).count() < MOST_A_DAY:
                SearchCount.objects.create(**row, times=1, found=found)
    except DatabaseError:
        return


def forget_old_counts() -> None:
    """Delete the counts older than half a year."""
    SearchCount.objects.filter(day__lt=timezone.localdate() - KEPT).delete()

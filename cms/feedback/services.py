"""Taking in what readers say about a page."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.feedback.models import KEPT, WORDS_LENGTH, FeedbackCount, FeedbackWords

WORDS_A_DAY = 50  # of one page: more than a day's honest words, and a bound for who floods it


@transaction.atomic
def take_in(page: Page, useful: str, words: str) -> None:
    """Count a yes or a no, and keep words if there are any: ``useful`` is "yes", "no", or anything for neither.

    Words are cut to 400 characters and kept as one line of text without control characters.
    """
    today = timezone.localdate()
    if useful in ("yes", "no"):
        FeedbackCount.objects.get_or_create(page=page, day=today)
        FeedbackCount.objects.filter(page=page, day=today).update(**{useful: F(useful) + 1})
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:WORDS_LENGTH]
    if line and FeedbackWords.objects.filter(page=page, day=today).count() < WORDS_A_DAY:
        FeedbackWords.objects.create(page=page, day=today, words=line)


def forget_old() -> None:
    """Throw away what is older than ``KEPT``."""
    limit = timezone.localdate() - KEPT
    FeedbackWords.objects.filter(day__lt=limit).delete()
    FeedbackCount.objects.filter(day__lt=limit).delete()

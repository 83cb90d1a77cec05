"""Whether pages are of use: numbers, and words without a name. Nothing about who answered is kept."""

from datetime import timedelta

from django.db import models
from wagtail.models import Page

WORDS_LENGTH = 400
KEPT = timedelta(days=400)  # a year and the review that follows it


class FeedbackCount(models.Model):
    """How many said yes and no about one page on one day."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("page", "day"), name="feedback_counted_once"),)


class FeedbackWords(models.Model):
    """What somebody found hard to understand on a page; the day alone, no moment and no address."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    words = models.CharField(max_length=WORDS_LENGTH)

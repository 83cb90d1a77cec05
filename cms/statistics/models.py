"""How often a page was read on a day: a number, and nothing about who read it."""

from django.db import models


class VisitCount(models.Model):
    """Reads of one page on one day, as one source counted them (the web server's log, or this process)."""

    source = models.CharField(max_length=40)
    day = models.DateField()
    path = models.CharField(max_length=300)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "day", "path"), name="visits_counted_once"),)
        indexes = (models.Index(fields=("day",), name="visits_by_day"),)

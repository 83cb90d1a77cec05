"""The city's own days: closed by ordinance or for a festival, or open though the calendar says closed."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class OfficeDay(models.Model):
    """One day on which the office is closed or open, whatever the national calendar says."""

    class Kind(models.TextChoices):
        CLOSED = "closed", pgettext_lazy("an office", "Closed")
        OPEN = "open", pgettext_lazy("an office", "Open")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(unique=True)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.CLOSED)
    label = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("day",)

"""The record of what was done, by whom and when; no word of a case stands in it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """One act. ``target`` is a kind and an id, never a name or a text."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("target_kind", "target_id"), name="audit_target"),)

    def save(self, *args: Any, **options: Any) -> None:
        """Append only."""
        if self.pk is not None:
            raise TypeError("audit events are never changed")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("audit events are never deleted")

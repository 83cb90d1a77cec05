"""The record of what was done, by whom and when; no word of a case stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.audit.append_only import append_only

if TYPE_CHECKING:
    EventQuerySet = models.QuerySet["AuditEvent"]
else:
    EventQuerySet = models.QuerySet


class AppendOnly(EventQuerySet):
    """Many events at once are no more changed or deleted than one."""

    def update(self, **values: Any) -> int:
        """Refused."""
        raise TypeError("audit events are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("audit events are never deleted")


@append_only()
class AuditEvent(models.Model):
    """One act. ``target`` is a kind and an id, never a name or a text."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=60, blank=True)  # a short code: on what ground it was allowed
    # from where (origin.py); empty for commands
    address = models.CharField(max_length=45, blank=True)
    door = models.CharField(max_length=80, blank=True)
    session = models.CharField(max_length=16, blank=True)

    objects: ClassVar[models.Manager[AuditEvent]] = models.Manager.from_queryset(AppendOnly)()

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

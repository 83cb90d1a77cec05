"""The record of what was done, by whom and when; no word of a case stands in it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.audit.append_only import append_only
from portal.audit.chain import moment

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

    @property
    def record(self) -> dict[str, str | int | None]:
        """The event as it is hashed: every column."""
        return {
            "id": self.pk,
            "at": moment(self.at),
            "actor": str(self.actor_id) if self.actor_id else None,
            "verb": self.verb,
            "target_kind": self.target_kind,
            "target_id": self.target_id,
            "detail": self.detail,
            "why": self.why,
            "address": self.address,
            "door": self.door,
            "session": self.session,
        }


@append_only()
class AuditLink(models.Model):
    """The place of an event in the chain: gap-free number, the hash before it, its own hash, the server's seal.

    A table of its own, because places are given one after the other, under one lock and only after
    the act is done (docs/decisions/0005-the-record-proves-itself.md).
    """

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="link")
    prev = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=160)

    class Meta:
        ordering = ("seq",)


@append_only()
class AuditCheckpoint(models.Model):
    """How far the chain had come at a time, sealed; the same line is kept outside the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    seal = models.CharField(max_length=160)

    class Meta:
        ordering = ("seq", "at")

    @property
    def record(self) -> dict[str, str | int | None]:
        """What the seal covers: every other column."""
        return {"id": str(self.pk), "seq": self.seq, "hash": self.hash, "at": moment(self.at)}

"""Writing to the record."""

from typing import Any

from django.db import models

from portal.audit.models import AuditEvent


def record(*, actor: Any, verb: str, target: models.Model | None = None, detail: str = "") -> None:
    """Record one act of ``actor`` (a person, or None for the system) in the running transaction.

    ``verb`` is "<concept>.<past tense>"; ``detail`` is a short code, never words of a case.
    """
    AuditEvent.objects.create(
        actor=actor if getattr(actor, "pk", None) else None,
        verb=verb,
        target_kind=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        detail=detail,
    )

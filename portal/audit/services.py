"""Writing to the record."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from portal.audit.models import AuditEvent
from portal.audit.setup import Setup


def record(
    *, actor: AbstractBaseUser | Setup | None, verb: str, target: models.Model | None = None, detail: str = ""
) -> None:
    """Record one act of ``actor`` (a person, the setting up, or None for the system) in the running transaction.

    ``verb`` is "<concept>.<past tense>"; ``detail`` is a short code, never words of a case.
    """
    AuditEvent.objects.create(
        actor=cast(Any, actor) if isinstance(actor, AbstractBaseUser) else None,  # accounts stands above audit
        verb=verb,
        target_kind=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        detail=detail or (f"setup:{actor.by}" if isinstance(actor, Setup) else ""),
    )

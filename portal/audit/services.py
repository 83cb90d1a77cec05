"""Writing to the record."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from portal.audit.models import AuditEvent
from portal.audit.origin import current
from portal.audit.setup import Setup


def record(
    *,
    actor: AbstractBaseUser | Setup | None,
    verb: str,
    target: models.Model | None = None,
    detail: str = "",
    why: str = "",
) -> None:
    """Record one act of ``actor`` (a person, the setting up, or None for the system) in the running transaction.

    ``verb`` is "<concept>.<past tense>"; ``detail`` and ``why`` (on what ground it was allowed) are
    short codes, never words of a case. From where it was done is known by itself (origin.py).
    """
    origin = current()
    AuditEvent.objects.create(
        actor=cast(Any, actor) if isinstance(actor, AbstractBaseUser) else None,  # accounts stands above audit
        verb=verb,
        target_kind=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        detail=detail or (f"setup:{actor.by}" if isinstance(actor, Setup) else ""),
        why=why,
        address=origin.address,
        door=origin.door,
        session=origin.session,
    )

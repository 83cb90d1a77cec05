"""Who audits, and what an auditor sees of the record: ids, kinds, people and times, never a word of a case."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.auditor.models import AuditMandate
from portal.pledge.access import signed_series
from portal.pledge.models import Kind
from portal.pledge.running import Running

MANDATED = "mandated"  # what is fetched with every login (portal.sessions)
SERIES = "audit"  # auditors sign a pledge of their own


@dataclass(frozen=True)
class Filter:
    """What is looked for; empty fields let everything through."""

    person: str = ""
    verb: str = ""
    kind: str = ""
    target: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def digest(self) -> str:
        """What an export's fresh factor is for: exactly these fields."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def has_mandate(user: User) -> bool:
    """Whether the person is appointed to audit today."""
    return _mandates(timezone.localdate()).filter(user=user).exists()


def opens_the_record(user: User) -> bool:
    """Whether the person audits today or will: for their account nobody on the web answers."""
    return AuditMandate.objects.filter(user=user, ended_at=None, ends_on__gte=timezone.localdate()).exists()


def mandate_of_login() -> Exists:
    """The same, fetched with the login that a page is asked by."""
    return Exists(_mandates(timezone.localdate()).filter(user=OuterRef("user")))


def _mandates(day: date) -> QuerySet[AuditMandate]:
    return AuditMandate.objects.filter(ended_at=None, starts_on__lte=day, ends_on__gte=day)


def needs_on(day: date) -> QuerySet[AuditMandate]:
    """Of whom the auditors' pledge is asked on a day: rows with ``user_id``, ``series`` and ``kind``."""
    return _mandates(day).annotate(
        series=Value(SERIES, output_field=CharField()), kind=Value(Kind.OFFICE, output_field=IntegerField())
    )


def running_of(series: str) -> Running:
    """Nobody: no one who works in the portal publishes the text by which they are audited, nor do two."""
    return Running()


def is_auditor(user: User) -> bool:
    """Whether the person may read the record today: appointed, and pledged for it."""
    return user.is_active and has_mandate(user) and SERIES in signed_series(user)


def require_auditor(user: User) -> None:
    """Let auditors through; for everybody else, the superuser too, there is no such page."""
    if not is_auditor(user):
        raise Http404


def events(asked: Filter) -> QuerySet[AuditEvent]:
    """The acts that are looked for, the newest first."""
    rows = AuditEvent.objects.select_related("actor", "link").order_by("-id")
    for word in asked.person.split():
        rows = rows.filter(
            Q(actor__last_name__contains=word) | Q(actor__first_name__contains=word) | Q(actor__email=word.lower())
        )
    exact: dict[str, Any] = {"verb": asked.verb, "target_kind": asked.kind, "target_id": asked.target}
    rows = rows.filter(**{field: value for field, value in exact.items() if value})
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return rows


def page_of(asked: Filter, before: int | None, size: int) -> tuple[list[AuditEvent], int | None]:
    """So many acts older than the one numbered ``before``, and the number to go on from, if there are more."""
    rows = events(asked)
    found = list((rows.filter(pk__lt=before) if before else rows)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def last_verification() -> AuditEvent | None:
    """When the record was last recomputed, and whether it held."""
    return AuditEvent.objects.filter(verb__in=("record.verified", "record.broken")).order_by("-id").first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

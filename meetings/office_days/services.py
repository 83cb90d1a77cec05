"""Entering the city's own open and closed days, and taking them out again."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.office_days.access import may_keep
from meetings.office_days.models import OfficeDay
from meetings.office_days.reading import differences
from portal.accounts.models import User
from portal.audit.services import record


@transaction.atomic
def enter_day(*, actor: User, day: date, kind: str, label: str) -> OfficeDay:
    """The office is closed, or open, on this day; what was entered for the day before is replaced."""
    if not may_keep(actor):
        raise PermissionDenied
    row, _new = OfficeDay.objects.update_or_create(day=day, defaults={"kind": kind, "label": label})
    record(actor=actor, verb="office_day.entered", target=row, detail=kind)
    return row


@transaction.atomic
def take_in_list(*, actor: User, listed: Mapping[date, str]) -> int:
    """Enter what the Cabinet Office's list says otherwise than the calendar here; answers how many days.

    Days that were entered by hand stay as they are, and weekends are closed anyway.
    """
    if not may_keep(actor):
        raise PermissionDenied
    found = differences(dict(listed), timezone.localdate())
    kept = set(OfficeDay.objects.filter(day__in=found).values_list("day", flat=True))
    entered = 0
    for day, (closed, name) in sorted(found.items()):
        if day not in kept and day.weekday() < 5:
            kind = OfficeDay.Kind.CLOSED if closed else OfficeDay.Kind.OPEN
            enter_day(actor=actor, day=day, kind=kind, label=name[:60])
            entered += 1
    record(actor=actor, verb="office_day.list_taken_in", detail=f"days:{entered}")
    return entered


@transaction.atomic
def take_out_day(*, actor: User, row: OfficeDay) -> None:
    """The day follows the national calendar again."""
    if not may_keep(actor):
        raise PermissionDenied
    record(actor=actor, verb="office_day.taken_out", target=row, detail=row.kind)
    row.delete()

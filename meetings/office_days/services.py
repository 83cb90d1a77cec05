"""Entering the city's own open and closed days, and taking them out again."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.office_days.access import may_keep
from meetings.office_days.models import OfficeDay
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
def take_out_day(*, actor: User, row: OfficeDay) -> None:
    """The day follows the national calendar again."""
    if not may_keep(actor):
        raise PermissionDenied
    record(actor=actor, verb="office_day.taken_out", target=row, detail=row.kind)
    row.delete()

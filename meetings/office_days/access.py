"""The calendar of this city, and who may keep it."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from meetings.bodies.access import runs_any_body
from meetings.office_days.models import OfficeDay
from portal.accounts.models import User
from portal.dates.closed import Offices

KEPT_IN_VIEW = timedelta(days=31)


def offices() -> Offices:
    """When this city's offices are open, by the settings and the days that were entered; one query."""
    rows = list(OfficeDay.objects.values_list("day", "kind", "label"))
    return Offices(
        year_end=settings.YEAR_END,
        opens=settings.OFFICE_HOURS[0],
        closes=settings.OFFICE_HOURS[1],
        closed=frozenset(day for day, kind, _label in rows if kind == OfficeDay.Kind.CLOSED),
        opened=frozenset(day for day, kind, _label in rows if kind == OfficeDay.Kind.OPEN),
        labels={day: label for day, _kind, label in rows},
    )


def may_keep(user: User) -> bool:
    """Whether the person may enter days: who runs some body."""
    return runs_any_body(user)


def require_keeper(user: User) -> None:
    """404 for everybody else: the page is not theirs."""
    if not may_keep(user):
        raise Http404


def days_in_view() -> list[OfficeDay]:
    """The days to come, and those of the last month."""
    return list(OfficeDay.objects.filter(day__gte=timezone.localdate() - KEPT_IN_VIEW))


def get_day_to_keep(user: User, pk: UUID) -> OfficeDay:
    """A day that the person may take out; absent and forbidden are both 404."""
    require_keeper(user)
    found = OfficeDay.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

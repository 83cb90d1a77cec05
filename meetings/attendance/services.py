"""Entering who was there: all at once, one person at their items, and the last word when the minutes are frozen."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.agenda.access import runs_item
from meetings.agenda.models import Item, Summons
from meetings.attendance.access import get_row, mark_of, may_enter, rows_of, sheet
from meetings.attendance.marks import ABSENT, PRESENT, PROXY, Mark
from meetings.schedule.access import lock_to_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record


class NotOpen(Exception):
    """The day has not come, or the minutes are frozen."""


class ByProxy(Exception):
    """A proxy is called in their place: whoever comes after all calls the proxy off first."""


@transaction.atomic
def enter_everybody(*, actor: User, meeting: Meeting) -> int:
    """全員出席: whoever is not entered yet was there, but for who answered that they do not come. Answers how many.

    What is entered already stays. Raises ``NotOpen``.
    """
    _lock(actor, meeting)
    found, people = sheet(actor, meeting), set()
    for view, column in zip(found.items, zip(*(row.cells for row in found.rows), strict=True), strict=False):
        lines = [line for line in column if line and not line.mark.presence]
        away = {line.summons.pk for line in lines if line.expected == ABSENT}
        _put_all(away, ABSENT)
        _put_all({line.summons.pk for line in lines} - away, PRESENT)
        if lines:
            record(actor=actor, verb="attendance.entered", target=view.item, detail=f"everybody {len(lines)}")
        people |= {line.user.pk for line in lines}
    return len(people)


@transaction.atomic
def enter(*, actor: User, meeting: Meeting, person: User, marks: Mapping[UUID, Mark]) -> None:
    """What one person did at each of these items. Raises ``NotOpen`` and ``ByProxy``."""
    _lock(actor, meeting)
    views, row = get_row(actor, meeting, person.pk)
    for view, line in zip(views, row.cells, strict=True):
        mark = marks.get(view.item.pk)
        if line is None or mark is None or mark == line.mark:
            continue
        if line.by_proxy or mark.presence == PROXY:
            raise ByProxy
        _put(line.summons, mark)
        record(actor=actor, verb="attendance.entered", target=view.item, detail=f"{person.pk} {mark.kind or 'open'}")


@transaction.atomic
def record_attendance(*, actor: User, item: Item, attended: Mapping[UUID, bool]) -> None:
    """Who of the summoned was there, by person; only while the item is being frozen (minutes.signoff).

    The entries of the day stand, with their times, but where they say otherwise.
    """
    if not runs_item(actor, item):
        raise PermissionDenied
    rows = list(rows_of(item).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        there, mark = attended.get(row.user_id, False), mark_of(row)
        if there and not mark.there:
            _put(row, Mark(PRESENT))
        elif not there and mark.presence in ("", PRESENT):
            _put(row, Mark(ABSENT))
    came = {row.stands_for_id for row in rows if row.presence == PRESENT}
    for row in rows:
        if row.presence == PROXY and row.pk not in came:
            _put(row, Mark(ABSENT))  # the proxy did not come either
    record(actor=actor, verb="attendance.recorded", target=item)


def _lock(actor: User, meeting: Meeting) -> None:
    """Nobody freezes or calls off beside us; the right and the day are asked after the lock."""
    if not may_enter(lock_to_run(actor, meeting.pk)):
        raise NotOpen


def _put(row: Summons, mark: Mark) -> None:
    row.presence, row.came_at, row.left_at = mark.presence, mark.came_at, mark.left_at
    row.save(update_fields=["presence", "came_at", "left_at"])


def _put_all(summonses: Iterable[UUID], presence: str) -> None:
    Summons.objects.filter(pk__in=summonses).update(presence=presence)

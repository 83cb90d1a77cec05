"""Making and calling a meeting, moving it, calling it off."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from meetings.bodies.access import runs_body
from meetings.bodies.models import Body
from meetings.schedule.access import lock_to_run, next_number
from meetings.schedule.models import Meeting
from meetings.schedule.numbering import Numbered, numbers
from meetings.schedule.occasion import Occasion
from meetings.schedule.signals import meeting_called, meeting_cancelled, meeting_moved, meeting_reinstated
from portal.accounts.models import User
from portal.audit.services import record
from portal.dates.fiscal import fiscal_year

UNUSED = 10_000


class CannotCall(Exception):
    """Nobody is to be told, or the meeting was called already."""


class CannotChange(Exception):
    """The meeting stays as it is, for the reason that the class names."""


class Began(CannotChange):
    """Its beginning has passed: calendars are not changed afterwards."""


class NotStanding(CannotChange):
    """It is not in a state from which this is possible: called off, frozen, discarded."""


class ChangedMeanwhile(CannotChange):
    """Somebody else changed it after the actor had looked."""


class NothingChanges(CannotChange):
    """Time and place are what they were."""


class NotAhead(CannotChange):
    """The new time has passed already."""


class NobodyToTell(CannotChange):
    """Nobody is called to any item any more."""


def hold_numbers() -> None:
    """Until the transaction ends nobody else is given a number: one at a time, the notice's across all bodies."""
    list(Body.objects.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def plan_meeting(*, actor: User, body: Body, start: datetime, end: datetime, place: str) -> Meeting:
    """Make a draft of the body's next meeting; nobody hears of it before it is called."""
    if not runs_body(actor, body):
        raise PermissionDenied
    hold_numbers()
    year = fiscal_year(timezone.localtime(start).date())
    meeting = Meeting.objects.create(
        body=body,
        fiscal_year=year,
        number=next_number(body, year),
        notice_number=(Meeting.objects.aggregate(Max("notice_number"))["notice_number__max"] or 0) + 1,
        start=start,
        end=end,
        place=place,
        created_at=timezone.now(),
    )
    record(actor=actor, verb="meeting.planned", target=meeting)
    return meeting


@transaction.atomic
def call_meeting(*, actor: User, meeting: Meeting, guests: list[User]) -> None:
    """Call the meeting: every guest gets an invitation of their own.

    ``guests`` are the summoned people and those who run the body. Raises ``CannotCall``.
    """
    if not runs_body(actor, meeting.body):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != Meeting.State.DRAFT or not guests:
        raise CannotCall
    locked.state = meeting.state = Meeting.State.CALLED
    locked.called_at = meeting.called_at = timezone.now()
    locked.changed_at = locked.called_at
    locked.save(update_fields=["state", "called_at", "changed_at"])
    record(actor=actor, verb="meeting.called", target=locked)
    meeting_called.send(sender=Meeting, meeting=locked, actor=actor, guests=guests)


@transaction.atomic
def move_meeting(
    *, actor: User, meeting: Meeting, start: datetime, end: datetime, place: str, seen: datetime
) -> Meeting:
    """Give a draft or a called meeting another time or place; everybody invited to a called one is told.

    ``seen``: the ``changed_at`` of what the actor looked at. Raises what comes of ``CannotChange``.
    """
    locked = lock_to_run(actor, meeting.pk)
    if locked.state not in (Meeting.State.DRAFT, Meeting.State.CALLED):
        raise NotStanding
    called = locked.state == Meeting.State.CALLED
    if called and locked.began:
        raise Began
    if locked.changed_at != seen:
        raise ChangedMeanwhile
    before, now = locked.occasion, Occasion(start, end, place)
    if before == now:
        raise NothingChanges
    moved = before.moves_to(now)
    if moved and start <= timezone.now():
        raise NotAhead
    locked.start, locked.end, locked.place = start, end, place
    _number_anew(locked)
    locked.sequence += called  # RFC 5546 §2.1.4; nobody has a calendar entry of a draft
    _save(locked, "start", "end", "place", "fiscal_year", "number", "sequence")
    record(actor=actor, verb="meeting.moved" if moved else "meeting.placed_elsewhere", target=locked)
    if called:
        meeting_moved.send(sender=Meeting, meeting=locked, actor=actor, before=before)
    return locked


@transaction.atomic
def cancel_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Call a called meeting off: it leaves the calendar of everybody invited. Raises ``Began`` and ``NotStanding``."""
    locked = lock_to_run(actor, meeting.pk)
    if locked.state != Meeting.State.CALLED:
        raise NotStanding
    if locked.began:
        raise Began
    locked.state = Meeting.State.CANCELLED
    locked.sequence += 1
    _save(locked, "state", "sequence")
    record(actor=actor, verb="meeting.cancelled", target=locked)
    meeting_cancelled.send(sender=Meeting, meeting=locked, actor=actor)
    return locked


@transaction.atomic
def discard_draft(*, actor: User, meeting: Meeting) -> Meeting:
    """Give a draft up, of which nobody heard; who runs the body may still read it. Raises ``NotStanding``."""
    locked = lock_to_run(actor, meeting.pk)
    if locked.state != Meeting.State.DRAFT:
        raise NotStanding
    locked.state = Meeting.State.DISCARDED
    _save(locked, "state")
    record(actor=actor, verb="meeting.discarded", target=locked)
    return locked


@transaction.atomic
def reinstate_meeting(*, actor: User, meeting: Meeting, guests: list[User]) -> Meeting:
    """Call a meeting again that was called off: every guest gets a new calendar entry, which counts from 0.

    Raises ``NotStanding``, ``Began`` and ``NobodyToTell``.
    """
    locked = lock_to_run(actor, meeting.pk)
    if locked.state != Meeting.State.CANCELLED:
        raise NotStanding
    if locked.began:
        raise Began
    if not guests:
        raise NobodyToTell
    locked.state = Meeting.State.CALLED
    locked.sequence = 0  # a calendar does not revive what was cancelled: all entries are new (scheduling.md §1.4)
    _save(locked, "state", "sequence")
    record(actor=actor, verb="meeting.reinstated", target=locked)
    meeting_reinstated.send(sender=Meeting, meeting=locked, actor=actor, guests=guests)
    return locked


@transaction.atomic
def number_drafts(*, actor: User, body: Body, year: int, drafts: Iterable[UUID]) -> None:
    """Number these drafts in the order of their days; all other meetings of the body keep the numbers they have."""
    if not runs_body(actor, body):
        raise PermissionDenied
    hold_numbers()
    free = set(drafts)
    rows = list(Meeting.objects.filter(body=body, fiscal_year=year).exclude(state=Meeting.State.DISCARDED))
    mine = [Numbered(row.pk, row.start, row.number, row.pk in free and row.state == "draft") for row in rows]
    found = numbers(mine)
    for lift in (UNUSED, 0):  # by way of numbers that no meeting has: none stands twice on the way
        for row in rows:
            if row.pk in found:
                row.number = found[row.pk] + lift
                row.save(update_fields=["number"])
    for row in rows:
        if row.pk in found:
            record(actor=actor, verb="meeting.renumbered", target=row)


def _number_anew(meeting: Meeting) -> None:
    """In another fiscal year it is another 第n回."""
    year = fiscal_year(meeting.day)
    if year != meeting.fiscal_year:
        hold_numbers()
        meeting.fiscal_year, meeting.number = year, next_number(meeting.body, year)


def _save(meeting: Meeting, *fields: str) -> None:
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=[*fields, "changed_at"])


@transaction.atomic
def mark_held(*, actor: User, meeting: Meeting) -> None:
    """The minutes were frozen: the meeting has taken place."""
    if not runs_body(actor, meeting.body):
        raise PermissionDenied
    changed = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.CALLED).update(state=Meeting.State.HELD)
    if changed:
        record(actor=actor, verb="meeting.held", target=meeting)


@transaction.atomic
def close_meeting(*, meeting: Meeting) -> None:
    """All minutes are final; nothing of this meeting changes any more."""
    if Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.HELD).update(state=Meeting.State.CLOSED):
        record(actor=None, verb="meeting.closed", target=meeting)

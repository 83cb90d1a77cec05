"""Making and calling a meeting."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from meetings.bodies.access import runs_body
from meetings.bodies.models import Body
from meetings.schedule.access import next_number
from meetings.schedule.models import Meeting
from meetings.schedule.signals import meeting_called
from portal.accounts.models import User
from portal.audit.services import record
from portal.dates.fiscal import fiscal_year


class CannotCall(Exception):
    """Nobody is to be told, or the meeting was called already."""


@transaction.atomic
def plan_meeting(*, actor: User, body: Body, start: datetime, end: datetime, place: str) -> Meeting:
    """Make a draft of the body's next meeting; nobody hears of it before it is called."""
    if not runs_body(actor, body):
        raise PermissionDenied
    # numbers are given one at a time, the notice's across all bodies
    list(Body.objects.select_for_update().order_by("pk").values_list("pk"))
    year = fiscal_year(timezone.localtime(start).date())
    meeting = Meeting.objects.create(
        body=body,
        fiscal_year=year,
        number=next_number(body, year),
        notice_number=(Meeting.objects.aggregate(Max("notice_number"))["notice_number__max"] or 0) + 1,
        start=start,
        end=end,
        place=place,
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
    locked.save(update_fields=["state", "called_at"])
    record(actor=actor, verb="meeting.called", target=locked)
    meeting_called.send(sender=Meeting, meeting=locked, actor=actor, guests=guests)


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

"""Who may run a meeting. Who may see it follows from its items: ``agenda.access.visible_meetings``."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from meetings.bodies.access import ids_run_by, runs_body
from meetings.bodies.models import Body
from meetings.schedule.models import Meeting
from portal.accounts.models import User


def may_run(user: User, meeting: Meeting) -> bool:
    """Whether the person may change the meeting: secretariat or chair of its body."""
    return runs_body(user, meeting.body)


def lock_to_run(actor: User, pk: UUID) -> Meeting:
    """The meeting, locked for a change. The right is asked after the lock: one that ended meanwhile counts no more.

    Raises ``PermissionDenied``.
    """
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=pk)
    if not may_run(actor, locked):
        raise PermissionDenied
    return locked


def get_meeting_to_run(user: User, pk: UUID | str) -> Meeting:
    """A meeting the person runs; absent and forbidden are both 404."""
    # one question for both, so that the time it takes does not tell them apart
    meeting = Meeting.objects.filter(pk=pk, body__in=ids_run_by(user)).select_related("body").first()
    if meeting is None:
        raise Http404
    return meeting


def next_number(body: Body, year: int) -> int:
    """第n回 of the body in a fiscal year."""
    standing = Meeting.objects.filter(body=body, fiscal_year=year).exclude(state=Meeting.State.DISCARDED)
    last = standing.order_by("-number").first()
    return (last.number if last else 0) + 1


def refusal_to_change(meeting: Meeting) -> str:
    """Why neither time nor place can be changed, nor the meeting be called off, as the services will say; else nothing."""
    if meeting.state not in (Meeting.State.DRAFT, Meeting.State.CALLED):
        return "NotStanding"
    return "Began" if meeting.state == Meeting.State.CALLED and meeting.began else ""

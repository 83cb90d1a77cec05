"""Who may see a meeting, and who may run it."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from meetings.bodies.access import RUNNING, runs_body, today
from meetings.bodies.models import Appointment, Body
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.pledge.access import signed_series


def visible_meetings(user: User) -> QuerySet[Meeting]:
    """The meetings of bodies in which the person sits today and is pledged for.

    Who runs the body sees all of them; a member sees the called ones to which they are summoned.
    """
    # ids by sub-query, never by join: a join would match another person's seat in the same body
    seats = Appointment.objects.filter(user=user, starts_on__lte=today(), ends_on__gte=today())
    running = Q(body__in=seats.filter(role__in=RUNNING).values("body"))
    summoned = Q(body__in=seats.values("body"), items__summonses__user=user) & ~Q(state=Meeting.State.DRAFT)
    return (
        Meeting.objects.filter(body__pledge_series__in=signed_series(user))
        .filter(running | summoned)
        .select_related("body")
        .distinct()
    )


def get_meeting_for(user: User, pk: UUID | str) -> Meeting:
    """A meeting the person may see; absent and forbidden are both 404."""
    meeting = visible_meetings(user).filter(pk=pk).first()
    if meeting is None:
        raise Http404
    return meeting


def may_run(user: User, meeting: Meeting) -> bool:
    """Whether the person may change the meeting: secretariat or chair of its body."""
    return runs_body(user, meeting.body)


def get_meeting_to_run(user: User, pk: UUID | str) -> Meeting:
    """A meeting the person runs; absent and forbidden are both 404."""
    meeting = Meeting.objects.filter(pk=pk).select_related("body").first()
    if meeting is None or not may_run(user, meeting):
        raise Http404
    return meeting


def next_number(body: Body, year: int) -> int:
    """第n回 of the body in a fiscal year."""
    last = Meeting.objects.filter(body=body, fiscal_year=year).order_by("-number").first()
    return (last.number if last else 0) + 1

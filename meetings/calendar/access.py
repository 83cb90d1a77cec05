"""What of a month or a year a reader is shown: the meetings they may see anyway, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from meetings.agenda.access import invitations_shown, shown_meetings
from meetings.bodies.access import pledged_places
from meetings.bodies.models import Body
from meetings.invites.models import Participation
from meetings.polls.access import open_polls_in
from meetings.polls.models import Poll
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.dates.months import first_of_month


@dataclass(frozen=True)
class Entry:
    """A meeting, and how far its answers are: counts for who runs it, their own answer for who is invited."""

    meeting: Meeting
    invited: int = 0
    answered: int = 0
    mine: str = ""

    @property
    def counted(self) -> bool:
        """Whether the counts say something: people were invited, and the meeting stands."""
        return self.invited > 0 and self.meeting.state != Meeting.State.CANCELLED


@dataclass(frozen=True)
class Asking:
    """A question about dates that is open: between which days, and how many of those asked have answered."""

    poll: Poll
    first: date
    last: date
    asked: int
    answered: int


def get_place(user: User, pk: UUID) -> tuple[Body, bool, list[Body]]:
    """A body in which the person has a seat today and is pledged for, whether they run it, and all such bodies.

    Absent and forbidden are both 404.
    """
    places = pledged_places(user)
    for body, runs in places:
        if body.pk == pk:
            return body, runs, [each for each, _runs in places]
    raise Http404


def entries_of_year(user: User, body: Body, year: int, *, runs: bool) -> list[Entry]:
    """The body's meetings of the fiscal year that the person may see: all for who ``runs`` it; few queries at any number."""
    # who runs the body sees every meeting of it, as ``visible_meetings`` says
    seen = Meeting.objects.select_related("body") if runs else shown_meetings(user)
    rows = seen.filter(body=body, fiscal_year=year).exclude(state=Meeting.State.DISCARDED)
    meetings = list(rows.order_by("start"))
    if not runs:
        mine = dict(_own_answers(user, meetings))
        return [Entry(row, mine=mine.get(row.pk, "")) for row in meetings]
    answered = Count("pk", filter=~Q(answer=Participation.Answer.NONE))
    counts = invitations_shown(user, meetings).order_by().values("meeting").annotate(invited=Count("pk"), said=answered)
    by_meeting = {row["meeting"]: row for row in counts}
    return [
        Entry(row, found["invited"], found["said"]) if (found := by_meeting.get(row.pk)) else Entry(row)
        for row in meetings
    ]


def _own_answers(user: User, meetings: Iterable[Meeting]) -> Iterable[tuple[UUID, str]]:
    rows = Participation.objects.filter(user=user, meeting__in=meetings, uninvited_at=None)
    return [(row.meeting_id, row.get_answer_display()) for row in rows.only("meeting", "answer")]


def questions_of(user: User, body: Body, *, runs: bool) -> list[Asking]:
    """The body's open questions about dates that the person asks, or is asked; one query."""
    polls: list[Any] = open_polls_in(body, None if runs else user)
    found = [Asking(poll, _day(poll.first), _day(poll.last), poll.asked, poll.answered) for poll in polls]
    return sorted(found, key=lambda each: each.first)


def meetings_of_month(user: User, month: date) -> list[Meeting]:
    """Every meeting of the month that the person may see, in time; one query."""
    first, after = (
        datetime.combine(day, time(), timezone.get_current_timezone()) for day in (month, first_of_month(month, 1))
    )
    rows = shown_meetings(user).filter(start__gte=first, start__lt=after).exclude(state=Meeting.State.DISCARDED)
    return list(rows.order_by("start"))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()

"""What meetings have waiting for a person: items to write into, drafts to finish, and what is coming."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agenda.access import far_drafts, items_for, shown_meetings, visible_meetings
from meetings.bodies.access import bodies_run_by, runs_any_body
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.home.waiting import Panel, Task, register

COMING = 4


def tasks(user: User) -> Iterable[Task]:
    """Read and write the items of a called meeting; finish a draft."""
    run = [body.pk for body in bodies_run_by(user)]
    called = items_for(user).filter(summonses__user=user, summonses__withdrawn_at=None).values("meeting")
    wanted = Q(state=Meeting.State.CALLED, pk__in=called) | Q(state=Meeting.State.DRAFT, body__in=run) & ~far_drafts()
    for meeting in visible_meetings(user).filter(wanted, end__gte=timezone.now()).order_by("start"):
        yield _finish(meeting) if meeting.state == Meeting.State.DRAFT else _write(meeting)


def _write(meeting: Meeting) -> Task:
    return Task(
        title=_("Read the items and write into them"),
        text=_("%(meeting)s: what you do now, and what you want to ask the others.") % {"meeting": meeting.title},
        url=reverse("meetings:meeting", args=[meeting.pk]),  # it lists the items that are theirs
        act=_("Open the items"),
        until=meeting.day,
        when_label=_("Meeting"),
    )


def _finish(meeting: Meeting) -> Task:
    return Task(
        title=_("Finish the draft and call the meeting"),
        text=_("%(meeting)s: nobody has been told yet.") % {"meeting": meeting.title},
        url=reverse("meetings:meeting", args=[meeting.pk]),
        act=_("Open the draft"),
        until=meeting.day,
        when_label=_("Meeting"),
    )


def panels(user: User) -> Iterable[Panel]:
    """The next meetings that the person does not run; those they run are shown with how far they are (minutes)."""
    run = [body.pk for body in bodies_run_by(user)]
    coming = list(
        shown_meetings(user)  # those decided by a poll have no item yet
        .exclude(body__in=run)
        .filter(state__in=(Meeting.State.CALLED, Meeting.State.CANCELLED), end__gte=timezone.now())
        .order_by("start")[:COMING]
    )
    if coming or not run:
        yield Panel("meetings/schedule/panel.html", {"meetings": coming})


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks, panels=panels, runs_something=runs_any_body)

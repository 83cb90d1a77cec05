"""What meetings have waiting for a person: items to write into, drafts to finish, and what is coming."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agenda.access import visible_items
from meetings.bodies.access import bodies_run_by
from meetings.schedule.access import visible_meetings
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.home.waiting import Panel, Task, register

COMING = 4


def tasks(user: User) -> Iterable[Task]:
    """Read and write the items of a called meeting; finish a draft."""
    run = {body.pk for body in bodies_run_by(user)}
    for meeting in visible_meetings(user).filter(start__gte=timezone.now()).order_by("start")[:COMING]:
        if meeting.state == Meeting.State.CALLED and visible_items(user, meeting).filter(summonses__user=user).exists():
            yield Task(
                title=_("Read the items and write into them"),
                text=_("%(meeting)s: what you do now, and what you want to ask the others.")
                % {"meeting": meeting.title},
                url=reverse("rooms:enter", args=[meeting.pk]),
                act=_("Open the items"),
                until=meeting.day,
                when_label=_("Meeting"),
            )
        elif meeting.state == Meeting.State.DRAFT and meeting.body_id in run:
            yield Task(
                title=_("Finish the draft and call the meeting"),
                text=_("%(meeting)s: nobody has been told yet.") % {"meeting": meeting.title},
                url=reverse("meetings:meeting", args=[meeting.pk]),
                act=_("Open the draft"),
                until=meeting.day,
                when_label=_("Meeting"),
            )


def panels(user: User) -> Iterable[Panel]:
    """The next meetings; who runs meetings sees them with how far they are instead (minutes.signoff)."""
    if bodies_run_by(user):
        return
    coming = visible_meetings(user).filter(end__gte=timezone.now()).order_by("start")[:COMING]
    yield Panel("meetings/schedule/panel.html", {"meetings": list(coming)})


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks, panels=panels, runs_something=lambda user: bool(bodies_run_by(user)))

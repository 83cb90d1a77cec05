"""What answers have waiting: one's own to give, and mails to look at."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.bodies.access import runs_any_body
from meetings.replies.access import mails_to_review, proposals_to_decide, unanswered
from portal.accounts.models import User
from portal.home.waiting import Task, register


def tasks(user: User) -> Iterable[Task]:
    """One's own answers, and the mails and proposals that wait for the person's decision."""
    for invitation in unanswered(user):
        meeting = invitation.meeting
        yield Task(
            title=_("Say whether you come"),
            text=_("%(meeting)s: attends, not sure yet, or does not attend.") % {"meeting": meeting.title},
            url=reverse("replies:own", args=[meeting.pk]),
            act=_("Answer the notice"),
            until=meeting.day,
            when_label=_("Meeting"),
        )
    if not runs_any_body(user):
        return
    if count := mails_to_review(user).count():
        yield Task(
            title=_("Look at answers that came by mail"),
            text=_("%(n)s mails could not be entered by themselves.") % {"n": count},
            url=reverse("replies:review"),
            act=_("Look at them"),
        )
    if count := proposals_to_decide(user).count():
        yield Task(
            title=_("Another time was proposed for a meeting"),
            text=_("%(n)s proposals wait for your decision. Nothing has been moved.") % {"n": count},
            url=reverse("replies:review"),
            act=_("Look at them"),
        )


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks)

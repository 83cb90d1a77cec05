"""What polls have waiting: an answer for who is asked, a decision for who runs the body."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.polls.access import open_polls_run_by, unanswered_by
from portal.accounts.models import User
from portal.home.waiting import Panel, Task, register


def tasks(user: User) -> Iterable[Task]:
    """Answer; and decide, once all have answered or the time is over."""
    for person in unanswered_by(user):
        yield Task(
            title=_("Answer which dates suit you"),
            text=_("%(body)s: %(n)s proposed dates. It takes a minute.")
            % {"body": person.poll.body.name, "n": person.slots},  # type: ignore[attr-defined]
            url=reverse("polls:answer", args=[person.poll_id]),
            act=_("Answer now"),
            until=person.poll.last_day,
            when_label=_("Deadline"),
        )
    for poll in open_polls_run_by(user):
        asked, answered = poll.asked, poll.answered  # type: ignore[attr-defined]
        if poll.over or asked == answered:
            yield Task(
                title=_("Decide on the date of the next meeting"),
                text=_("%(body)s: %(n)s of %(all)s people have answered.")
                % {"body": poll.body.name, "n": answered, "all": asked},
                url=reverse("polls:result", args=[poll.pk]),
                act=_("See the answers"),
                until=poll.last_day,
                when_label=_("Deadline"),
            )


def panels(user: User) -> Iterable[Panel]:
    """The questions that are open, for who runs the body."""
    polls = open_polls_run_by(user)
    if polls:
        yield Panel("meetings/polls/panel.html", {"polls": polls})


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks, panels=panels)

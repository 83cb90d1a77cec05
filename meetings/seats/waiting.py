"""What seats have waiting: agreeing that somebody runs the body; and what the person themself waits for."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.seats.access import own_waiting, waiting_for
from portal.accounts.models import User
from portal.home.waiting import Panel, Task, register


def tasks(user: User) -> Iterable[Task]:
    """Each person whom one of those who run the body wants beside them."""
    for seat in waiting_for(user):
        words = {"name": seat.user.full_name, "role": seat.get_role_display(), "body": seat.body.name}
        yield Task(
            title=_("Agree, or not, that somebody runs a body"),
            text=_("%(body)s: %(name)s (%(role)s) runs it only once a second person agrees.") % words,
            url=reverse("bodies:agree", args=[seat.body_id, seat.pk]),
            act=_("Read who gave the seat and answer"),
        )


def panels(user: User) -> Iterable[Panel]:
    """One's own seats that do not run their body yet."""
    waiting = own_waiting(user)
    if waiting:
        yield Panel("meetings/seats/own_waiting.html", {"seats": waiting})


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks, panels=panels)

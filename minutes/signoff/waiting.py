"""What confirming minutes has waiting for a person."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.bodies.access import bodies_run_by
from minutes.signoff.access import counts_of, meetings_in_hand, versions_to_sign
from minutes.signoff.progress import cells
from portal.accounts.models import User
from portal.dates.wareki import day
from portal.home.waiting import Panel, Task, register


def tasks(user: User) -> Iterable[Task]:
    """Each version that the person has not confirmed."""
    for version in versions_to_sign(user):
        meeting = version.item.meeting
        yield Task(
            title=_("Read the minutes and confirm them"),
            text=_("%(meeting)s (%(day)s). Reading takes about 5 minutes.")
            % {"meeting": meeting.title, "day": day(meeting.day)},
            url=reverse("signoff:version", args=[version.pk]),
            act=_("Read the minutes"),
            until=version.sign_by,
            when_label=_("Until"),
        )


def panels(user: User) -> Iterable[Panel]:
    """For who runs meetings: how far each has come."""
    meetings = meetings_in_hand(user)
    if not bodies_run_by(user):
        return
    counts = counts_of(user, meetings)
    rows = [{"meeting": meeting, "cells": cells(meeting.state, counts[meeting.pk])} for meeting in meetings]
    yield Panel("minutes/signoff/in_hand.html", {"rows": rows, "bodies": bodies_run_by(user)})


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks, panels=panels)

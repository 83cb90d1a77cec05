"""What confirming minutes has waiting for a person."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from minutes.signoff.access import versions_to_sign
from portal.accounts.models import User
from portal.dates.wareki import day
from portal.home.waiting import Task, register


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


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks)

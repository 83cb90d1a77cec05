"""What emergency readings have waiting: to answer, and to read while it lasts."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.emergency.access import reading, to_decide
from portal.accounts.models import User
from portal.dates.wareki import clock, day
from portal.home.waiting import Task, register


def tasks(user: User) -> Iterable[Task]:
    """Each that waits for an answer, and each that may be read."""
    for row in to_decide(user):
        yield Task(
            title=_("Somebody asks to read an item in an emergency"),
            text=_("%(name)s asks about %(meeting)s. A second person has to allow it.")
            % {"name": row.user.full_name, "meeting": row.item.meeting.title},
            url=reverse("emergency:answer", args=[row.pk]),
            act=_("Read why and answer"),
            until=timezone.localtime(row.asked_at).date(),
            when_label=_("Asked"),
        )
    for row in reading(user):
        until = cast(datetime, row.until)  # in force: it has an end
        yield Task(
            title=_("You may read an item because of an emergency"),
            text=_("%(meeting)s, until %(day)s %(time)s. Everybody in it sees that you read.")
            % {"meeting": row.item.meeting.title, "day": day(until), "time": clock(until)},
            url=reverse("meetings:meeting", args=[row.item.meeting_id]),
            act=_("Open the items"),
            until=timezone.localtime(until).date(),
            when_label=_("Until"),
        )


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks)

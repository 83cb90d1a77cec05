"""What resets have waiting: the second person's word."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.home.waiting import Task, register
from portal.resets.access import to_approve


def tasks(user: User) -> Iterable[Task]:
    """Each request that waits for this person's agreement."""
    for reset in to_approve(user):
        yield Task(
            title=_("Make sure of a lost device, and agree to a new one"),
            text=_("The devices of %(name)s are stopped. A second person has to agree before a new one is set up.")
            % {"name": reset.subject.full_name},
            url=reverse("resets:reset", args=[reset.pk]),
            act=_("Read who asked and answer"),
            until=timezone.localtime(reset.asked_at).date(),
            when_label=_("Asked"),
        )


def register_all() -> None:
    """Tell the home page."""
    register(tasks=tasks)

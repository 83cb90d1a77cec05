"""Where one's own page leads to the switches."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.home.waiting import OwnPage, register


def own_pages(_user: User) -> Iterable[OwnPage]:
    """For everybody."""
    yield OwnPage(
        title=_("Reminders by mail"),
        text=_("Of what we remind you, in one mail a day at most."),
        url=reverse("reminders:mine"),
    )


def register_all() -> None:
    """Tell the person's page."""
    register(own_pages=own_pages)

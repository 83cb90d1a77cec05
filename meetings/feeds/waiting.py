"""Where one's own page leads to the calendar addresses."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.home.waiting import OwnPage, register


def own_pages(_user: User) -> Iterable[OwnPage]:
    """For everybody: it is off until somebody makes an address."""
    yield OwnPage(
        title=_("Meetings in your calendar"),
        text=_("An address at which your calendar program reads your meetings. Off until you make one."),
        url=reverse("feeds:mine"),
    )


def register_all() -> None:
    """Tell the person's page."""
    register(own_pages=own_pages)

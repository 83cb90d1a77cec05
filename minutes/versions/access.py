"""Which version of an item stands, and who may see it."""

from uuid import UUID

from django.http import Http404

from meetings.agenda.access import items_for, visible_items
from meetings.agenda.models import Item
from meetings.schedule.models import Meeting
from minutes.versions.models import Version
from portal.accounts.models import User


def get_version_for(user: User, pk: UUID | str) -> Version:
    """A version of an item the person may see; absent and forbidden are both 404."""
    # one question for both, so that the time it takes does not tell them apart
    theirs = Version.objects.filter(pk=pk, item__in=items_for(user).values("pk"))
    version = theirs.select_related("item__meeting__body").first()
    if version is None:
        raise Http404
    return version


def standing_versions(user: User, meeting: Meeting) -> list[Version]:
    """The standing versions of the meeting's items that the person may see, in order."""
    return list(
        Version.objects.filter(item__in=visible_items(user, meeting).values("pk"), withdrawn_at=None)
        .select_related("item__meeting__body", "frozen_by")
        .order_by("item__position")
    )


def open_items(user: User, meeting: Meeting) -> list[Item]:
    """The meeting's items that the person may see and that still can be written: not frozen, or opened again."""
    return list(visible_items(user, meeting).filter(document__frozen_at=None).select_related("document"))

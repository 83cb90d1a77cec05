"""What the room's script is told at the beginning."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from meetings.agenda.access import people_in
from meetings.agenda.models import Item
from meetings.attendance.access import awaited_at
from minutes.comments import labels as comments
from minutes.documents.access import right_in_document
from minutes.documents.models import Document
from minutes.rooms.labels import labels
from minutes.rooms.protocol import SCHEMA
from portal.accounts.models import User
from portal.organisations.access import identities, short_identity


def config(user: User, item: Item, document: Document) -> dict[str, Any]:
    """The doors, the people and the words of one item's room, for this person."""
    here = [item.meeting_id, item.pk]
    return {
        "socket": f"/ws/documents/{document.pk}/?v={SCHEMA}&as={user.pk}",
        "me": short_identity(user),
        "may": right_in_document(user, document),
        "people": identities(people_in(item)),
        "called": [str(each.pk) for each in awaited_at(item)],
        "labels": labels() | comments.labels(),
        "comments": reverse("comments:document", args=[document.pk]),
        "writers": reverse("rooms:writers", args=here),
        "journal": reverse("rooms:journal", args=here),
        "admission": reverse("rooms:admission", args=here),
        "secretariat": {"name": settings.SECRETARIAT_NAME, "phone": settings.SECRETARIAT_PHONE},
        "leave": reverse("signoff:minutes", args=[item.meeting_id]),  # where a frozen record is read
    }

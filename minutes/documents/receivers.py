"""A new agenda item gets its document at once, in the same transaction."""

from typing import Any

from django.dispatch import receiver

from meetings.agenda.models import Item
from meetings.agenda.signals import item_added
from minutes.documents.services import create_document
from portal.accounts.models import User


@receiver(item_added, dispatch_uid="documents.create_document")
def begin_document(sender: Any, *, item: Item, actor: User | None, **news: Any) -> None:
    """Begin the document of the added item."""
    create_document(actor=actor, item=item)

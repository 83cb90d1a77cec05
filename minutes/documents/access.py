"""Who may read and write an item's document."""

from typing import Literal
from uuid import UUID

from django.http import Http404

from meetings.agenda.access import right_in_item
from meetings.agenda.models import Item
from minutes.documents.models import Document
from portal.accounts.models import User

Right = Literal["none", "read", "write"]


def documents_by_id(ids: set[UUID]) -> dict[UUID, Document]:
    """The stored documents without their text, with item and meeting; one query."""
    rows = Document.objects.filter(pk__in=ids).defer("snapshot").select_related("item__meeting__body")
    return {row.pk: row for row in rows}


def right_in_document(user: User, document: Document) -> Right:
    """The right in the item; a frozen document is only read."""
    right = right_in_item(user, document.item)
    return "read" if right == "write" and document.frozen_at is not None else right


def get_document_for(user: User, pk: UUID) -> Document:
    """The document, if the person may at least read it.

    Raises ``Http404`` for absent and forbidden alike.
    """
    document = documents_by_id({pk}).get(pk)
    if document is None or right_in_document(user, document) == "none":
        raise Http404
    return document


def get_document_of(user: User, item: Item) -> Document:
    """The document of an item, on the terms of ``get_document_for``."""
    pk = Document.objects.filter(item=item).values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return get_document_for(user, pk)

"""Who may read and write an item's document."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.http import Http404

from meetings.agenda.access import decisions
from meetings.agenda.models import Item
from meetings.agenda.need import Decision, Right
from minutes.documents.models import Document
from portal.accounts.models import User


def documents_by_id(ids: set[UUID]) -> dict[UUID, Document]:
    """The stored documents without their text, with item and meeting; one query."""
    rows = Document.objects.filter(pk__in=ids).defer("snapshot").select_related("item__meeting__body")
    return {row.pk: row for row in rows}


def right_in_document(user: User, document: Document) -> Right:
    """The right in the item; a frozen document is only read."""
    return rights_in_documents([(user, document)])[user.pk, document.pk]


def rights_in_documents(pairs: Iterable[tuple[User, Document]]) -> dict[tuple[UUID, UUID], Right]:
    """The same for many, by person and document; the number of queries does not grow. Items come with the documents."""
    return {key: decision.right for key, decision in decisions_on_documents(pairs).items()}


def decisions_on_documents(pairs: Iterable[tuple[User, Document]]) -> dict[tuple[UUID, UUID], Decision]:
    """The same with the reasons."""
    asked = list(pairs)
    found = decisions((user, document.item) for user, document in asked)
    return {
        (user.pk, document.pk): _of_document(found[user.pk, document.item_id], document) for user, document in asked
    }


def _of_document(decision: Decision, document: Document) -> Decision:
    frozen = decision.right == "write" and document.frozen_at is not None
    return replace(decision, right="read") if frozen else decision


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

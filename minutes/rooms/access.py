"""The rights of open connections, read from the database each time they are asked."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from minutes.documents.access import documents_by_id, rights_in_documents
from minutes.documents.models import Document
from minutes.rooms.rights import FROZEN_RIGHT, OUTSIDE, WITHDRAWN, Right
from portal.gate.rules import Visitor, still_inside, still_inside_all
from portal.organisations.access import Identity, short_identity

Ask = tuple[Visitor, UUID]


def rights(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
    """What each visitor may do in each document, now; as many queries for all as for one.

    Absent and forbidden are the same.
    """
    people = still_inside_all(visitor for visitor, _ in asks)
    documents = documents_by_id({document_id for _, document_id in asks})
    may = rights_in_documents(
        (people[visitor], documents[document_id])
        for visitor, document_id in asks
        if visitor in people and document_id in documents
    )
    return {
        (visitor, document_id): OUTSIDE
        if visitor not in people
        else _right(may.get((visitor.user_id, document_id), "none"), documents.get(document_id))
        for visitor, document_id in set(asks)
    }


def identity(visitor: Visitor) -> Identity | None:
    """How the visitor is shown to the others; None if they are no longer inside."""
    user = still_inside(visitor)
    return None if user is None else short_identity(user)


def _right(may: str, document: Document | None) -> Right:
    if document is None or may == "none":
        return WITHDRAWN
    if may == "read":
        return FROZEN_RIGHT if document.frozen_at is not None else Right("read", "closed")
    return Right("write")

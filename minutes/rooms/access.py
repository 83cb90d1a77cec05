"""The rights of open connections, read from the database each time they are asked."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from minutes.documents.access import documents_by_id, right_in_document
from minutes.documents.models import Document
from minutes.rooms.rights import FROZEN_RIGHT, OUTSIDE, WITHDRAWN, Right
from portal.accounts.models import User
from portal.gate.rules import Visitor, still_inside
from portal.organisations.access import Identity, short_identity

Ask = tuple[Visitor, UUID]


def rights(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
    """What each visitor may do in each document, now. Absent and forbidden are the same."""
    people = {visitor: still_inside(visitor) for visitor in {visitor for visitor, _ in asks}}
    documents = documents_by_id({document_id for _, document_id in asks})
    return {
        (visitor, document_id): _right(people[visitor], documents.get(document_id))
        for visitor, document_id in set(asks)
    }


def identity(visitor: Visitor) -> Identity | None:
    """How the visitor is shown to the others; None if they are no longer inside."""
    user = still_inside(visitor)
    return None if user is None else short_identity(user)


def _right(user: User | None, document: Document | None) -> Right:
    if user is None:
        return OUTSIDE
    may = "none" if document is None else right_in_document(user, document)
    if document is None or may == "none":
        return WITHDRAWN
    if may == "read":
        return FROZEN_RIGHT if document.frozen_at is not None else Right("read", "closed")
    return Right("write")

"""The rights of open connections, read from the database each time they are asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.http import Http404
from django.utils import timezone

from meetings.agenda.access import emergencies_of, get_item_for, next_emergency_end
from meetings.agenda.models import Emergency, Item
from meetings.agenda.need import Decision
from minutes.documents.access import decisions_on_documents, documents_by_id, get_document_of
from minutes.documents.models import Document
from minutes.documents.services import authorship, open_document
from minutes.rooms.owners import Owners
from minutes.rooms.presence import Presence
from minutes.rooms.rights import FROZEN_RIGHT, OUTSIDE, UNPLEDGED, WITHDRAWN, Right
from portal.accounts.models import User
from portal.gate.rules import Visitor, lacking_only_the_pledge, still_inside_all
from portal.organisations.access import Identity, identities
from portal.sessions.access import first_end

Ask = tuple[Visitor, UUID]


def get_room_for(user: User, meeting_id: UUID, item_id: UUID) -> tuple[Item, Document]:
    """The item and its document; absent, forbidden and an item of another meeting are the same 404."""
    item = get_item_for(user, item_id)
    if item.meeting_id != meeting_id:
        raise Http404
    return item, get_document_of(user, item)


def rights(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
    """What each visitor may do in each document, now; as many queries for all as for one.

    Absent and forbidden are the same.
    """
    people = still_inside_all(visitor for visitor, _ in asks)
    outside = {visitor for visitor, _ in asks if visitor not in people}
    unpledged = lacking_only_the_pledge(outside) if outside else set()
    documents = documents_by_id({document_id for _, document_id in asks})
    decided = decisions_on_documents(
        (people[visitor], documents[document_id])
        for visitor, document_id in asks
        if visitor in people and document_id in documents
    )
    read = emergencies_of(document.item for document in documents.values())
    return {
        (visitor, document_id): (UNPLEDGED if visitor in unpledged else OUTSIDE)
        if visitor in outside
        else _right(decided.get((visitor.user_id, document_id)), documents.get(document_id), read)
        for visitor, document_id in set(asks)
    }


def identify(visitors: Iterable[Visitor]) -> dict[Visitor, Identity]:
    """How these visitors are shown to the others; who asks knows that they may be in the room."""
    asked = list(visitors)
    people = User.objects.in_bulk({visitor.user_id for visitor in asked})
    shown = dict(zip(people, identities(people.values()), strict=True))
    return {visitor: shown[visitor.user_id] for visitor in asked if visitor.user_id in shown}


def rehearse() -> None:
    """Ask for anybody what is asked for whoever comes, and forget the answer: what the first question costs is paid then.

    No login can be had for it: the database knows only their digests.
    """
    nobody, user, document = Visitor(uuid4(), "nobody"), User.objects.first(), Document.objects.first()
    rights([(nobody, uuid4())])
    if user is not None and document is not None:
        decisions_on_documents((user, each) for each in documents_by_id({document.pk}).values())
        identities([user])
        open_document(document.pk)
    next_moment([(nobody, uuid4())])


def writers_of(document: Document) -> tuple[dict[int, UUID], list[Identity]]:
    """Whose words are whose in a document, by Yjs client id, and who they are; who asks has been let in already.

    All that is stored is told; what somebody has only just typed is known a moment later.
    """
    owners = Owners(Presence())
    owners.know(authorship(document.pk))
    people = User.objects.in_bulk(set(owners.by_client.values()))
    return owners.by_client, identities(people.values())


def _right(decision: Decision | None, document: Document | None, read: Mapping[UUID, Sequence[Emergency]]) -> Right:
    if document is None or decision is None or decision.right == "none":
        return WITHDRAWN
    right = Right("write")
    if decision.right == "read":
        right = FROZEN_RIGHT if document.frozen_at is not None else Right("read", "closed")
    ids = tuple(sorted(str(each.pk) for each in read.get(document.item_id, ())))
    return replace(right, emergencies=ids, why=decision.reason)


def next_moment(asks: Iterable[Ask]) -> datetime:
    """When the clock alone may next end one of these rights: a login, an emergency reading, or a day.

    Seats and pledges end with their day.
    """
    tomorrow = timezone.localtime() + timedelta(days=1)
    midnight = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = (first_end({visitor.session_key for visitor, _ in asks}), next_emergency_end())
    return min([midnight, *(end for end in ends if end is not None)])

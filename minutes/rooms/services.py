"""Storing what was typed in the open rooms: one transaction for all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from meetings.agenda.models import Item
from meetings.agenda.services import note_emergency_use
from minutes.documents.services import Batch, append
from minutes.rooms.access import Ask
from minutes.rooms.rights import FROZEN_RIGHT, Right
from portal.accounts.models import User
from portal.audit.origin import Origin, coming_from
from portal.audit.services import Reading, Target, record_readings
from portal.crypto.box import CannotOpen
from portal.gate.rules import Visitor
from portal.gate.unreadable import sound_alarm
from portal.sessions.store import seen

AskRights = Callable[[Sequence[Ask]], Mapping[Ask, Right]]


@dataclass(frozen=True)
class Proposal:
    """What the visitors of one room want stored: pairs of visitor and Yjs update, in order."""

    document_id: UUID
    parts: tuple[tuple[Visitor, bytes], ...]


@dataclass(frozen=True)
class Outcome:
    """``seq`` after the proposal; None if nothing of it was stored, because of ``refused``."""

    seq: int | None
    refused: Mapping[Visitor, Right] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody came to a room's socket, from somewhere, and was let in or not."""

    actor: Visitor
    document_id: UUID
    joined: bool
    origin: Origin
    why: str = ""  # on which ground; empty for who was refused


@transaction.atomic
def note_sockets(entrances: Sequence[Entrance]) -> None:
    """Record who came into rooms by a socket, and why they may, or was refused there; as many queries for all as for one.

    Coming back soon is the same visit. Coming in under an emergency is using it, page or no page.
    """
    record_readings([_reading(each) for each in entrances])
    for each in entrances:
        if each.why == "emergency":
            with coming_from(each.origin):
                item = Item.objects.get(document=each.document_id)
                note_emergency_use(actor=User.objects.get(pk=each.actor.user_id), item=item)


def _reading(entrance: Entrance) -> Reading:
    return Reading(
        actor_id=entrance.actor.user_id,
        verb="room.joined" if entrance.joined else "room.refused",
        target=Target("minutes.document", str(entrance.document_id)),
        why=entrance.why,
        origin=entrance.origin,
    )


def note_unreadable(*, actor: Visitor, shut: CannotOpen, origin: Origin) -> None:
    """A document did not open for somebody who may read it: recorded, and an alarm, as where a page meets it."""
    with coming_from(origin):
        sound_alarm(shut, User.objects.get(pk=actor.user_id))


@transaction.atomic
def store(proposals: Sequence[Proposal], rights: AskRights) -> dict[UUID, Outcome]:
    """Store every proposal all of whose authors may still write; answers by document.

    Each author is asked again here, in the transaction that stores, so that nothing is written
    after a right ended. Of a proposal with one refused author nothing is stored: its room begins
    again without them and proposes the rest anew.
    """
    asks = [(visitor, each.document_id) for each in proposals for visitor, _ in each.parts]
    answers = rights(asks)
    now = iter([answers[ask] for ask in asks])
    outcomes: dict[UUID, Outcome] = {}
    batches: list[Batch] = []
    for each in proposals:
        refused = {visitor: right for (visitor, _), right in zip(each.parts, now, strict=False) if right.may != "write"}
        if refused:
            outcomes[each.document_id] = Outcome(None, refused)
        else:
            batches.append(Batch(each.document_id, tuple([(visitor.user_id, data) for visitor, data in each.parts])))
    ends = append(batches)
    for each in proposals:
        if each.document_id in ends:
            outcomes[each.document_id] = _outcome(ends[each.document_id], each)
    return outcomes


def typed(visitors: Iterable[Visitor]) -> None:
    """Typing is being there: it keeps these logins from ending idle; one write for all."""
    seen({visitor.session_key for visitor in visitors})


def _outcome(seq: int | None, proposal: Proposal) -> Outcome:
    # the row lock saw it frozen after the rights were asked
    return Outcome(seq, {visitor: FROZEN_RIGHT for visitor, _ in proposal.parts} if seq is None else {})

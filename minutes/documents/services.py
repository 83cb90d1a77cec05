"""The verbs of stored documents: begin one, append edits, load, compact, pause, freeze and thaw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from meetings.agenda.models import Item
from minutes.documents import content, log
from minutes.documents.folding import folded
from minutes.documents.models import Document, Update, Writer
from minutes.documents.signals import document_frozen, document_paused, document_thawed
from portal.accounts.models import User
from portal.audit import services as audit


class Incomplete(Exception):
    """A stored document lacks an update between its snapshot and its end."""


class AlreadyFrozen(Exception):
    """The document is frozen; it cannot be frozen again or written to."""


@dataclass(frozen=True)
class Batch:
    """What is to be appended to one document: pairs of author and Yjs update, in order."""

    document_id: UUID
    parts: tuple[tuple[UUID | None, bytes], ...]


@transaction.atomic
def create_document(*, actor: User | None, item: Item) -> Document:
    """Begin the item's document with the template of its agenda, so that no browser has to."""
    document = Document.objects.create(item=item, seq=1, snapshot=None)
    Update.objects.create(document=document, seq=1, data=content.seed_agenda(), author=actor)
    audit.record(actor=actor, verb="document.created", target=document)
    return document


@transaction.atomic(savepoint=False)
def append(batches: Sequence[Batch]) -> Mapping[UUID, int | None]:
    """Store the batches in one transaction; they are durable when the outermost one commits.

    Answers for each document the sequence after its batch, or None where it is frozen or absent
    and nothing was stored. One row per part keeps who wrote what.
    """
    ends: dict[UUID, int | None] = {}
    moved: list[tuple[UUID, int]] = []
    rows: list[log.Row] = []
    for batch, stand in zip(batches, log.stands([batch.document_id for batch in batches]), strict=True):
        if stand is None or stand.frozen:
            ends[batch.document_id] = None
            continue
        rows += [
            log.Row(batch.document_id, seq, author_id, data)
            for seq, (author_id, data) in enumerate(batch.parts, start=stand.seq + 1)
        ]
        ends[batch.document_id] = end = stand.seq + len(batch.parts)
        moved.append((batch.document_id, end))
    log.write(rows, moved)
    return ends


@transaction.atomic
def load(document_id: UUID) -> tuple[int, bytes]:
    """The stored document: its sequence and its full state as one Yjs update.

    Raises ``Document.DoesNotExist``, and ``Incomplete`` where the log has a hole.
    """
    # under the row lock: nobody compacts between the two reads
    document = Document.objects.select_for_update().get(pk=document_id)
    return document.seq, _state(document)


@dataclass(frozen=True)
class News:
    """What was stored after some sequence: who wrote what, in order; or the ``whole`` state, where the log was folded."""

    seq: int
    parts: tuple[tuple[UUID | None, bytes], ...] = ()
    whole: bytes = b""
    writers: Mapping[int, UUID] = field(default_factory=dict)  # who wrote what was folded, by Yjs client id


@transaction.atomic
def news(known: Mapping[UUID, int]) -> dict[UUID, News]:
    """Of these documents those that went on after the sequence that is known; one query where none did."""
    rows = Document.objects.filter(pk__in=known).values_list("pk", "seq")
    return {pk: _news(pk, known[pk]) for pk, seq in rows if seq > known[pk]}


def _news(document_id: UUID, known: int) -> News:
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.snapshot_seq > known:
        return News(document.seq, whole=_state(document), writers=_writers(document))
    return News(document.seq, _parts(_tail(document, known)))


@transaction.atomic
def open_document(document_id: UUID) -> News:
    """All of a document: the whole state, who wrote what was folded, and who what was not.

    Raises as ``load`` does.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    parts = _parts(_tail(document, document.snapshot_seq))
    return News(document.seq, parts, _state(document), _writers(document))


@transaction.atomic
def compact(document_id: UUID, writers: Mapping[int, UUID] | None = None, *, resting: bool = True) -> None:
    """Fold the log into the snapshot; the text stays as it is, and whose words are whose (``writers``, by Yjs client id).

    Not ``resting``: the log is only long, and people are in the midst of writing.
    """
    document = Document.objects.select_for_update().filter(pk=document_id).first()
    if document is None or document.snapshot_seq == document.seq:
        return
    document.snapshot = state = _state(document)
    document_paused.send(sender=Document, document=document, state=state, resting=resting)
    document.snapshot_seq = document.seq
    document.save(update_fields=["snapshot", "snapshot_seq"])
    known = (writers or {}).items()
    Writer.objects.bulk_create(
        [Writer(document=document, client=client, author_id=author_id) for client, author_id in known],
        ignore_conflicts=True,  # who was first stays
    )
    document.updates.filter(seq__lte=document.seq).delete()


@transaction.atomic
def pause(document_id: UUID) -> None:
    """Writing pauses here, though nothing is folded: who keeps what stood at such moments is told."""
    document = Document.objects.select_for_update().get(pk=document_id)
    document_paused.send(sender=Document, document=document, state=_state(document), resting=True)


@transaction.atomic
def authorship(document_id: UUID) -> News:
    """Who wrote what of a document, without its text as a whole: the log since it was folded, and whose what was before is.

    Raises as ``load`` does.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    return News(document.seq, _parts(_tail(document, document.snapshot_seq)), writers=_writers(document))


@transaction.atomic
def freeze(*, actor: User, document: Document) -> bytes:
    """Nobody writes from here on; answers the full state that stands (a Yjs update).

    Edits that were acknowledged are in it, edits on their way are refused. Raises ``AlreadyFrozen``.
    """
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.frozen_at is not None:
        raise AlreadyFrozen
    row.frozen_at = document.frozen_at = timezone.now()
    row.save(update_fields=["frozen_at"])
    audit.record(actor=actor, verb="document.frozen", target=row)
    transaction.on_commit(partial(document_frozen.send, sender=Document, document=row))
    state = _state(row)
    document_paused.send(sender=Document, document=row, state=state, resting=True)
    return state


@transaction.atomic
def thaw(*, actor: User, document: Document) -> None:
    """Open the document for writing again, because a change was asked for."""
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.frozen_at is None:
        return
    row.frozen_at = document.frozen_at = None
    row.save(update_fields=["frozen_at"])
    audit.record(actor=actor, verb="document.thawed", target=row)
    transaction.on_commit(partial(document_thawed.send, sender=Document, document=row))


def _tail(document: Document, after: int) -> list[log.Row]:
    """The log after a sequence, which is all there or ``Incomplete``."""
    tail = log.tail(document.pk, after)
    if [each.seq for each in tail] != list(range(after + 1, document.seq + 1)):
        raise Incomplete(str(document.pk))
    return tail


def _parts(rows: Sequence[log.Row]) -> tuple[tuple[UUID | None, bytes], ...]:
    return tuple((each.author_id, each.data) for each in rows)


def _writers(document: Document) -> dict[int, UUID]:
    return dict(document.writers.values_list("client", "author_id"))


def _state(document: Document) -> bytes:
    tail = _tail(document, document.snapshot_seq)
    return folded([document.snapshot or b"\0\0", *(each.data for each in tail)])

"""The verbs of a document's history: keep a stage, join old ones, look at it, put the words of a stage back."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from itertools import groupby
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.agenda.access import decision_on
from meetings.agenda.services import note_emergency_use
from minutes.documents.access import right_in_document
from minutes.documents.models import Document
from minutes.documents.restoring import restoring
from minutes.documents.services import Batch, append, load, pause
from minutes.documents.signals import document_written
from minutes.history.access import Since, last_stage, may_write_in, state_at, unkept, written_since
from minutes.history.models import Hand, Stage
from minutes.history.sizes import letters, packed
from minutes.history.thinning import Kept, Written, goes_on, joined
from portal.accounts.models import User
from portal.audit.services import record, record_reading


class Frozen(Exception):
    """The document is frozen: nothing comes back into it."""


class NothingToRestore(Exception):
    """It reads as in that stage already."""


@transaction.atomic
def keep_stage(
    *,
    document: Document,
    state: bytes,
    kind: str = Stage.Kind.WRITTEN,
    source: int | None = None,
    resting: bool = True,
) -> Stage | None:
    """Keep the document as it stands, if anything was written since the last stage or it was frozen.

    Who calls holds the document's lock; ``state`` is all of it. Not ``resting``: they write on, and a stage of the same
    stretch of writing is joined to this one, lest a lively hour be kept many times over.
    """
    last = last_stage(document)
    since = written_since(document, last)
    if document.frozen_at is not None:
        kind = Stage.Kind.FROZEN
    known = last is not None and last.kind == Stage.Kind.FROZEN and last.seq == document.seq
    if since is None and (kind != Stage.Kind.FROZEN or known):
        return None
    now, length = timezone.now(), letters(state)
    before = None if resting else _gone_on_from(last, since, length)
    stage = Stage.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        seq=document.seq,
        kind=kind,
        source=source,
        began=before.began if before else since.began if since else now,
        ended=since.ended if since else now,
        letters=length,
        state=packed(state),
    )
    _write_hands((stage, author) for author in (since.authors if since else ()))
    if before:
        _join(document.pk, {before.number: stage.number})
    return stage


def keep_paused(now: datetime | None = None) -> None:
    """The chore: keep a stage of every document in which writing paused or goes on for long."""
    for document_id in unkept(now or timezone.now()):
        pause(document_id)


def thin_out() -> None:
    """The chore: of old stages one for each hour or day is enough (thinning.py)."""
    rows = Stage.objects.order_by("document", "number").values_list("document_id", "number", "ended", "letters", "kind")
    for document_id, stages in groupby(rows, key=lambda row: row[0]):
        kept = [Kept(number, ended, size, kind != Stage.Kind.WRITTEN) for _pk, number, ended, size, kind in stages]
        heirs = joined(kept, timezone.now())
        if heirs:
            _join(document_id, heirs)


@transaction.atomic
def open_history(*, actor: User, document: Document) -> None:
    """Looking at how a document came about is an act: recorded, with the ground it stood on."""
    why = decision_on(actor, document.item).reason
    record_reading(actor=actor, verb="history.opened", target=document, why=why)
    if why == "emergency":
        note_emergency_use(actor=actor, item=document.item)


@transaction.atomic
def restore_stage(*, actor: User, document: Document, number: int) -> None:
    """Make both parts read as in the stage, by one more edit of the actor's; what stood there is a stage of its own.

    Nothing that was written goes: whoever wants it back restores that stage. Raises ``Frozen`` and ``NothingToRestore``.
    """
    locked = Document.objects.select_for_update().select_related("item__meeting__body").get(pk=document.pk)
    if not may_write_in(actor, locked):
        raise PermissionDenied
    if right_in_document(actor, locked) != "write":
        raise Frozen
    _seq, state = load(locked.pk)
    edit = restoring(state, state_at(locked, number))
    if edit is None:
        raise NothingToRestore
    keep_stage(document=locked, state=state)
    append([Batch(locked.pk, ((actor.pk, edit),))])
    locked.seq, state = load(locked.pk)
    keep_stage(document=locked, state=state, kind=Stage.Kind.RESTORED, source=number)
    record(actor=actor, verb="document.restored", target=locked)
    transaction.on_commit(partial(document_written.send, sender=Document, document=locked))


def _gone_on_from(last: Stage | None, since: Since | None, length: int) -> Stage | None:
    """The last stage, if what was written since is of the same stretch of writing."""
    if last is None or since is None or last.kind != Stage.Kind.WRITTEN:
        return None
    before, after = Written(last.began, last.ended, last.letters), Written(since.began, since.ended, length)
    return last if goes_on(before, after) else None


@transaction.atomic
def _join(document_id: UUID, heirs: dict[int, int]) -> None:
    """Who had a hand in a stage that goes has one in the stage that stands for it."""
    document = Document.objects.select_for_update().get(pk=document_id)
    stages = {stage.number: stage for stage in Stage.objects.filter(document=document).defer("state")}
    gone = [stages[number].pk for number in heirs if number in stages]
    hands = Hand.objects.filter(stage__in=gone)
    _write_hands((stages[heirs[number]], author) for number, author in hands.values_list("stage__number", "author_id"))
    hands.delete()
    Stage.objects.filter(pk__in=gone).delete()
    record(actor=None, verb="history.thinned", target=document)


def _write_hands(wrote: Iterable[tuple[Stage, UUID]]) -> None:
    rows = [Hand(stage=stage, author_id=author) for stage, author in wrote]
    Hand.objects.bulk_create(rows, ignore_conflicts=True)  # who had a hand in both stages has one

"""The timeline of an item's document. Who asks has been let in to the document: whoever may see it may see how it came about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from meetings.agenda.access import decision_on
from minutes.documents.content import seed_agenda
from minutes.documents.models import Document, Update, Writer
from minutes.history.models import Hand, Stage
from minutes.history.sizes import letters, unpacked
from minutes.history.thinning import LONGEST
from portal.accounts.models import User
from portal.organisations.access import Identity, identities

TEMPLATE_SEQ = 1  # the first row of every log is the beginning that the server writes
QUIET = timedelta(minutes=10)  # so long nobody wrote: a pause


@dataclass(frozen=True)
class Since:
    """What was written after the last stage: by whom, from when to when."""

    authors: tuple[UUID, ...]
    began: datetime
    ended: datetime


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline: a stage, or (``number`` None) what was written since the last one.

    ``grown`` is by how many letters the text grew; ``source`` the stage whose words came back.
    """

    number: int | None
    kind: str
    began: datetime
    ended: datetime
    authors: list[Identity]
    grown: int
    source: int | None = None

    @property
    def shrunk(self) -> int:
        """By how many letters it shrank, for words that know no minus."""
        return -self.grown


def timeline(document: Document, state: bytes) -> list[Moment]:
    """The stages and what was written since, the newest first; as many queries at any number of stages.

    ``state`` is the document as it stands.
    """
    stages = list(Stage.objects.filter(document=document).order_by("number").defer("state"))
    since = written_since(document, stages[-1] if stages else None)
    hands = _hands(document)
    people = _named({pk for each in hands.values() for pk in each} | set(since.authors if since else ()))
    moments: list[Moment] = []
    length = letters(seed_agenda())
    for stage in stages:
        wrote = _by_name(people, hands.get(stage.pk, ()))
        grown, length = stage.letters - length, stage.letters
        moments.append(Moment(stage.number, stage.kind, stage.began, stage.ended, wrote, grown, stage.source))
    if since:
        wrote = _by_name(people, since.authors)
        moments.append(Moment(None, Stage.Kind.WRITTEN, since.began, since.ended, wrote, letters(state) - length))
    return moments[::-1]


def state_at(document: Document, number: int) -> bytes:
    """All of the document as it stood at a stage; ``Http404`` where there is none (any more). 0: as it began."""
    if number == 0:
        return seed_agenda()
    stage = Stage.objects.filter(document=document, number=number).first()
    if stage is None:
        raise Http404
    return unpacked(stage.state)


def may_write_in(user: User, document: Document) -> bool:
    """Whether the item is the person's to write in, were the document not frozen."""
    return decision_on(user, document.item).right == "write"


def last_stage(document: Document) -> Stage | None:
    """The youngest stage, without what it holds."""
    return Stage.objects.filter(document=document).order_by("-number").defer("state").first()


def written_since(document: Document, stage: Stage | None) -> Since | None:
    """Who wrote after the stage, as the log says; None if nobody did.

    Before the first stage also those whose part of the log was folded when no stages were kept yet.
    """
    rows = Update.objects.filter(document=document, seq__gt=stage.seq if stage else TEMPLATE_SEQ).order_by()
    wrote = list(rows.values_list("author_id").annotate(first=Min("at"), last=Max("at")).order_by("first"))
    if not wrote:
        return None
    authors = dict.fromkeys(author for author, _first, _last in wrote if author is not None)
    if stage is None:
        authors |= dict.fromkeys(Writer.objects.filter(document=document).values_list("author_id", flat=True))
    return Since(tuple(authors), wrote[0][1], max(last for _author, _first, last in wrote))


def unkept(now: datetime) -> list[UUID]:
    """The documents of which a stage is due: somebody wrote, and paused, or has been writing for long."""
    kept = Stage.objects.filter(document=OuterRef("document")).order_by("-number").values("seq")[:1]
    rows = Update.objects.annotate(kept=Coalesce(Subquery(kept), TEMPLATE_SEQ)).filter(seq__gt=F("kept"))
    wrote = rows.order_by().values("document").annotate(first=Min("at"), last=Max("at"))
    due = wrote.filter(Q(last__lt=now - QUIET) | Q(first__lt=now - LONGEST))
    return list(due.values_list("document", flat=True))


def _hands(document: Document) -> dict[UUID, list[UUID]]:
    hands: dict[UUID, list[UUID]] = {}
    for stage_id, author_id in Hand.objects.filter(stage__document=document).values_list("stage_id", "author_id"):
        hands.setdefault(stage_id, []).append(author_id)
    return hands


def _named(keys: Iterable[UUID]) -> dict[UUID, Identity]:
    people = User.objects.in_bulk(keys)
    return dict(zip(people, identities(people.values()), strict=True))


def _by_name(people: Mapping[UUID, Identity], keys: Iterable[UUID]) -> list[Identity]:
    return sorted((people[key] for key in keys), key=lambda one: (one["name"], one["id"]))

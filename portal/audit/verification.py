"""Recomputing the whole record: the first thing that does not hold is named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from portal.audit.chain import BEGINNING, body_of, link_of
from portal.audit.models import AuditCheckpoint, AuditEvent, AuditLink
from portal.audit.outside import FORGED, Anchor
from portal.audit.proving import Broken, proofs
from portal.audit.services import LINKED_WITHIN
from portal.crypto.seals import verify

AT_ONCE = 1000
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Verdict:
    """``broken`` is None where everything holds; ``seq`` is how far the chain reaches."""

    broken: Broken | None
    seq: int = 0
    hash: str = ""


def verify_record(anchors: Iterable[Anchor] = (), progress: Progress = lambda what, number: None) -> Verdict:
    """Recompute chain, seals and checkpoints, then what the concepts above can prove.

    ``anchors`` are checkpoints known from outside: they alone catch an owner of database and key.
    """
    wanted = [*_stored_anchors(), *anchors]
    for anchor in wanted:
        if anchor.fault:
            return Verdict(Broken(anchor.fault, "checkpoint", anchor.source))
    chain = _Chain({anchor.seq: anchor for anchor in wanted if anchor.seq})
    for broken in chain.walk(progress):
        return Verdict(broken, chain.seq, chain.hash)
    for anchor in wanted:  # two of one place may differ
        missed = chain.against(anchor)
        if missed:
            return Verdict(missed, chain.seq, chain.hash)
    return Verdict(_outside_the_chain() or _proved(progress), chain.seq, chain.hash)


class _Chain:
    """The walk along the links, remembering what is needed to compare the anchors with."""

    def __init__(self, anchors: dict[int, Anchor]) -> None:
        self.seq = 0
        self.hash = BEGINNING
        self._asked = set(anchors)
        self._found: dict[int, str] = {}

    def walk(self, progress: Progress) -> Iterator[Broken]:
        """Yield the first break, if there is one."""
        for links in _batches():
            # not joined: a link whose event is gone would vanish with it
            events = AuditEvent.objects.in_bulk([link.event_id for link in links])
            for link in links:
                broken = self._step(link, events.get(link.event_id))
                if broken:
                    yield broken
                    return
            progress("acts", self.seq)

    def against(self, anchor: Anchor) -> Broken | None:
        """Whether the chain goes through the anchor."""
        if anchor.seq > self.seq:
            return Broken("truncated", "event", f"after {self.hash[:16]}", self.seq + 1)
        if self._found.get(anchor.seq, "") != anchor.hash:
            return Broken("differs from the checkpoint", anchor.source, anchor.hash[:16], anchor.seq)
        return None

    def _step(self, link: AuditLink, event: AuditEvent | None) -> Broken | None:
        place = self.seq + 1
        if link.seq != place:
            return Broken("missing", "event", f"before event {link.event_id}", place)
        kind = "missing" if event is None else self._break_in(link, event)
        if kind:
            return Broken(kind, "event", str(link.event_id), place)
        self.seq, self.hash = link.seq, link.hash
        if self.seq in self._asked:
            self._found[self.seq] = self.hash
        return None

    def _break_in(self, link: AuditLink, event: AuditEvent) -> str:
        if link.prev != self.hash:
            moved = AuditLink.objects.filter(prev=self.hash).exclude(pk=link.pk).exists()
            return "reordered" if moved else "altered"
        if body_of(event.record) != link.body:
            return "altered"
        if link_of(seq=link.seq, prev=link.prev, event=link.event_id, body=link.body) != link.hash:
            return "altered"
        if not verify("audit-link", {"seq": link.seq, "hash": link.hash}, link.seal):
            return FORGED
        return ""


def _batches() -> Iterator[list[AuditLink]]:
    """All links by their number, so many at once."""
    links = list(AuditLink.objects.order_by("seq")[:AT_ONCE])
    while links:
        yield links
        links = list(AuditLink.objects.filter(seq__gt=links[-1].seq).order_by("seq")[:AT_ONCE])


def _stored_anchors() -> Iterator[Anchor]:
    for each in AuditCheckpoint.objects.order_by("seq", "at"):
        genuine = verify("audit-checkpoint", each.record, each.seal)
        yield Anchor(each.seq, each.hash, f"{each.pk}", "" if genuine else FORGED)


def _outside_the_chain() -> Broken | None:
    """An act that has had time to be linked and is not: the chain's end was cut, or the chore does not run."""
    event = AuditEvent.objects.filter(link=None, at__lt=timezone.now() - LINKED_WITHIN).order_by("id").first()
    return Broken("outside the chain", "event", str(event.pk)) if event else None


def _proved(progress: Progress) -> Broken | None:
    for what, proof in proofs().items():
        number = 0
        for which, kind in proof():
            if kind:
                return Broken(kind, what, which)
            number += 1
            if number % AT_ONCE == 0:
                progress(what, number)
        progress(what, number)
    return None

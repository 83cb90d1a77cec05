"""What can be proved of comments: every act opens at its place, none is missing, and words are gone only where withdrawn."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from minutes.comments.models import Entry, Thread
from minutes.comments.services import VERBS
from portal.audit.models import AuditEvent
from portal.audit.proving import register_proof
from portal.crypto.box import CannotOpen


def threads() -> Iterator[tuple[str, str]]:
    """Every thread, with its kind of break."""
    for thread in Thread.objects.order_by("pk").iterator(chunk_size=500):
        yield str(thread.pk), "" if _opens(thread, "anchor", "quote") else "altered"


def entries() -> Iterator[tuple[str, str]]:
    """Every act, with its kind of break; then those that the record knows of and that are not there."""
    withdrawn = set(Entry.objects.filter(kind=Entry.Kind.WITHDRAWN).values_list("about", flat=True))
    expected: defaultdict[UUID, int] = defaultdict(int)
    known = set()
    for entry in Entry.objects.order_by("document", "number").iterator(chunk_size=500):
        expected[entry.document_id] += 1
        known.add(str(entry.pk))
        yield str(entry.pk), _break_in(entry, expected[entry.document_id], entry.pk in withdrawn)
    for key in AuditEvent.objects.filter(verb__in=VERBS.values()).values_list("target_id", flat=True).iterator():
        if key not in known:
            yield key, "missing act"


def _break_in(entry: Entry, number: int, withdrawn: bool) -> str:
    if entry.number != number:
        return "missing act"
    if not _opens(entry, "text"):
        return "altered"
    says = entry.kind == Entry.Kind.COMMENT and not withdrawn
    return "" if bool(entry.text) == says else "words without their act"


def _opens(row: Thread | Entry, *columns: str) -> bool:
    try:
        for column in columns:
            if getattr(row, column) is None:
                return False
    except (CannotOpen, ValueError):
        return False
    return True


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("place of comments", threads)
    register_proof("comment", entries)

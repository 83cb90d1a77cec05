"""Who may read and write comments: whoever may read the document reads them; who was let in to an emergency only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.http import Http404

from meetings.agenda.access import decision_on
from meetings.agenda.need import READ_ONLY
from minutes.comments.models import Entry, Thread
from minutes.documents.access import get_document_for
from minutes.documents.models import Document
from portal.accounts.models import User
from portal.organisations.access import Identity, identities


@dataclass(frozen=True)
class Act:
    """One entry as readers see it; ``text`` is None where the comment was withdrawn, and where the act has no words."""

    pk: UUID
    kind: str
    who: Identity
    at: datetime
    text: str | None
    withdrawn: bool = False


@dataclass(frozen=True)
class Talk:
    """One thread with its acts, oldest first. Open: not resolved, and something in it still stands."""

    thread: Thread
    acts: tuple[Act, ...]

    @property
    def resolved(self) -> bool:
        """Whether somebody has said that this is settled, and nobody has opened it again."""
        turns = [act.kind for act in self.acts if act.kind in (Entry.Kind.RESOLVED, Entry.Kind.REOPENED)]
        return turns[-1:] == [Entry.Kind.RESOLVED]

    @property
    def stands(self) -> bool:
        """Whether any of its comments was not withdrawn."""
        return any(act.kind == Entry.Kind.COMMENT and not act.withdrawn for act in self.acts)


def may_comment(user: User, document: Document) -> bool:
    """Everybody in the item who was called to it or runs it, observers too, until it is frozen or its meeting closed."""
    if document.frozen_at is not None or document.item.meeting.state in READ_ONLY:
        return False
    found = decision_on(user, document.item)
    return found.sees and found.reason != "emergency"


def talks_about(document: Document) -> list[Talk]:
    """All threads of a document with their acts, in the order of their beginning; as many queries for many as for one.

    Who asks has been let in to the document.
    """
    entries = list(Entry.objects.filter(document=document).select_related("author", "thread").order_by("number"))
    people = {entry.author_id: entry.author for entry in entries}
    shown = dict(zip(people, identities(people.values()), strict=True))
    withdrawn = {entry.about_id for entry in entries}
    talks: dict[UUID, list[Act]] = {}
    threads: dict[UUID, Thread] = {}
    for entry in entries:
        if entry.kind != Entry.Kind.WITHDRAWN:
            threads.setdefault(entry.thread_id, entry.thread)
            talks.setdefault(entry.thread_id, []).append(_act(entry, shown[entry.author_id], entry.pk in withdrawn))
    return [Talk(threads[pk], tuple(acts)) for pk, acts in talks.items()]


def _act(entry: Entry, who: Identity, withdrawn: bool) -> Act:
    words = entry.kind == Entry.Kind.COMMENT and not withdrawn
    return Act(entry.pk, entry.kind, who, entry.at, entry.text if words else None, withdrawn)


def how_far(ids: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the last act about each of these documents, of those that have any; one query."""
    rows = Entry.objects.filter(document__in=list(ids)).order_by().values_list("document").annotate(Max("number"))
    return dict(rows)


def open_threads(documents: Iterable[Document]) -> dict[UUID, int]:
    """How many threads are neither resolved nor wholly withdrawn, by document; one query, and no word is read."""
    rows = Entry.objects.filter(document__in=[document.pk for document in documents]).order_by("number")
    counts: dict[str, int] = {Entry.Kind.COMMENT: 1, Entry.Kind.WITHDRAWN: -1}
    turned: dict[tuple[UUID, UUID], bool] = {}
    standing: dict[tuple[UUID, UUID], int] = {}
    for document, thread, kind in rows.values_list("document", "thread", "kind"):
        key = document, thread
        standing[key] = standing.get(key, 0) + counts.get(kind, 0)
        turned[key] = kind == Entry.Kind.RESOLVED or (turned.get(key, False) and kind != Entry.Kind.REOPENED)
    found: dict[UUID, int] = {}
    for key, left in standing.items():
        if left and not turned[key]:
            found[key[0]] = found.get(key[0], 0) + 1
    return found


def get_thread_for(user: User, pk: UUID) -> Thread:
    """A thread of a document that the person may read; absent and forbidden are both 404."""
    thread = Thread.objects.filter(pk=pk).first()
    if thread is None:
        raise Http404
    thread.document = get_document_for(user, thread.document_id)
    return thread


def get_comment_of(user: User, pk: UUID) -> Entry:
    """A comment that the person wrote, on the same terms; another's is as if it were not there."""
    comment = Entry.objects.filter(pk=pk, kind=Entry.Kind.COMMENT, author=user).select_related("thread").first()
    if comment is None:
        raise Http404
    comment.document = get_document_for(user, comment.document_id)
    return comment

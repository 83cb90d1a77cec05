"""The verbs of comments: begin a thread, reply, withdraw, resolve and reopen."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from minutes.comments.access import may_comment
from minutes.comments.models import Entry, Thread
from minutes.comments.signals import commented
from minutes.documents.models import Document
from portal.accounts.models import User
from portal.audit.services import record

ENTRIES = 2_000  # of one document; a browser shows them all

Kind = Entry.Kind
VERBS = {
    Kind.COMMENT: "comment.written",
    Kind.WITHDRAWN: "comment.withdrawn",
    Kind.RESOLVED: "comment.resolved",
    Kind.REOPENED: "comment.reopened",
}


class Closed(Exception):
    """Nobody comments on this document (any more), or this person only reads it."""


class Full(Exception):
    """So much was said about the document that nothing more fits."""


@transaction.atomic
def begin_thread(*, actor: User, document: Document, part: str, anchor: bytes, quote: str, text: str) -> Thread:
    """Say something about words of the document. Raises ``Closed`` and ``Full``."""
    locked = _lock(actor, document)
    thread = Thread.objects.create(document=locked, part=part, anchor=anchor, quote=quote)
    _note(actor, thread, Kind.COMMENT, text=text)
    return thread


@transaction.atomic
def reply(*, actor: User, thread: Thread, text: str) -> Entry:
    """Say something more; a resolved thread stays resolved. Raises ``Closed`` and ``Full``."""
    _lock(actor, thread.document)
    return _note(actor, thread, Kind.COMMENT, text=text)


@transaction.atomic
def withdraw(*, actor: User, comment: Entry) -> None:
    """Take back what one said oneself: the words go, the trace stays. Raises ``Closed``; twice is once."""
    _lock(actor, comment.document)
    row = Entry.objects.select_for_update().get(pk=comment.pk, kind=Kind.COMMENT)
    if row.author_id != actor.pk:
        raise PermissionDenied
    if Entry.objects.filter(about=row).exists():
        return
    row.text = ""
    row.save(update_fields=["text"])
    _note(actor, comment.thread, Kind.WITHDRAWN, about=row)


@transaction.atomic
def resolve(*, actor: User, thread: Thread) -> None:
    """Say that the thread is settled. Raises ``Closed`` and ``Full``; twice is once."""
    _lock(actor, thread.document)
    if _turn(thread) != Kind.RESOLVED:
        _note(actor, thread, Kind.RESOLVED)


@transaction.atomic
def reopen(*, actor: User, thread: Thread) -> None:
    """Say that it is not. Raises ``Closed`` and ``Full``; what is open stays open."""
    _lock(actor, thread.document)
    if _turn(thread) == Kind.RESOLVED:
        _note(actor, thread, Kind.REOPENED)


def _lock(actor: User, document: Document) -> Document:
    """The document's row, under whose lock acts get their numbers and freezing waits; and whether this person may."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("item__meeting__body").defer("snapshot")
    locked = rows.get(pk=document.pk)
    if not may_comment(actor, locked):
        raise Closed
    return locked


def _turn(thread: Thread) -> str | None:
    """The last of its resolvings and reopenings."""
    turns = thread.entries.filter(kind__in=(Kind.RESOLVED, Kind.REOPENED)).order_by("-number")
    return turns.values_list("kind", flat=True).first()


def _note(actor: User, thread: Thread, kind: Entry.Kind, *, text: str = "", about: Entry | None = None) -> Entry:
    last = Entry.objects.filter(document=thread.document_id).aggregate(last=Max("number"))["last"] or 0
    if last >= ENTRIES and kind != Kind.WITHDRAWN:  # one's own words can always be taken back
        raise Full
    entry = Entry.objects.create(
        document_id=thread.document_id,
        thread=thread,
        number=last + 1,
        kind=kind,
        about=about,
        text=text,
        author=actor,
    )
    record(actor=actor, verb=VERBS[kind], target=entry)
    transaction.on_commit(partial(commented.send, sender=Entry))
    return entry

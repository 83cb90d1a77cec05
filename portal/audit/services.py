"""Writing to the record, and giving each act its place in the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction
from django.utils import timezone

from portal.audit.chain import BEGINNING, body_of, link_of
from portal.audit.models import AuditCheckpoint, AuditEvent, AuditLink
from portal.audit.origin import Origin, current
from portal.audit.outside import keep_outside
from portal.audit.setup import Setup
from portal.audit.signals import checkpoint_made
from portal.crypto.seals import sign

READ_AGAIN_AFTER = timedelta(minutes=10)  # within it, reading the same in the same login is one act
LINKED_WITHIN = timedelta(minutes=10)  # after that, an act without a place is a finding
CHAIN_LOCK = 0x6B61_7361_6E65  # "kasane": PostgreSQL's advisory lock, held for the few milliseconds of linking


@dataclass(frozen=True)
class Target:
    """An object by kind and id alone: where the row is absent, or must not be looked at."""

    kind: str = ""
    id: str = ""

    @classmethod
    def of(cls, target: models.Model | Target | None) -> Target:
        """The kind and id of any target."""
        if isinstance(target, models.Model):
            return cls(target._meta.label_lower, str(target.pk))
        return target or cls()


def record(
    *,
    actor: AbstractBaseUser | Setup | None,
    verb: str,
    target: models.Model | Target | None = None,
    detail: str = "",
    why: str = "",
) -> None:
    """Record one act of ``actor`` (a person, the setting up, or None for the system) in the running transaction.

    ``verb`` is "<concept>.<past tense>"; ``detail`` and ``why`` (on what ground it was allowed) are
    short codes, never words of a case. From where it was done is known by itself (origin.py).
    """
    record_all(actor=actor, verb=verb, target=target, details=[detail], why=why)


def record_all(
    *,
    actor: AbstractBaseUser | Setup | None,
    verb: str,
    target: models.Model | Target | None = None,
    details: Iterable[str],
    why: str = "",
) -> None:
    """The same act several times, on the same thing, for each of the ``details``; as many questions as for one."""
    origin, about = current(), Target.of(target)
    events = [
        AuditEvent(
            actor=cast(Any, actor) if isinstance(actor, AbstractBaseUser) else None,  # accounts stands above audit
            verb=verb,
            target_kind=about.kind,
            target_id=about.id,
            detail=detail or (f"setup:{actor.by}" if isinstance(actor, Setup) else ""),
            why=why,
            address=origin.address,
            door=origin.door,
            session=origin.session,
        )
        for detail in details
    ]
    with transaction.atomic(savepoint=False):
        _link_in_time(AuditEvent.objects.bulk_create(events))


@dataclass(frozen=True)
class Reading:
    """Somebody read something, on a ground, coming from somewhere."""

    actor_id: UUID
    verb: str
    target: Target
    why: str
    origin: Origin

    @property
    def key(self) -> tuple[object, ...]:
        """By which a reading is known as the same."""
        return self.actor_id, self.verb, self.target, self.why, self.origin.session


def record_reading(*, actor: AbstractBaseUser, verb: str, target: models.Model | Target, why: str = "") -> None:
    """Record that somebody read something; not again while they go on reading it in the same login.

    The first reading, another ground and another login are always recorded.
    """
    record_readings([Reading(actor.pk, verb, Target.of(target), why, current())])


def record_readings(readings: Iterable[Reading]) -> None:
    """The same for many, who came at the same time; one question and one writing for all."""
    asked = list(readings)
    again = set(
        AuditEvent.objects.filter(
            target_id__in={each.target.id for each in asked},
            verb__in={each.verb for each in asked},
            session__in={each.origin.session for each in asked} - {""},
            at__gt=timezone.now() - READ_AGAIN_AFTER,
        ).values_list("actor", "verb", "target_kind", "target_id", "why", "session")
    )
    known: set[tuple[object, ...]] = {
        (actor, verb, Target(kind, key), why, session) for actor, verb, kind, key, why, session in again
    }
    news = []
    for each in asked:
        if each.key not in known:
            news.append(each)
        if each.origin.session:
            known.add(each.key)
    if news:
        with transaction.atomic(savepoint=False):
            _link_in_time(AuditEvent.objects.bulk_create([_reading(each) for each in news]))


def _reading(reading: Reading) -> AuditEvent:
    return AuditEvent(
        actor_id=reading.actor_id,
        verb=reading.verb,
        target_kind=reading.target.kind,
        target_id=reading.target.id,
        why=reading.why,
        address=reading.origin.address,
        door=reading.origin.door,
        session=reading.origin.session,
    )


def link_waiting() -> int:
    """Give every act without a place one; answers how many. A crash between an act and its linking leaves such.

    It looks through the whole record: for the daily chore, not for every act.
    """
    with transaction.atomic():
        _lock()
        waiting = list(AuditEvent.objects.filter(link=None).order_by("id"))
        _append(waiting)
    if waiting:  # said, since a cut end of the chain would look the same
        record(actor=None, verb="record.caught_up", detail=str(len(waiting)))
    return len(waiting)


def make_checkpoint() -> AuditCheckpoint | None:
    """Seal how far the chain has come and keep it outside the database too; None while nothing is linked.

    Raises ``OSError`` where the file cannot be written: a checkpoint that lies only in the database
    proves nothing against who owns the database.
    """
    last = AuditLink.objects.order_by("-seq").first()
    if last is None:
        return None
    checkpoint = AuditCheckpoint(seq=last.seq, hash=last.hash, at=timezone.now())
    checkpoint.seal = sign("audit-checkpoint", checkpoint.record)
    with transaction.atomic():
        checkpoint.save()
        keep_outside(checkpoint.record, checkpoint.seal)
        transaction.on_commit(lambda: checkpoint_made.send(sender=AuditCheckpoint, checkpoint=checkpoint))
    return checkpoint


def checkpoint_soon() -> None:
    """A checkpoint once the running transaction is committed; trouble with the file must not undo an act."""
    transaction.on_commit(make_checkpoint, robust=True)


def _link_in_time(events: list[AuditEvent]) -> None:
    """At once on SQLite, where every writer holds the one lock already; on PostgreSQL after the commit.

    There, a lock taken in the middle of a service would deadlock with another service's row locks.
    """
    if connection.vendor == "sqlite":
        _append(events)
        return
    for each in connection.run_on_commit:
        waiting: Any = each[1]
        if isinstance(waiting, _Linking) and not waiting.done:
            waiting.events += events
            return
    transaction.on_commit(_Linking(list(events)), robust=True)


class _Linking:
    """The acts of one transaction, linked together once it is committed."""

    def __init__(self, events: list[AuditEvent]) -> None:
        self.events = events
        self.done = False

    def __call__(self) -> None:
        self.done = True
        with transaction.atomic():
            _lock()
            # asked again: a savepoint may have been undone, or the chore was quicker
            keys = [event.pk for event in self.events]
            _append(AuditEvent.objects.filter(pk__in=keys, link=None).order_by("id"))


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _append(events: Iterable[AuditEvent]) -> None:
    """Under the lock: each event behind the last link."""
    last = AuditLink.objects.order_by("-seq").values_list("seq", "hash").first()
    seq, prev = last or (0, BEGINNING)
    links = []
    for event in events:
        body = body_of(event.record)
        seq += 1
        own = link_of(seq=seq, prev=prev, event=event.pk, body=body)
        seal = sign("audit-link", {"seq": seq, "hash": own})
        links.append(AuditLink(seq=seq, event=event, prev=prev, body=body, hash=own, seal=seal))
        prev = own
    AuditLink.objects.bulk_create(links)

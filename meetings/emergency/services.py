"""緊急の閲覧: asking with a reason and a fresh code, a second person allowing it for some hours, and its end."""

from datetime import time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.agenda.access import runs_item
from meetings.agenda.models import Emergency, Item
from meetings.agenda.signals import summons_changed
from meetings.emergency.access import asked_item, may_ask, may_decide
from meetings.emergency.signals import emergency_allowed, emergency_asked
from portal.accounts.models import User
from portal.audit.services import record
from portal.mfa.step_up import Factor

# for what the codes are given; which item is asked for is not on screen yet
ASKING, ALLOWING, ASKED = "emergency.ask", "emergency.allow", "asked"
SHORTEST_HOURS, USUAL_HOURS, LONGEST_HOURS = 1, 24, 72


class Settled(Exception):
    """It was answered meanwhile, or the person may not read it any more."""


@transaction.atomic
def ask(*, actor: User, number: int, begins: time, reason: str, factor: Factor) -> None:
    """Ask to read the item that begins at this time under this notice number.

    Answers nothing: whether there is such an item, and whether one may ask, is not told. The try is recorded.
    """
    if not factor.proves(actor, ASKING, ASKED):
        raise PermissionDenied
    item = asked_item(actor, number, begins)
    if item is None:
        record(actor=actor, verb="emergency.asked", detail="nowhere")
        return
    row, new = Emergency.objects.get_or_create(item=item, user=actor, decided_at=None, defaults={"reason": reason})
    record(actor=actor, verb="emergency.asked", target=row, detail=factor.label)
    if new:
        emergency_asked.send(sender=Emergency, emergency=row)


@transaction.atomic
def allow(*, actor: User, emergency: Emergency, hours: int, factor: Factor) -> None:
    """A second person who runs the item lets the asker read it for so many hours; the chair is told. Raises ``Settled``."""
    row = _lock_to_answer(actor, emergency)
    if not factor.proves(actor, ALLOWING, str(row.pk)) or not SHORTEST_HOURS <= hours <= LONGEST_HOURS:
        raise PermissionDenied
    if not may_ask(row.user, row.item):
        raise Settled  # called, recused or gone since
    row.decided_at = timezone.now()
    row.decided_by, row.until = actor, row.decided_at + timedelta(hours=hours)
    row.save(update_fields=["decided_at", "decided_by", "until"])
    record(actor=actor, verb="emergency.allowed", target=row, detail=f"hours:{hours} {factor.label}")
    emergency_allowed.send(sender=Emergency, emergency=row)
    _ask_again(row.item)


@transaction.atomic
def refuse(*, actor: User, emergency: Emergency) -> None:
    """Nothing is opened, and the asker is told nothing: not even that there is such an item. Raises ``Settled``."""
    row = _lock_to_answer(actor, emergency)
    row.decided_at, row.decided_by = timezone.now(), actor
    row.save(update_fields=["decided_at", "decided_by"])
    record(actor=actor, verb="emergency.refused", target=row)


@transaction.atomic
def end(*, actor: User, emergency: Emergency) -> None:
    """The reading ends now: by who runs the item, or by the reader."""
    row = Emergency.objects.select_for_update(of=("self",)).select_related("item__meeting__body").get(pk=emergency.pk)
    if row.user_id != actor.pk and not runs_item(actor, row.item):
        raise PermissionDenied
    if row.until is None or row.ended_at is not None:
        return
    row.ended_at, row.ended_by = timezone.now(), actor
    row.save(update_fields=["ended_at", "ended_by"])
    record(actor=actor, verb="emergency.ended", target=row)
    _ask_again(row.item)


@transaction.atomic
def note_expired() -> None:
    """Record what ran out; the right itself ended with the hour, whether this runs or not."""
    for row in Emergency.objects.select_for_update().filter(until__lte=timezone.now(), ended_at=None):
        row.ended_at = row.until
        row.save(update_fields=["ended_at"])
        record(actor=None, verb="emergency.expired", target=row)


def _lock_to_answer(actor: User, emergency: Emergency) -> Emergency:
    row = (
        Emergency.objects.select_for_update(of=("self",))
        .select_related("item__meeting__body", "user")
        .get(pk=emergency.pk)
    )
    if not may_decide(actor, row):
        raise PermissionDenied
    if row.decided_at is not None:
        raise Settled
    return row


def _ask_again(item: Item) -> None:
    transaction.on_commit(lambda: summons_changed.send(sender=Item, item=item))

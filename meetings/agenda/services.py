"""Putting items on the agenda and summoning people to them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.agenda.access import guests_of, summonable, summoned_anybody
from meetings.agenda.models import Item, Summons
from meetings.agenda.signals import item_added, summons_changed
from meetings.bodies.access import runs_body
from meetings.bodies.models import Body
from meetings.schedule.models import Meeting
from meetings.schedule.services import CannotCall, call_meeting
from portal.accounts.models import User
from portal.audit.services import record

# which basis an item stands on unless another is recorded (domain.md §1.5)
BASIS = {Body.Kind.SUPPORT: "support_meeting", Body.Kind.PLAN_REVIEW: ""}
K = Item.Kind
# what each kind of body treats (社会福祉法 106条の6 for 支援会議; 施行規則34条の7, 8 for plans)
KINDS = {
    Body.Kind.SUPPORT: (K.INFORMATION, K.WATCHING, K.URGENT, K.OTHER),
    Body.Kind.PLAN_REVIEW: (K.PLAN, K.SHARING, K.EVALUATION, K.RESOURCES),
}


class UnknownMember(Exception):
    """Somebody is to be summoned who holds no seat in the body."""


class NotADraft(Exception):
    """The meeting was called already."""


class WrongKind(Exception):
    """A body of this kind does not treat items of that kind."""


class TooLate(Exception):
    """The minutes are frozen: who was called stays in the record."""


@transaction.atomic
def add_item(
    *, actor: User, meeting: Meeting, heading: str, kind: str, minutes_long: int, summoned: Iterable[User]
) -> Item:
    """Put an item at the end of the agenda and summon these people to it.

    Raises ``NotADraft``, ``WrongKind`` and ``UnknownMember``.
    """
    if not runs_body(actor, meeting.body):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != Meeting.State.DRAFT:
        raise NotADraft
    if kind not in KINDS[Body.Kind(meeting.body.kind)]:
        raise WrongKind
    item = Item.objects.create(
        meeting=meeting,
        position=meeting.items.count() + 1,
        heading=heading,
        kind=kind,
        legal_basis=BASIS[Body.Kind(meeting.body.kind)],
        minutes_long=minutes_long,
    )
    record(actor=actor, verb="item.added", target=item)
    item_added.send(sender=Item, item=item, actor=actor)
    _summon(actor=actor, item=item, users=list(summoned))
    return item


def _summon(*, actor: User, item: Item, users: list[User]) -> None:
    called = {user.pk for user in users}
    if not called <= {user.pk for user in summonable(item.meeting)}:
        raise UnknownMember
    Summons.objects.bulk_create(Summons(item=item, user_id=pk) for pk in called)
    for pk in called:
        record(actor=actor, verb="person.summoned", target=item, detail=str(pk))


@transaction.atomic
def call(*, actor: User, meeting: Meeting) -> int:
    """Call the meeting: everybody summoned and who runs the body gets a notice; answers how many.

    Raises ``CannotCall`` where nobody is summoned to any item, or it was called already.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # no item comes in between
    if not summoned_anybody(meeting):
        raise CannotCall
    guests = guests_of(meeting)
    call_meeting(actor=actor, meeting=meeting, guests=guests)
    return len(guests)


@transaction.atomic
def remove_summons(*, actor: User, item: Item, user: User) -> None:
    """The person is no longer called to the item: their pages and sockets close at once.

    Raises ``TooLate`` once the minutes are frozen: whoever was there and confirmed stays in the record.
    """
    if not runs_body(actor, item.meeting.body):
        raise PermissionDenied
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if meeting.state not in (Meeting.State.DRAFT, Meeting.State.CALLED):
        raise TooLate
    Summons.objects.filter(item=item, user=user).delete()
    record(actor=actor, verb="summons.withdrawn", target=item, detail=str(user.pk))
    transaction.on_commit(lambda: summons_changed.send(sender=Item, item=item))


@transaction.atomic
def record_attendance(*, actor: User, item: Item, attended: Mapping[UUID, bool]) -> None:
    """Who of the summoned was there, by person; only while the item is being frozen (minutes.signoff)."""
    if not runs_body(actor, item.meeting.body):
        raise PermissionDenied
    for summons in Summons.objects.select_for_update().filter(item=item):
        summons.attended = attended.get(summons.user_id, False)
        summons.save(update_fields=["attended"])
    record(actor=actor, verb="attendance.recorded", target=item)

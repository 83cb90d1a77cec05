"""Putting items on the agenda and summoning people to them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.agenda.access import summonable
from meetings.agenda.models import Item, Summons
from meetings.agenda.signals import item_added, summons_changed
from meetings.bodies.access import runs_body
from meetings.bodies.models import Body
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record

# which basis an item stands on unless another is recorded (domain.md §1.5)
BASIS = {Body.Kind.SUPPORT: "support_meeting", Body.Kind.PLAN_REVIEW: ""}


class UnknownMember(Exception):
    """Somebody is to be summoned who holds no seat in the body."""


class NotADraft(Exception):
    """The meeting was called already."""


@transaction.atomic
def add_item(
    *, actor: User, meeting: Meeting, heading: str, kind: str, minutes_long: int, summoned: Iterable[User]
) -> Item:
    """Put an item at the end of the agenda and summon these people to it.

    Raises ``NotADraft`` and ``UnknownMember``.
    """
    if not runs_body(actor, meeting.body):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != Meeting.State.DRAFT:
        raise NotADraft
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
    allowed = {user.pk for user in summonable(item.meeting)}
    if any(user.pk not in allowed for user in users):
        raise UnknownMember
    Summons.objects.bulk_create(Summons(item=item, user=user) for user in users)
    for user in users:
        record(actor=actor, verb="person.summoned", target=item, detail=str(user.pk))


@transaction.atomic
def remove_summons(*, actor: User, item: Item, user: User) -> None:
    """The person is no longer called to the item: their pages and sockets close at once."""
    if not runs_body(actor, item.meeting.body):
        raise PermissionDenied
    Summons.objects.filter(item=item, user=user).delete()
    record(actor=actor, verb="summons.withdrawn", target=item, detail=str(user.pk))
    transaction.on_commit(lambda: summons_changed.send(sender=Item, item=item))


@transaction.atomic
def record_attendance(*, actor: User, item: Item, attended: Mapping[UUID, bool]) -> None:
    """Who of the summoned was there, by person."""
    for summons in Summons.objects.select_for_update().filter(item=item):
        summons.attended = attended.get(summons.user_id, False)
        summons.save(update_fields=["attended"])
    record(actor=actor, verb="attendance.recorded", target=item)

"""Putting items on the agenda, and changing who is called to them and who must keep out."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.agenda.access import (
    decision_on,
    emergencies_in_force,
    ground_in,
    guests_again,
    guests_of,
    invitations_shown,
    running,
    runs_item,
    standing_recusals,
    summonable,
    summoned_anybody,
    takes_items,
)
from meetings.agenda.models import Item, Recusal, Summons
from meetings.agenda.signals import item_added, person_recused, summons_changed
from meetings.bodies.access import lasting_seats, runs_body, seats_in
from meetings.bodies.models import Appointment, Body
from meetings.invites.access import standing_invitations
from meetings.invites.models import Participation
from meetings.invites.services import invite_guests, uninvite_guest
from meetings.schedule.models import Meeting
from meetings.schedule.services import CannotCall, call_meeting, cancel_meeting, reinstate_meeting
from portal.accounts.models import User
from portal.audit.services import record, record_reading

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
    """The meeting has begun, or was held."""


class WrongKind(Exception):
    """A body of this kind does not treat items of that kind."""


class NobodyLeft(Exception):
    """Nobody who runs the body would be left to run the item."""


class TooLate(Exception):
    """The minutes are frozen: who was called stays in the record."""


@transaction.atomic
def add_item(
    *, actor: User, meeting: Meeting, heading: str, kind: str, minutes_long: int, summoned: Iterable[User]
) -> Item:
    """Put an item at the end of the agenda and summon these people to it; until the meeting begins.

    Whom it calls to a meeting that was called already gets the notice now. Raises ``NotADraft``, ``WrongKind`` and ``UnknownMember``.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not runs_body(actor, meeting.body):
        raise PermissionDenied
    if not takes_items(locked):
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
    _tell(actor, locked, _summon(actor=actor, item=item, users=summoned))
    return item


def _summon(*, actor: User, item: Item, users: Iterable[User]) -> list[User]:
    """Call these people, and answer those who were not called already."""
    called = {user.pk: user for user in users}
    out = set(standing_recusals().filter(item=item).values_list("user_id", flat=True))
    if not called.keys() <= {user.pk for user in summonable(item.meeting)} - out:
        raise UnknownMember
    already = set(Summons.objects.filter(item=item, withdrawn_at=None).values_list("user_id", flat=True))
    new = [user for pk, user in called.items() if pk not in already]
    Summons.objects.bulk_create(Summons(item=item, user=user) for user in new)
    for user in new:
        record(actor=actor, verb="person.summoned", target=item, detail=str(user.pk))
    return new


@transaction.atomic
def call(*, actor: User, meeting: Meeting) -> int:
    """Call the meeting: everybody summoned and who runs the body gets a notice; answers how many, as ``actor`` may know.

    Raises ``CannotCall`` where nobody is summoned to any item, or it was called already.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # no item comes in between
    if not summoned_anybody(meeting):
        raise CannotCall
    call_meeting(actor=actor, meeting=meeting, guests=guests_of(meeting))
    return invitations_shown(actor, [meeting]).count()


@transaction.atomic
def call_off(*, actor: User, meeting: Meeting) -> None:
    """Call the meeting off: its items can only be read from now on. Raises ``CannotChange`` of the schedule."""
    cancel_meeting(actor=actor, meeting=meeting)
    for item in meeting.items.all():
        _ask_again(item)


@transaction.atomic
def call_again(*, actor: User, meeting: Meeting) -> int:
    """Call a meeting again that was called off; answers how many get the news, as ``actor`` may know.

    Whom its items still call, who was told that it is off, and who runs the body. Raises ``CannotChange`` of the schedule.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    reinstate_meeting(actor=actor, meeting=meeting, guests=guests_again(locked))
    for item in meeting.items.all():
        _ask_again(item)
    return invitations_shown(actor, [meeting]).count()


@transaction.atomic
def open_meeting(*, actor: User, meeting: Meeting) -> None:
    """Looking at a meeting and its items' headings is an act: recorded, with the ground it stood on."""
    record_reading(actor=actor, verb="meeting.opened", target=meeting, why=ground_in(actor, meeting))


@transaction.atomic
def open_item(*, actor: User, item: Item) -> None:
    """Looking into an item is an act: recorded, with the ground it stood on; an emergency reading, when first used."""
    why = decision_on(actor, item).reason
    record_reading(actor=actor, verb="item.opened", target=item, why=why)
    if why == "emergency":
        note_emergency_use(actor=actor, item=item)


@transaction.atomic
def note_emergency_use(*, actor: User, item: Item) -> None:
    """The person read something of the item under an emergency for the first time."""
    for row in emergencies_in_force().filter(user=actor, item=item, used_at=None).select_for_update():
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
        record(actor=actor, verb="emergency.used", target=row)


@transaction.atomic
def summon(*, actor: User, item: Item, users: Iterable[User]) -> list[User]:
    """Call more people to the item; whoever is new to a called meeting gets the notice. Answers the newly called.

    Raises ``TooLate`` and ``UnknownMember``.
    """
    meeting = _lock_to_change(actor, item)
    new = _summon(actor=actor, item=item, users=users)
    _tell(actor, meeting, new)
    _ask_again(item)
    return new


@transaction.atomic
def remove_summons(*, actor: User, item: Item, user: User) -> None:
    """The person is no longer called to the item: their pages and sockets close at once.

    The row stays as withdrawn. If no other item calls them, the meeting leaves their calendar. Raises ``TooLate``
    once the minutes are frozen: whoever was there and confirmed stays in the record. A proxy goes with whom they stand for.
    """
    meeting = _lock_to_change(actor, item)
    _tell(actor, meeting, _withdraw(actor, item, user))
    _ask_again(item)


def _withdraw(actor: User, item: Item, user: User) -> list[User]:
    """Call them off, and who came in their place; answers all of them."""
    row = Summons.objects.filter(item=item, user=user, withdrawn_at=None).select_related("stands_for").first()
    if row is None:
        return [user]
    off = [user]
    for proxy in row.proxies.filter(withdrawn_at=None).select_related("user"):
        off += _withdraw(actor, item, proxy.user)
    row.withdrawn_at, row.withdrawn_by = timezone.now(), actor
    row.presence, row.came_at, row.left_at = "", None, None
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "presence", "came_at", "left_at"])
    # in whose place they were to come: whether a proxy came is open again
    if row.stands_for and row.stands_for.presence == Summons.Presence.PROXY:
        Summons.objects.filter(pk=row.stands_for.pk).update(presence="")
    record(actor=actor, verb="summons.withdrawn", target=item, detail=str(user.pk))
    return off


@transaction.atomic
def recuse(*, actor: User, item: Item, user: User) -> None:
    """回避: for this person the item ceases to exist, whatever their role. Who sees the item may recuse themselves.

    Raises ``UnknownMember`` for somebody without a seat in the body, and ``NobodyLeft`` where nobody would run it.
    """
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)  # two at once: the second counts who is left
    decision = decision_on(actor, item)  # under the lock: a right that ended while this one waited counts no more
    if not (decision.runs or (decision.sees and actor == user)):
        raise PermissionDenied
    if user.pk not in {seat.user_id for seat in seats_in(item.meeting.body)}:
        raise UnknownMember
    if not any(other != user for other in running(item)):
        raise NobodyLeft
    _row, new = Recusal.objects.get_or_create(item=item, user=user, lifted_at=None, defaults={"recused_by": actor})
    off = [user]
    if new:
        record(actor=actor, verb="person.recused", target=item, detail=str(user.pk))
        off += _end_standing_in(actor, meeting, item, user)
        person_recused.send(sender=Item, item=item, user=user)
    _tell(actor, meeting, off)
    _ask_again(item)


def _end_standing_in(actor: User, meeting: Meeting, item: Item, user: User) -> list[User]:
    """Who keeps out of an item sends nobody in their place, and comes in nobody's; answers whose summons ended.

    Not once the minutes are frozen: who was there stays in the record.
    """
    row = Summons.objects.filter(item=item, user=user, withdrawn_at=None).first()
    if row is None or meeting.state not in (Meeting.State.DRAFT, Meeting.State.CALLED):
        return []
    if row.stands_for_id:
        return _withdraw(actor, item, user)
    gone: list[User] = []
    for proxy in row.proxies.filter(withdrawn_at=None).select_related("user"):
        gone += _withdraw(actor, item, proxy.user)
    return gone


@transaction.atomic
def lift_recusal(*, actor: User, item: Item, user: User) -> None:
    """The reason is gone: the person sees the item again if called to it or running it. Nobody lifts their own."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if actor == user or not runs_item(actor, item):
        raise PermissionDenied
    if standing_recusals().filter(item=item, user=user).update(lifted_at=timezone.now(), lifted_by=actor):
        record(actor=actor, verb="recusal.lifted", target=item, detail=str(user.pk))
    _tell(actor, meeting, [user])
    _ask_again(item)


def _lock_to_change(actor: User, item: Item) -> Meeting:
    """The item's meeting, locked; the right is asked after the lock: one that ended meanwhile counts no more."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if not runs_item(actor, item):
        raise PermissionDenied
    if meeting.state not in (Meeting.State.DRAFT, Meeting.State.CALLED):
        raise TooLate
    return meeting


def _tell(actor: User, meeting: Meeting, users: Iterable[User]) -> None:
    """Invite whom the meeting now concerns, and uninvite whom it concerns no more; nobody once it began."""
    if meeting.state != Meeting.State.CALLED or meeting.start <= timezone.now():
        return
    guests = {guest.pk for guest in guests_of(meeting)}
    invited = {each.user_id: each for each in standing_invitations(meeting).select_related("user", "meeting")}
    for user in users:
        if user.pk in guests and user.pk not in invited:
            invite_guests(actor=actor, meeting=meeting, guests=[user])
        elif user.pk in invited and user.pk not in guests:
            uninvite_guest(actor=actor, participation=invited[user.pk])


@transaction.atomic
def uninvite_departed(*, actor: User, seat: Appointment) -> None:
    """Who left the body: called meetings on which day they hold no seat any more leave their calendar."""
    theirs = Participation.objects.filter(user=seat.user, uninvited_at=None, meeting__body=seat.body)
    coming = theirs.filter(meeting__state=Meeting.State.CALLED, meeting__start__gt=timezone.now())
    for pk in coming.order_by("meeting__start").values_list("meeting", flat=True):
        meeting = Meeting.objects.select_for_update().get(pk=pk)
        seated = lasting_seats().filter(user=seat.user, body=seat.body, ends_on__gte=meeting.day)
        invited = standing_invitations(meeting).filter(user=seat.user).select_related("user", "meeting").first()
        if invited is not None and not seated.exists():
            uninvite_guest(actor=actor, participation=invited)


def _ask_again(item: Item) -> None:
    transaction.on_commit(lambda: summons_changed.send(sender=Item, item=item))

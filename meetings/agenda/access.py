"""Who may see an item: the one place where need-to-know is decided (docs/architecture.md)."""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from meetings.agenda.models import Item, Summons
from meetings.bodies.access import RUNNING, members_of, runs_body, seats_in
from meetings.schedule.access import visible_meetings
from meetings.schedule.models import Meeting
from portal.accounts.models import User

Right = Literal["none", "read", "write"]


def visible_items(user: User, meeting: Meeting) -> QuerySet[Item]:
    """The meeting's items that the person may see: all for who runs it, else those they are summoned to."""
    items = Item.objects.filter(meeting=meeting).select_related("meeting__body").order_by("position")
    if runs_body(user, meeting.body):
        return items
    if not visible_meetings(user).filter(pk=meeting.pk).exists():
        return items.none()
    return items.filter(summonses__user=user)


def get_item_for(user: User, pk: UUID | str) -> Item:
    """An item the person may see; absent and forbidden are both 404."""
    item = Item.objects.filter(pk=pk).select_related("meeting__body").first()
    if item is None or right_in_item(user, item) == "none":
        raise Http404
    return item


def right_in_item(user: User, item: Item) -> Right:
    """What the person may do in the item: a live account, a pledge in force for the body, a seat
    today, and a summons to this very item or the running of the body."""
    if not user.is_active or not visible_items(user, item.meeting).filter(pk=item.pk).exists():
        return "none"
    return "read" if item.meeting.state == Meeting.State.CLOSED else "write"


def summonable(meeting: Meeting) -> list[User]:
    """Whom the meeting's items may call."""
    return members_of(meeting.body)


def summoned_to(item: Item) -> list[User]:
    """The people called to the item, by name."""
    return list(User.objects.filter(summonses__item=item).order_by("last_name", "first_name"))


def summonses_of(items: Iterable[Item]) -> dict[UUID, list[Summons]]:
    """The summonses with their people, by item and name; one query."""
    called: dict[UUID, list[Summons]] = {item.pk: [] for item in items}
    rows = Summons.objects.filter(item__in=called).select_related("user")
    for row in rows.order_by("user__last_name", "user__first_name"):
        called[row.item_id].append(row)
    return called


def people_in(item: Item) -> list[User]:
    """Everybody who may be in the item: the summoned, the secretariat and the chair."""
    running = [seat.user for seat in seats_in(item.meeting.body) if seat.role in RUNNING]
    people = {user.pk: user for user in [*running, *summoned_to(item)]}
    return list(people.values())


def guests_of(meeting: Meeting) -> list[User]:
    """Everybody to be invited: all who are summoned to some item and still sit in the body, and those who run it."""
    seats = seats_in(meeting.body)
    running = Q(pk__in=[seat.user_id for seat in seats if seat.role in RUNNING])
    summoned = Q(pk__in=[seat.user_id for seat in seats], summonses__item__meeting=meeting)
    return list(User.objects.filter(running | summoned, is_active=True).distinct().order_by("last_name", "first_name"))


def summoned_anybody(meeting: Meeting) -> bool:
    """Whether at least one person is called to an item."""
    return Summons.objects.filter(item__meeting=meeting).exists()


def summoned_counts(meeting: Meeting) -> dict[UUID, int]:
    """How many people are called to each item; one query. Only for who runs the meeting."""
    rows = Item.objects.filter(meeting=meeting).annotate(called=Count("summonses"))
    return {row.pk: row.called for row in rows}

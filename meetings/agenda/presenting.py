"""How items are shown to one reader: their time, kind, basis, and a label that tells no more than they may know.

Only the secretariat and the chair see 議題1, 2, 3; a number would tell a member of items they may not see. Who of
them is recused from one counts without it (docs/decisions/0008).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agenda.access import visible_items
from meetings.agenda.models import Item
from meetings.bodies.access import runs_body
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.law.data import cite


@dataclass(frozen=True)
class ItemView:
    """One item as one reader sees it; ``label`` is empty for who may not know its number."""

    item: Item
    label: str
    starts_at: datetime
    room_url: str

    @property
    def pk(self) -> object:
        """The item's id."""
        return self.item.pk

    @property
    def heading(self) -> str:
        """The item's heading; it may name a case."""
        return str(self.item.heading)

    @property
    def title(self) -> str:
        """議題2　事例 R8-009 for who runs the meeting, 事例 R8-009 for who is called."""
        return f"{self.label}　{self.heading}" if self.label else self.heading

    @property
    def minutes_long(self) -> int:
        """How long it is planned to take, in minutes."""
        return self.item.minutes_long

    @property
    def kind_label(self) -> str:
        """What is to be done with it."""
        return str(Item.Kind(self.item.kind).label)

    @property
    def basis_label(self) -> str:
        """The legal basis as in force on the day of the meeting, or nothing."""
        return cite(self.item.legal_basis, self.item.meeting.day).label if self.item.legal_basis else ""

    @property
    def basis_short(self) -> str:
        """The same, short."""
        return cite(self.item.legal_basis, self.item.meeting.day).short if self.item.legal_basis else ""


def present_items(user: User, meeting: Meeting) -> list[ItemView]:
    """The items that the reader may see, in order, with their times."""
    starts = starts_of(meeting)
    numbered = runs_body(user, meeting.body)
    return [
        _view(item, starts[item.position], number if numbered else None)
        for number, item in enumerate(visible_items(user, meeting), start=1)
    ]


def present_item(user: User, item: Item) -> ItemView:
    """One item that the reader may see."""
    number = None
    if runs_body(user, item.meeting.body):
        number = visible_items(user, item.meeting).filter(position__lte=item.position).count()
    return _view(item, starts_of(item.meeting)[item.position], number)


def starts_of(meeting: Meeting) -> dict[int, datetime]:
    """When each item is planned to begin: all lengths count, also those of items the reader may not see."""
    starts: dict[int, datetime] = {}
    at = timezone.localtime(meeting.start)
    for position, length in (
        Item.objects.filter(meeting=meeting).order_by("position").values_list("position", "minutes_long")
    ):
        starts[position] = at
        at += timedelta(minutes=length)
    return starts


def _view(item: Item, starts_at: datetime, number: int | None) -> ItemView:
    label = _("Item %(number)s") % {"number": number} if number else ""
    return ItemView(item, label, starts_at, reverse("rooms:room", args=[item.meeting_id, item.pk]))

"""Whose attendance who runs a meeting may enter, and what is entered of whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from meetings.agenda.access import standing_summonses
from meetings.agenda.models import Item, Summons
from meetings.agenda.presenting import ItemView, present_items
from meetings.attendance.marks import PROXY, Mark, expected, words
from meetings.bodies.access import roles_on
from meetings.bodies.models import Appointment
from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.organisations.access import identities

R = Appointment.Role
Roles = Mapping[UUID, Appointment.Role]
# in which order an attendance list names people
ORDER = (R.CHAIR, R.SECRETARIAT, R.MEMBER, R.PROXY, R.ADVISER, R.OBSERVER)


@dataclass(frozen=True)
class Line:
    """One person at one item; ``expected`` is what their answer to the invitation lets expect."""

    summons: Summons
    agency: str
    expected: str
    proxies: tuple[str, ...] = ()

    @property
    def user(self) -> User:
        """The person."""
        return self.summons.user

    @property
    def mark(self) -> Mark:
        """What is entered."""
        return mark_of(self.summons)

    @property
    def initial(self) -> str:
        """What a form offers: what is entered, else what is expected."""
        return self.mark.kind or self.expected

    @property
    def words(self) -> str:
        """What is entered, in words."""
        return words(self.mark, proxies=self.proxies, in_place_of=in_place_of(self.summons))

    @property
    def by_proxy(self) -> bool:
        """Whether a proxy is called in their place."""
        return self.summons.presence == PROXY


@dataclass(frozen=True)
class Row:
    """One person at all items; ``cells`` in the order of the items, empty where they are not called."""

    user: User
    agency: str
    role: str
    cells: tuple[Line | None, ...]

    @property
    def lines(self) -> list[Line]:
        """Only the items to which they are called."""
        return [cell for cell in self.cells if cell]

    @property
    def same(self) -> str:
        """The words where all their items say the same, else nothing."""
        said = {line.words for line in self.lines}
        return said.pop() if len(said) == 1 else ""


@dataclass(frozen=True)
class Sheet:
    """The attendance of one meeting, as who runs it may see it."""

    items: list[ItemView]
    rows: list[Row]

    @property
    def missing(self) -> int:
        """How many people are not entered at some item."""
        return sum(any(not line.mark.presence for line in row.lines) for row in self.rows)


def mark_of(summons: Summons) -> Mark:
    """What is entered of one summons."""
    return Mark(summons.presence, summons.came_at, summons.left_at)


def in_place_of(summons: Summons) -> str:
    """The name of the member for whom they came, or nothing."""
    return summons.stands_for.user.full_name if summons.stands_for else ""


def may_enter(meeting: Meeting) -> bool:
    """Whether the attendance may be entered: from the day of the meeting until its minutes are frozen."""
    return meeting.state == Meeting.State.CALLED and timezone.localdate() >= meeting.day


def open_for_proxies(meeting: Meeting) -> bool:
    """Whether a proxy may be called, or called off: once the meeting is called, until its minutes are frozen."""
    return meeting.state == Meeting.State.CALLED


def begun(meeting: Meeting) -> bool:
    """Whether there is attendance to show: the meeting began, and was not called off."""
    over = (Meeting.State.HELD, Meeting.State.CLOSED)
    return meeting.state in over or (meeting.state == Meeting.State.CALLED and meeting.began)


def lines_of(items: Iterable[Item]) -> dict[UUID, list[Line]]:
    """Who is called to each item and not recused from it, by name; three queries at any number."""
    listed = list(items)
    found: dict[UUID, list[Line]] = {item.pk: [] for item in listed}
    summonses = list(
        standing_summonses()
        .filter(item__in=found)
        .select_related("user", "stands_for__user")
        .order_by("user__last_name", "user__first_name")
    )
    agencies = {each["id"]: each["agency"] for each in identities({row.user for row in summonses})}
    answers = _answers({item.meeting_id for item in listed})
    meetings = {item.pk: item.meeting_id for item in listed}
    for row in summonses:
        answer = answers.get((meetings[row.item_id], row.user_id), "")
        line = Line(row, agencies[str(row.user_id)], expected(answer), proxies_among(summonses, row))
        found[row.item_id].append(line)
    return found


def proxies_among(summonses: Iterable[Summons], row: Summons) -> tuple[str, ...]:
    """The names of those who come in somebody's place, from the summonses of the item."""
    return tuple(each.user.full_name for each in summonses if each.stands_for_id == row.pk)


def _answers(meetings: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    rows = Participation.objects.filter(meeting__in=meetings, uninvited_at=None)
    return {(row[0], row[1]): row[2] for row in rows.values_list("meeting_id", "user_id", "answer")}


def sheet(user: User, meeting: Meeting) -> Sheet:
    """Everybody called to the items that the person, who runs the meeting, sees; observers last."""
    items = present_items(user, meeting)
    lines = lines_of(view.item for view in items)
    people = {line.user.pk: line for each in lines.values() for line in each}
    at = {(item, line.user.pk): line for item, each in lines.items() for line in each}
    roles = roles_on(meeting.body, meeting.day)
    rows = [
        Row(
            line.user,
            line.agency,
            role_words(roles, line.user),
            tuple(at.get((view.item.pk, pk)) for view in items),
        )
        for pk, line in people.items()
    ]
    return Sheet(items, sorted(rows, key=lambda row: (rank(roles, row.user), row.user.last_name, row.user.first_name)))


def rank(roles: Roles, user: User) -> int:
    """Where a person stands in an attendance list: observers last, then who has no seat."""
    return ORDER.index(roles[user.pk]) if user.pk in roles else len(ORDER)


def role_words(roles: Roles, user: User) -> str:
    """役職: as what they sat in the body, or nothing."""
    return str(roles[user.pk].label) if user.pk in roles else ""


def own_lines(user: User, meeting: Meeting) -> list[tuple[ItemView, Line]]:
    """The person's own attendance at the items they see and are called to."""
    items = present_items(user, meeting)
    lines = lines_of(view.item for view in items)
    return [(view, line) for view in items for line in lines[view.item.pk] if line.user == user]


def get_row(user: User, meeting: Meeting, person: UUID) -> tuple[list[ItemView], Row]:
    """One person called to an item that the reader, who runs the meeting, sees; else 404."""
    found = sheet(user, meeting)
    for row in found.rows:
        if row.user.pk == person:
            return found.items, row
    raise Http404


def rows_of(item: Item) -> QuerySet[Summons]:
    """The standing summonses of an item whose people are not recused."""
    return standing_summonses().filter(item=item)


def awaited_at(item: Item) -> list[User]:
    """The people called to an item, by name, without those in whose place a proxy comes."""
    called = rows_of(item).exclude(presence=PROXY).values("user")
    return list(User.objects.filter(pk__in=called).order_by("last_name", "first_name"))

"""The roster of a body: who is in, who cannot enter and why, who comes later, who left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from meetings.bodies.access import today
from meetings.bodies.models import Appointment, Body
from meetings.rosters.searching import fits
from meetings.rosters.terms import SOON, left_words, term_words
from portal.accounts.access import with_open_invitation
from portal.accounts.models import User
from portal.mfa.access import Kind, factors_of
from portal.organisations.access import workplaces
from portal.organisations.models import Affiliation, Organisation
from portal.outbox.access import undelivered
from portal.pledge.access import signers

Show = Literal["all", "outside", "soon", "former"]
Act = Literal["mend", "again", "ask", "open"]
WELCOME = "welcome"  # the kind of the mail by which a person joins (meetings.invites)
BY_ITEM = "by_item"  # the last group: adviser, observer, proxy
_ROLES = Appointment.Role.values


@dataclass(frozen=True)
class Line:
    """One person of the roster, and what still keeps them out."""

    appointment: Appointment
    workplace: Affiliation | None
    pledged: bool
    factors: frozenset[Kind]
    invited: bool
    returned: bool
    today: date

    @property
    def person(self) -> User:
        """Whose seat it is."""
        return self.appointment.user

    @property
    def confirms_with(self) -> list[str]:
        """With what the person confirms a login, in words; empty while nothing is set up."""
        words: dict[Kind, str] = {"app": _("Authenticator app"), "passkey": _("Passkey")}
        return [word for kind, word in words.items() if kind in self.factors]

    @property
    def over(self) -> bool:
        """Whether the seat counts no more."""
        return self.appointment.ended_at is not None or self.appointment.ends_on < self.today

    @property
    def later(self) -> bool:
        """Whether the seat does not count yet."""
        return not self.over and self.appointment.starts_on > self.today

    @property
    def joined(self) -> bool:
        """Whether the person has chosen a password."""
        return self.person.has_usable_password()

    @property
    def may_enter(self) -> bool:
        """Whether this person can open the meetings today."""
        in_force = not self.over and not self.later
        return in_force and self.person.is_active and self.joined and self.pledged and bool(self.factors)

    @property
    def trouble(self) -> bool:
        """Whether something is to be done so that the person can enter today."""
        return not self.may_enter and not self.over and not self.later

    @property
    def ends_soon(self) -> bool:
        """Whether a successor is to be thought of; guests' terms are short on purpose."""
        return not self.over and not self.appointment.is_guest and self.appointment.ends_on - self.today <= SOON

    @property
    def term(self) -> str:
        """Until when, or from when."""
        return term_words(self.appointment.starts_on, self.appointment.ends_on, self.today)

    @property
    def left(self) -> str:
        """How long still, once it is soon."""
        return left_words(self.appointment.ends_on, self.today) if self.ends_soon else ""

    @property
    def group(self) -> str:
        """Under which heading the person stands."""
        if self.appointment.is_guest:
            return BY_ITEM
        return self.workplace.organisation.group if self.workplace else Organisation.Group.COMMUNITY

    @property
    def act(self) -> Act:
        """The one thing that helps this person on."""
        if self.over or not self.person.is_active:
            return "open"
        if not self.joined:
            return "mend" if self.returned else "again"
        return "open" if self.pledged or self.later or not self.factors else "ask"

    def fits(self, query: str) -> bool:
        """Whether name or agency holds what was searched for."""
        place = self.workplace
        agency = (place.organisation.name, place.organisation.short_name, place.post) if place else ()
        return fits(query, self.person.full_name, *agency)


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    key: str
    label: str
    lines: list[Line]

    @property
    def quiet(self) -> int:
        """How many of them need nothing."""
        return sum(not line.trouble for line in self.lines)


@dataclass(frozen=True)
class Roster:
    """All who sit in a body or will, and those who left."""

    present: list[Line]
    former: list[Line]

    @cached_property
    def inside(self) -> list[Line]:
        """Who can enter."""
        return [line for line in self.present if line.may_enter]

    @cached_property
    def outside(self) -> list[Line]:
        """Who cannot, or not yet."""
        return [line for line in self.present if not line.may_enter]

    @cached_property
    def soon(self) -> list[Line]:
        """Whose term ends soon."""
        return [line for line in self.present if line.ends_soon]

    def shown(self, show: Show, query: str = "") -> list[Line]:
        """The lines of one filter that fit the search."""
        lines = {"all": self.present, "outside": self.outside, "soon": self.soon, "former": self.former}[show]
        return [line for line in lines if line.fits(query)]


def roster_of(body: Body) -> Roster:
    """Everybody who sits, will sit or sat in the body; seven queries at any size."""
    seats = list(Appointment.objects.filter(body=body).select_related("user", "stands_for__user").order_by("starts_on"))
    lines = _lines(body, seats)
    present = {
        line.person.pk: line for line in reversed(lines) if not line.over
    }  # the seat of today before a later one
    former = {line.person.pk: line for line in lines if line.over and line.person.pk not in present}
    gone = sorted(former.values(), key=lambda line: (line.appointment.ends_on, line.person.full_name), reverse=True)
    return Roster(sorted(present.values(), key=_place_in_list), gone)


def line_of(seat: Appointment) -> Line:
    """The same of one seat."""
    return _lines(seat.body, [seat])[0]


def get_seat_to_run(body: Body, pk: UUID | str) -> Appointment:
    """A seat of the body, past ones too, or 404. The reader runs the body: ``get_body_to_run`` was asked."""
    seat = Appointment.objects.select_related("body", "user", "stands_for__user").filter(body=body, pk=pk).first()
    if seat is None:
        raise Http404
    return seat


def groups_of(lines: Iterable[Line]) -> list[Group]:
    """The lines under the headings of their agencies; empty headings are left out."""
    labels = [(str(value), str(label)) for value, label in Organisation.Group.choices]
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(line)
    return [Group(key, label, found[key]) for key, label in [*labels, (BY_ITEM, "")] if key in found]


def _lines(body: Body, seats: list[Appointment]) -> list[Line]:
    people = {seat.user_id: seat.user for seat in seats}.values()
    places = workplaces(people)
    pledged = signers(people, body.pledge_series)
    factors = factors_of(people)
    invited = with_open_invitation(people)
    returned = undelivered(WELCOME, [user.email for user in people])
    day = today()
    return [
        Line(
            appointment=seat,
            workplace=places.get(seat.user_id),
            pledged=seat.user_id in pledged,
            factors=factors.get(seat.user_id, frozenset()),
            invited=seat.user_id in invited,
            returned=seat.user.email in returned,
            today=day,
        )
        for seat in seats
    ]


def _place_in_list(line: Line) -> tuple[int, str]:
    return _ROLES.index(line.appointment.role), line.person.full_name

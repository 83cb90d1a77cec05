"""Who may come in a member's place: of the same organisation, with a seat, and with a pledge of their own in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min
from django.http import Http404
from django.utils import timezone

from meetings.agenda.models import Summons
from meetings.agenda.presenting import ItemView
from meetings.attendance.access import get_row
from meetings.bodies.access import seats_in, standings
from meetings.bodies.models import Appointment
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.organisations.access import workplaces
from portal.pledge.access import signatures_in_force

# who runs the meeting is there anyway, and an observer writes nothing
MAY_STAND_IN = (Appointment.Role.CHAIR, Appointment.Role.MEMBER, Appointment.Role.ADVISER, Appointment.Role.PROXY)


@dataclass(frozen=True)
class Candidate:
    """One person of the same organisation with a seat in the body; the pledge's days are empty where none is in force."""

    user: User
    seat: Appointment
    post: str
    pledged_since: date | None
    pledged_until: date | None

    @property
    def may_come(self) -> bool:
        """Whether they can be let in now."""
        return self.pledged_since is not None


def candidates(meeting: Meeting, member: User) -> list[Candidate]:
    """Who of the member's organisation holds a seat in the body today, by name; a proxy's seat only for this member."""
    everybody = seats_in(meeting.body)
    own = {seat.pk for seat in everybody if seat.user_id == member.pk}
    seats = [seat for seat in everybody if _may_stand_in(seat, member, own)]
    places = workplaces([member, *(seat.user for seat in seats)])
    agency = places[member.pk].organisation_id if member.pk in places else None
    same = [
        seat for seat in seats if agency and seat.user_id in places and places[seat.user_id].organisation_id == agency
    ]
    pledges = pledges_of((seat.user for seat in same), meeting)
    return [
        Candidate(seat.user, seat, places[seat.user_id].post, *pledges.get(seat.user_id, (None, None))) for seat in same
    ]


def _may_stand_in(seat: Appointment, member: User, own: set[UUID]) -> bool:
    if seat.user_id == member.pk or not seat.user.is_active or Appointment.Role(seat.role) not in MAY_STAND_IN:
        return False
    return seat.stands_for_id is None or seat.stands_for_id in own


def pledges_of(people: Iterable[User], meeting: Meeting) -> dict[UUID, tuple[date, date]]:
    """From when to when the pledge for the meeting's body is in force, of those in whose case it is."""
    listed = list(people)
    body = meeting.body
    there = {pk for (pk, _body), standing in standings(listed, [body]).items() if standing.pledged}
    rows = signatures_in_force().filter(user__in=there, text__series=body.pledge_series).values("user")
    found = rows.annotate(since=Min("signed_at"), until=Max("valid_until"))
    return {row["user"]: (timezone.localdate(row["since"]), row["until"]) for row in found}


def organisation_of(member: User) -> str:
    """The name of the member's organisation, or nothing."""
    place = workplaces([member]).get(member.pk)
    return place.organisation.name if place else ""


def get_member(user: User, meeting: Meeting, person: UUID) -> tuple[list[ItemView], User]:
    """A member in whose place somebody may come, with the items at which nobody does yet; else 404.

    A proxy is nobody in whose place another one comes.
    """
    views, row = get_row(user, meeting, person)
    own = [(view, line) for view, line in zip(views, row.cells, strict=True) if line and not line.summons.stands_for_id]
    if not own:
        raise Http404
    return [view for view, line in own if not line.by_proxy], row.user


def get_proxy_at(user: User, meeting: Meeting, person: UUID, item: UUID) -> tuple[ItemView, Summons]:
    """A proxy called to an item, with the item; else 404."""
    views, row = get_row(user, meeting, person)
    for view, line in zip(views, row.cells, strict=True):
        if line and view.item.pk == item and line.summons.stands_for_id:
            return view, line.summons
    raise Http404

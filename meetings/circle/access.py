"""Who can see an item now, who cannot, and why: the circle of people around it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404

from meetings.agenda.access import emergencies_in_force, facts_of, standing_recusals, summonable, summoned_to
from meetings.agenda.models import Item, Summons
from meetings.agenda.need import Decision, decide
from meetings.bodies.access import seats_in
from meetings.circle.why import about
from portal.accounts.models import User
from portal.mfa.access import factors_of
from portal.organisations.access import identities


@dataclass(frozen=True)
class Person:
    """One person around an item; ``called`` whether a summons stands."""

    user: User
    agency: str
    decision: Decision
    called: bool

    @property
    def why(self) -> str:
        """Why they see it or not."""
        return about(self.decision.reason)


@dataclass(frozen=True)
class Circle:
    """Everybody whom the item concerns or concerned."""

    inside: tuple[Person, ...]
    not_yet: tuple[Person, ...]  # called or running, and something is missing
    recused: tuple[Person, ...]
    past: tuple[Person, ...]  # called once


def circle_of(item: Item) -> Circle:
    """The circle of one item; the number of queries does not grow."""
    seats = seats_in(item.meeting.body)
    running = {seat.user_id for seat in seats if seat.runs}
    called = set(Summons.objects.filter(item=item).values_list("user_id", flat=True))
    kept_out = set(standing_recusals().filter(item=item).values_list("user_id", flat=True))
    let_in = set(emergencies_in_force().filter(item=item).values_list("user_id", flat=True))
    users = list(User.objects.filter(pk__in=running | called | kept_out | let_in).order_by("last_name", "first_name"))
    people = _people(item, users)
    waiting = {"account", "seat", "draft", "pledge", "factor"}
    return Circle(
        inside=tuple(each for each in people if each.decision.sees),
        not_yet=tuple(each for each in people if each.decision.reason in waiting),
        recused=tuple(each for each in people if each.decision.reason == "recused"),
        past=tuple(each for each in people if each.decision.reason in ("withdrawn", "stranger")),
    )


def _people(item: Item, users: Iterable[User]) -> list[Person]:
    listed = list(users)
    facts = facts_of((user, item) for user in listed)
    enrolled = factors_of(listed)
    agencies = {each["id"]: each["agency"] for each in identities(listed)}
    found = []
    for user in listed:
        known = replace(facts[user.pk, item.pk], verified=user.pk in enrolled)
        found.append(Person(user, agencies[str(user.pk)], decide(known), known.summoned))
    return found


def why(user: User, item: Item) -> str:
    """One sentence: why this person can see this item or cannot. For who runs the meeting, and for auditors by id."""
    return _people(item, [user])[0].why


def callable_to(item: Item) -> list[User]:
    """Whom the item may still call: members who are not called and need not keep out."""
    out = set(standing_recusals().filter(item=item).values_list("user_id", flat=True))
    out |= {user.pk for user in summoned_to(item)}
    return [user for user in summonable(item.meeting) if user.pk not in out]


def recusable_from(item: Item) -> list[User]:
    """Who may be kept out: everybody in the body who is not."""
    out = set(standing_recusals().filter(item=item).values_list("user_id", flat=True))
    return [seat.user for seat in seats_in(item.meeting.body) if seat.user_id not in out]


def get_called(item: Item, user_id: UUID) -> User:
    """Somebody called to the item, or 404."""
    return _one(summoned_to(item), user_id)


def get_recused(item: Item, user_id: UUID) -> User:
    """Somebody who keeps out of the item, or 404."""
    return _one([row.user for row in standing_recusals().filter(item=item).select_related("user")], user_id)


def _one(users: Iterable[User], user_id: UUID) -> User:
    for user in users:
        if user.pk == user_id:
            return user
    raise Http404

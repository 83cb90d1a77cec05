"""The question the gate asks: what has this visitor shown? Read from the database each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django_otp import DEVICE_ID_SESSION_KEY, device_classes

from portal.accounts.access import is_past_login
from portal.accounts.models import User
from portal.audit.services import Target, record_reading
from portal.gate.levels import Level
from portal.pledge.access import has_pledge_in_force, series_in_force
from portal.sessions import store
from portal.sessions.access import person_of


@dataclass(frozen=True, slots=True)
class Visitor:
    """A logged-in person behind one session; what sockets keep."""

    user_id: UUID
    session_key: str

    def __hash__(self) -> int:  # of the words alone, which know theirs: asked several times for each edit
        return hash(self.session_key)


def level_of_user(user: Any) -> Level:
    """What the person of an HTTP request has shown."""
    if not user.is_authenticated or not user.is_active:
        return Level.PUBLIC
    if not is_past_login(user):
        return Level.PASSWORD
    return Level.PLEDGED if has_pledge_in_force(user) else Level.VERIFIED


def visitor_of(session_key: str | None) -> Visitor | None:
    """The visitor of a session who has passed every level; None for anybody else."""
    return visitors_of([session_key])[0]


def visitors_of(session_keys: Sequence[str | None]) -> list[Visitor | None]:
    """The same for many sessions, in order; as many queries as for one."""
    people = _entered({key for key in session_keys if key})
    return [Visitor(people[key].pk, key) if key in people else None for key in session_keys]


def note_refusal(visitor: Visitor) -> None:
    """Record that a socket was refused to somebody who is inside; trying again soon is the same try."""
    record_reading(actor=User.objects.get(pk=visitor.user_id), verb="door.refused", target=Target())


def still_inside(visitor: Visitor) -> User | None:
    """The person, if everything that let them in still holds; sockets ask again and again."""
    return still_inside_all([visitor]).get(visitor)


def still_inside_all(visitors: Iterable[Visitor]) -> dict[Visitor, User]:
    """Of many visitors those who are still inside, with their person; as many queries as for one."""
    asked = set(visitors)
    people = _entered({visitor.session_key for visitor in asked})
    found = {visitor: people.get(visitor.session_key) for visitor in asked}
    return {visitor: user for visitor, user in found.items() if user is not None and user.pk == visitor.user_id}


def lacking_only_the_pledge(visitors: Iterable[Visitor]) -> set[Visitor]:
    """Of visitors who are not inside those who need only sign: their login and its second factor hold."""
    asked = set(visitors)
    people = _verified({visitor.session_key for visitor in asked})
    found = {visitor for visitor in asked if getattr(people.get(visitor.session_key), "pk", None) == visitor.user_id}
    return found - set(still_inside_all(found))


def _entered(session_keys: Iterable[str]) -> dict[str, User]:
    """Session row → open account → session hash → verified device → pledge, by session key."""
    verified = _verified(session_keys)
    pledged = series_in_force({user.pk for user in verified.values()})
    return {key: user for key, user in verified.items() if pledged[user.pk]}


def _verified(session_keys: Iterable[str]) -> dict[str, User]:
    sessions = store.load(session_keys)
    people = {key: person for key, session in sessions.items() if (person := person_of(session)) is not None}
    named = {key: sessions[key].get(DEVICE_ID_SESSION_KEY, "") or "" for key in people}
    owners = _owners(set(named.values()))
    return {key: user for key, user in people.items() if owners.get(named[key]) == user.pk}


def _owners(names: set[str]) -> dict[str, UUID]:
    """Whose the confirmed devices of these names (django-otp's persistent ids) are; one query for each kind."""
    owners: dict[str, UUID] = {}
    for kind in device_classes():
        label = kind.model_label()
        ids = {pk for of, _, pk in (name.rpartition("/") for name in names) if of == label and pk.isdecimal()}
        if ids:
            rows = kind.objects.filter(pk__in=ids, confirmed=True).values_list("pk", "user_id")
            owners |= {f"{label}/{pk}": user_id for pk, user_id in rows}
    return owners

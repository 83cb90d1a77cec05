"""Where people work."""

from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from django.db.models import OuterRef, Subquery

from portal.accounts.models import User
from portal.organisations.models import Affiliation, Organisation


class Identity(TypedDict):
    """A person as others see them in the room."""

    id: str
    name: str
    family: str
    agency: str


def all_organisations() -> list[Organisation]:
    """Every agency, by name."""
    return list(Organisation.objects.all())


def affiliation_of(user: User) -> Affiliation | None:
    """Where the person works now."""
    return Affiliation.objects.filter(user=user, until=None).select_related("organisation").first()


def workplaces(users: Iterable[User]) -> dict[UUID, Affiliation]:
    """Where these people work now, by person; one query."""
    rows = Affiliation.objects.filter(user__in=list(users), until=None).select_related("organisation")
    return {row.user_id: row for row in rows}


def workplace_name(user: User) -> str:
    """The name of the person's agency, or nothing."""
    affiliation = affiliation_of(user)
    return affiliation.organisation.name if affiliation else ""


def workplace_of_login() -> Subquery:
    """The same for the person of a login, fetched with it (``sessions.store.fetch_along``)."""
    rows = Affiliation.objects.filter(user=OuterRef("user"), until=None)
    return Subquery(rows.values("organisation__name")[:1])


def identities(users: Iterable[User]) -> list[Identity]:
    """How these people are shown to each other; one query."""
    people = list(users)
    places = workplaces(people)
    return [_identity(user, places.get(user.pk)) for user in people]


def short_identity(user: User) -> Identity:
    """How this person is shown to others."""
    return identities([user])[0]


def _identity(user: User, affiliation: Affiliation | None) -> Identity:
    agency = affiliation.organisation if affiliation else None
    return {
        "id": str(user.pk),
        "name": user.full_name,
        "family": user.last_name or user.full_name,
        "agency": (agency.short_name or agency.name) if agency else "",
    }

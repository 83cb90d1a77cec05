"""The first day of a city: a body, its pledges, and the first person of its secretariat, from the host alone."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from meetings.bodies.access import is_seated
from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import appoint, found_body
from meetings.bodies.signals import person_invited
from portal.accounts.models import User
from portal.accounts.services import Way, open_invitation
from portal.audit.setup import Setup
from portal.law import pledging
from portal.organisations.services import affiliate, register_organisation
from portal.pledge.access import texts_in_force
from portal.pledge.models import Kind, PledgeText
from portal.pledge.services import publish_text


class AlreadyFounded(Exception):
    """A body of this name exists; further people are invited in the portal."""


class NobodyWaits(Exception):
    """Nobody with this address holds a seat in the body and has yet to come in."""


@dataclass(frozen=True)
class First:
    """The first person of the secretariat; their seat lasts until ``until``."""

    email: str
    family_name: str
    given_name: str
    organisation: str
    post: str
    until: date


@transaction.atomic
def found(*, actor: Setup, name: str, kind: str, series: str, first: First) -> tuple[list[PledgeText], Way | None]:
    """Register the body, publish the pledges that the series still lacks, and invite the first of the secretariat.

    Answers the texts that were published, and the way in: its code is shown once, its link goes by mail. None for a
    person who can log in already. The seat runs the body at once: there is no second person yet. Raises
    ``AlreadyFounded``.
    """
    if Body.objects.filter(name=name).exists():
        raise AlreadyFounded
    body = found_body(actor=actor, name=name, kind=kind, pledge_series=series)
    texts = _publish_missing(actor, body)
    user = _person(actor, first)
    today = timezone.localdate()
    role = Appointment.Role.SECRETARIAT
    appoint(actor=actor, body=body, user=user, role=role, starts_on=today, ends_on=first.until)
    return texts, None if user.has_usable_password() else _invite(actor, user)


@transaction.atomic
def invite_first_again(*, actor: Setup, name: str, email: str) -> Way:
    """The link lapsed or the code was lost: a new way in for who has a seat and never came; the earlier one closes.

    Raises ``NobodyWaits``.
    """
    body, user = Body.objects.filter(name=name).first(), User.objects.filter(email=email.lower()).first()
    if body is None or user is None or user.has_usable_password() or not is_seated(user, body):
        raise NobodyWaits
    return _invite(actor, user)


@transaction.atomic
def invite_person(*, actor: Setup, email: str, family_name: str, given_name: str) -> Way:
    """Invite somebody from the host: who is to audit or edit, and whose code nobody in the portal may hold.

    An account is made where none has this address; earlier invitations close. Raises ``AlreadyJoined``.
    """
    address = email.lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, last_name=family_name, first_name=given_name)
    return _invite(actor, user)


def _publish_missing(actor: Setup, body: Body) -> list[PledgeText]:
    today, series = timezone.localdate(), body.pledge_series
    there = texts_in_force([series], today)
    return [
        publish_text(
            actor=actor,
            series=series,
            kind=kind,
            covers=pledging.covered([body.name]),
            addressee=settings.CITY_MAYOR,
            body=pledging.body_for(kind.name.lower(), [body.name]),
            law=pledging.own_rules(settings.CITY_NAME, plan_review=body.kind == Body.Kind.PLAN_REVIEW),
            in_force_from=today,
            bases=frozenset({body.kind}),
        )
        for kind in Kind
        if (series, kind) not in there
    ]


def _person(actor: Setup, first: First) -> User:
    user = User.objects.filter(email=first.email.lower()).first()
    if user is None:
        user = User.objects.create_user(first.email.lower(), last_name=first.family_name, first_name=first.given_name)
        agency = register_organisation(actor=actor, name=first.organisation, group="city")
        affiliate(actor=actor, user=user, organisation=agency, post=first.post)
    return user


def _invite(actor: Setup, user: User) -> Way:
    way = open_invitation(actor=actor, user=user)
    person_invited.send(sender=Body, user=user, token=way.token, expires_at=way.invitation.expires_at)
    return way

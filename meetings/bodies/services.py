"""Registering bodies, appointing and inviting people."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.bodies.access import is_seated, runs_body
from meetings.bodies.models import Appointment, Body
from meetings.bodies.signals import person_invited
from portal.accounts.models import User
from portal.accounts.services import Way, open_invitation
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.organisations.services import affiliate, register_organisation


class AlreadySeated(Exception):
    """The person holds a seat in this body already."""


@dataclass(frozen=True)
class Newcomer:
    """Who is invited to a body."""

    email: str
    family_name: str
    given_name: str
    organisation: str
    post: str
    role: str
    starts_on: date
    ends_on: date


@transaction.atomic
def found_body(*, actor: Setup, name: str, kind: str, pledge_series: str) -> Body:
    """Register a standing body; only in the setting up of a city."""
    body = Body.objects.create(name=name, kind=kind, pledge_series=pledge_series)
    record(actor=actor, verb="body.founded", target=body)
    return body


@transaction.atomic
def appoint(*, actor: User | Setup, body: Body, user: User, role: str, starts_on: date, ends_on: date) -> Appointment:
    """Give the person a seat for a term. Only the setting up of a city, or who runs the body.

    Raises ``AlreadySeated`` where the terms of two seats of one person in this body would overlap.
    """
    if not isinstance(actor, Setup) and not runs_body(actor, body):
        raise PermissionDenied
    Body.objects.select_for_update().get(pk=body.pk)  # two at once: the second sees the first one's seat
    if Appointment.objects.filter(body=body, user=user, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise AlreadySeated
    seat = Appointment.objects.create(body=body, user=user, role=role, starts_on=starts_on, ends_on=ends_on)
    record(actor=actor, verb="person.appointed", target=seat)
    return seat


@transaction.atomic
def invite(*, actor: User, body: Body, newcomer: Newcomer) -> Way | None:
    """Invite a person to the body: account, seat, a mail with the link; the code goes by another channel.

    Answers the way in (its code is shown once to the secretariat), or None for a person who can
    log in already and only got the seat. Raises ``AlreadySeated``.
    """
    if not runs_body(actor, body):
        raise PermissionDenied
    address = newcomer.email.lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, last_name=newcomer.family_name, first_name=newcomer.given_name)
        agency = register_organisation(actor=actor, name=newcomer.organisation)
        affiliate(actor=actor, user=user, organisation=agency, post=newcomer.post)
    appoint(
        actor=actor, body=body, user=user, role=newcomer.role, starts_on=newcomer.starts_on, ends_on=newcomer.ends_on
    )
    if user.has_usable_password():
        return None
    return send_invitation(actor=actor, body=body, user=user)


@transaction.atomic
def send_invitation(*, actor: User, body: Body, user: User) -> Way:
    """Mail the link (again); earlier links close. Its new code is shown once to the secretariat.

    Raises ``AlreadyJoined`` for a person who can log in.
    """
    if not runs_body(actor, body) or not is_seated(user, body):
        raise PermissionDenied
    way = open_invitation(actor=actor, user=user)
    person_invited.send(sender=Body, user=user, token=way.token, expires_at=way.invitation.expires_at)
    return way

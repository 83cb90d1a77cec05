"""Registering agencies and who works where; whoever may invite to a body may do both (meetings.bodies asks)."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.organisations.models import Affiliation, Organisation


@transaction.atomic
def register_organisation(
    *, actor: User | Setup, name: str, short_name: str = "", group: str = "community"
) -> Organisation:
    """The agency of this name; created where it is new."""
    organisation, created = Organisation.objects.get_or_create(
        name=name.strip(), defaults={"short_name": short_name, "group": group}
    )
    if created:
        record(actor=actor, verb="organisation.registered", target=organisation)
    return organisation


@transaction.atomic
def affiliate(*, actor: User | Setup, user: User, organisation: Organisation, post: str = "") -> Affiliation:
    """The person works here from today; the earlier place stays in the record."""
    Affiliation.objects.filter(user=user, until=None).update(until=timezone.localdate())
    affiliation = Affiliation.objects.create(user=user, organisation=organisation, post=post)
    record(actor=actor, verb="affiliation.begun", target=affiliation)
    return affiliation

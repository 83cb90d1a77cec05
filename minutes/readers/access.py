"""Who opened an item, its room or its minutes: everybody in the item may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from meetings.agenda.models import Item
from minutes.documents.models import Document
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.audit.sentences import sentence
from portal.organisations.access import workplaces

READING = ("item.opened", "room.joined", "version.opened", "history.opened")


@dataclass(frozen=True)
class Reading:
    """What one person opened, how often, and when last; ``emergency`` if they were let in by one."""

    person: UUID
    name: str
    agency: str
    act: str
    last: datetime
    times: int
    emergency: bool


def readings_of(item: Item) -> list[Reading]:
    """By person and kind of reading, the latest first; five queries at any number of readings."""
    rows = list(
        AuditEvent.objects.filter(_about(item), verb__in=READING)
        .exclude(actor=None)
        .values("actor", "verb", "why")
        .annotate(last=Max("at"), times=Count("pk"))
        .order_by("-last")
    )
    people = User.objects.in_bulk({row["actor"] for row in rows})
    places = workplaces(people.values())
    return [
        Reading(
            person=row["actor"],
            name=people[row["actor"]].full_name,
            agency=places[row["actor"]].organisation.name if row["actor"] in places else "",
            act=sentence(row["verb"]),
            last=row["last"],
            times=row["times"],
            emergency=row["why"] == "emergency",
        )
        for row in rows
    ]


def _about(item: Item) -> Q:
    """The item itself, its document and its versions."""
    versions: Iterable[object] = Version.objects.filter(item=item).values_list("pk", flat=True)
    documents: Iterable[object] = Document.objects.filter(item=item).values_list("pk", flat=True)
    return (
        Q(target_kind="meetings.item", target_id=str(item.pk))
        | Q(target_kind="minutes.document", target_id__in=[str(each) for each in documents])
        | Q(target_kind="minutes.version", target_id__in=[str(each) for each in versions])
    )

"""The acts as rows of words: for the page and for spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.models import AuditEvent
from portal.audit.sentences import sentence
from portal.auditor.labels import door_words, ground_words, kind_words


@dataclass(frozen=True)
class Row:
    """One act in words; ``place`` is its number in the chain, 0 while it has none."""

    place: int
    at: datetime
    person: str
    act: str
    codes: str
    kind: str
    target: str
    ground: str
    address: str
    door: str
    session: str


def rows_of(events: Iterable[AuditEvent]) -> list[Row]:
    """Each act in words; ``actor`` and ``link`` were fetched with the events."""
    return [
        Row(
            place=link.seq if (link := getattr(event, "link", None)) else 0,
            at=timezone.localtime(event.at),
            person=event.actor.full_name if event.actor else _("The system"),
            act=sentence(event.verb),
            codes=_codes_of(event),
            kind=kind_words(event.target_kind),
            target=event.target_id,
            ground=ground_words(event.why, event.detail),
            address=event.address,
            door=door_words(event.door),
            session=event.session,
        )
        for event in events
    ]


def cells_of(rows: Iterable[Row]) -> list[list[str]]:
    """Heading and rows of a file; codes stand in one column, for machines."""
    head = [
        _("Place in the chain"), _("Time"), _("Person"), _("Act"), _("Code"), _("Kind"), _("Number"),
        _("Ground"), _("Address of the line"), _("Door"), _("Login"),
    ]  # fmt: skip
    return [head] + [
        [
            str(row.place), row.at.isoformat(timespec="seconds"), row.person, row.act, row.codes, row.kind, row.target,
            row.ground, row.address, row.door, row.session,
        ]
        for row in rows
    ]  # fmt: skip


def _codes_of(event: AuditEvent) -> str:
    """Exactly what was recorded, named: verb, kind, detail, ground and door."""
    named = {"kind": event.target_kind, "detail": event.detail, "why": event.why, "door": event.door}
    return " ".join([event.verb, *(f"{name}={code}" for name, code in named.items() if code)])

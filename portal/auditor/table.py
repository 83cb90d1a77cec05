"""The acts as rows of words: for the page and for spreadsheets."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.models import AuditEvent
from portal.audit.sentences import sentence

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate what begins so (ASVS 1.2.10)


@dataclass(frozen=True)
class Row:
    """One act in words; ``place`` is its number in the chain, 0 while it has none."""

    place: int
    at: datetime
    person: str
    act: str
    verb: str
    kind: str
    target: str
    detail: str
    why: str
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
            verb=event.verb,
            kind=event.target_kind,
            target=event.target_id,
            detail=event.detail,
            why=event.why,
            address=event.address,
            door=event.door,
            session=event.session,
        )
        for event in events
    ]


def csv_of(rows: Iterable[Row]) -> str:
    """A table that spreadsheets open as text, in Japanese too (byte order mark), and calculate nothing of."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write([
        _("Place in the chain"), _("Time"), _("Person"), _("Act"), _("Code"), _("Kind"), _("Number"), _("Detail"),
        _("Ground"), _("Address of the line"), _("Door"), _("Login"),
    ])  # fmt: skip
    for row in rows:
        cells = [row.place, row.at.isoformat(timespec="seconds"), row.person, row.act, row.verb, row.kind, row.target]
        cells += [row.detail, row.why, row.address, row.door, row.session]
        write([harmless(str(cell)) for cell in cells])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """The cell, never a formula."""
    return f"'{cell}" if cell.startswith(RISKY) else cell

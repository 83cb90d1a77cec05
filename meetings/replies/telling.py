"""What a mail said, for who reviews it, as it is kept sealed beside it (pure)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from meetings.replies.inbound import Answer, Reading

SHOWN = 320  # of an address


@dataclass(frozen=True)
class Told:
    """Who wrote, for whom the calendar speaks, and what it says; empty where the mail does not tell."""

    sender: str
    attendee: str = ""
    partstat: str = ""
    note: str = ""
    sequence: int | None = None
    stamp: str = ""
    start: str = ""
    end: str = ""

    def stored(self) -> str:
        """As text, for a sealed column."""
        return json.dumps(asdict(self))

    @property
    def stamped_at(self) -> datetime | None:
        """When the calendar program wrote it."""
        return datetime.fromisoformat(self.stamp) if self.stamp else None

    @property
    def starts_at(self) -> datetime | None:
        """The start that is proposed."""
        return datetime.fromisoformat(self.start) if self.start else None

    @property
    def ends_at(self) -> datetime | None:
        """The end that is proposed."""
        return datetime.fromisoformat(self.end) if self.end else None


def told_by(reading: Reading) -> Told:
    """What a reading tells."""
    found, sender = reading.found, reading.sender[:SHOWN]
    if not isinstance(found, Answer):
        return Told(sender, note=reading.words)
    start = found.start.isoformat() if found.start else ""
    end = found.end.isoformat() if found.end else ""
    stamp = found.stamp.isoformat()
    return Told(sender, found.attendee[:SHOWN], found.partstat, found.note, found.sequence, stamp, start, end)


def told_from(stored: str) -> Told:
    """What was kept."""
    return Told(**json.loads(stored))

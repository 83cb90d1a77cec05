"""A person's mailbox and the calendar program on it, by the rules of RFC 5546; and a mail server that fails as asked."""

import smtplib
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar, Event


class Killed(BaseException):
    """The worker's process ends here."""


@dataclass(frozen=True)
class Read:
    """One mail, as a program reads it."""

    message_id: str
    content: bytes
    subject: str
    references: str
    sender: str
    words: str
    method: str
    event: Event

    @property
    def uid(self) -> str:
        """Which entry it is about."""
        return str(self.event["UID"])

    @property
    def version(self) -> tuple[int, datetime]:
        """Newer is greater (RFC 5546 §2.1.5)."""
        return int(self.event["SEQUENCE"]), self.event.decoded("DTSTAMP")

    @property
    def occasion(self) -> tuple[datetime, datetime, str]:
        """When and where."""
        return self.event.decoded("DTSTART"), self.event.decoded("DTEND"), str(self.event["LOCATION"])

    @property
    def partstat(self) -> str:
        """What the organizer takes the person to have answered."""
        return str(self.event["ATTENDEE"].params.get("PARTSTAT", ""))


def read(content: bytes) -> Read:
    """A mail with a calendar object, which it holds twice and alike."""
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    parts = {part.get_content_type(): part for part in mail.walk()}
    text, copy = (parts[kind].get_payload(decode=True) for kind in ("text/calendar", "application/ics"))
    assert text == copy
    calendar: Any = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert parts["text/calendar"].get_param("method") == calendar["METHOD"]
    assert str(event["ORGANIZER"]).removeprefix("mailto:") == mail["From"].addresses[0].addr_spec
    assert str(event["ATTENDEE"]).removeprefix("mailto:") == mail["To"].addresses[0].addr_spec
    words = parts["text/plain"].get_content()
    return Read(
        mail["Message-ID"],
        content,
        mail["Subject"],
        mail["References"] or "",
        mail["From"].addresses[0].addr_spec,
        words,
        calendar["METHOD"],
        event,
    )


class Program:
    """Keeps one entry for each UID; takes what is newer, and ignores the rest. What was cancelled stays away."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[int, datetime]] = {}
        self.entries: dict[str, tuple[datetime, datetime, str]] = {}

    def receive(self, mail: Read) -> None:
        """RFC 5546 §2.1.5: lower SEQUENCE is ignored, equal SEQUENCE needs a newer DTSTAMP."""
        known = self.seen.get(mail.uid)
        if known is not None and mail.version <= known:
            return
        self.seen[mail.uid] = mail.version
        if mail.method == "CANCEL":
            self.entries.pop(mail.uid, None)
        else:
            self.entries[mail.uid] = mail.occasion

    @property
    def shown(self) -> list[tuple[datetime, datetime, str]]:
        """What the person sees in it."""
        return list(self.entries.values())


@dataclass
class Server:
    """Stands for ``smtplib.SMTP``: what it does next is ``plan``; it keeps what arrived, by address."""

    plan: str = "take"
    arrived: dict[str, list[bytes]] = field(default_factory=dict)

    def __call__(self, *_where: Any, **_how: Any) -> "Server":
        if self.plan == "die before":
            raise Killed
        if self.plan == "away":
            raise ConnectionRefusedError
        return self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_what: object) -> None:
        pass

    def sendmail(self, _sender: str, recipients: list[str], content: bytes) -> None:
        """Take the mail, or not; or take it and never come to say so."""
        (address,) = recipients
        if self.plan == "refuse":
            raise smtplib.SMTPRecipientsRefused({address: (550, b"no")})
        self.arrived.setdefault(address, []).append(content)
        if self.plan == "die after":
            raise Killed
        if self.plan == "lose the answer":
            raise smtplib.SMTPServerDisconnected

    def mails_to(self, address: str) -> list[Read]:
        """Everything that arrived, in order, repeated ones too."""
        return [read(content) for content in self.arrived.get(address, [])]

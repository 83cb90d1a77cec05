"""The calendar object of one meeting for one person: REQUEST, CANCEL, and PUBLISH of all of theirs (RFC 5545, RFC 5546)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from portal.dates.wareki import TOKYO

# Only neutral sentences may stand here: an invitation is copied into phones and shared office calendars.
INVITED = "会議のご案内です。議題と資料は、ログインしてご覧ください。"
CANCELLED = "この会議は取りやめになりました。予定から外してください。"
UNINVITED = "この会議のご案内を取り下げました。予定から外してください。"
REPLACED = "この予定は、古いご案内のものです。予定から外してください。"

# RFC 5545 §3.6.5. Literal, so that the same meeting is the same bytes on every machine and in every year.
_TOKYO_ZONE = Timezone.from_ical(
    "BEGIN:VTIMEZONE\r\n"
    "TZID:Asia/Tokyo\r\n"
    "BEGIN:STANDARD\r\n"
    "DTSTART:19700101T000000\r\n"
    "TZNAME:JST\r\n"
    "TZOFFSETFROM:+0900\r\n"
    "TZOFFSETTO:+0900\r\n"
    "END:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
)
# Control characters, line separators and halves of characters: no calendar program needs them in a name.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# In a parameter. Outlook shows the carets of RFC 6868 as they are; some readers take a backslash as an escape, and
# some (node-ical) end a quoted name at the first semicolon.
_READ_DIFFERENTLY = str.maketrans({'"': "”", "^": "＾", "\\": "＼", ";": "；", ":": "：", ",": "，"})
_ADDRESS_PART = r"[^\x00-\x20\x7f-\U0010ffff<>()\[\]\\,;:\"@]+"
_ADDRESS = re.compile(f"{_ADDRESS_PART}@{_ADDRESS_PART}")


@dataclass(frozen=True)
class Guest:
    """The one person an object is for. partstat is their present answer; NEEDS-ACTION once the time has moved."""

    name: str
    address: str
    partstat: str = "NEEDS-ACTION"


@dataclass(frozen=True)
class Facts:
    """What a calendar may know of a meeting. Every moment is aware; summary and location are neutral words.

    uid is this person's own and never changes; sequence rises with every change of time, place or status;
    stamped_at rises with every message (RFC 5546 §2.1.4–2.1.5).
    """

    uid: str
    sequence: int
    stamped_at: datetime
    start: datetime
    end: datetime
    summary: str
    location: str
    portal_url: str
    organizer_name: str
    organizer_address: str
    created_at: datetime
    changed_at: datetime

    def __post_init__(self) -> None:
        moments = (self.stamped_at, self.start, self.end, self.created_at, self.changed_at)
        if any(moment.utcoffset() is None for moment in moments):
            raise ValueError("a moment must know its time zone")
        if self.end <= self.start:
            raise ValueError("a meeting ends after it starts")
        if self.sequence < 0:
            raise ValueError("a sequence counts from 0")


@dataclass(frozen=True)
class Entry:
    """One meeting in somebody's feed; not ``busy``: they have declined."""

    facts: Facts
    cancelled: bool = False
    busy: bool = True


def request(facts: Facts, guest: Guest) -> bytes:
    """Invite, or tell of a change (RFC 5546 §3.2.2). UTF-8, CRLF; the only attendee named is the guest."""
    event = _event(facts, INVITED)
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
    event.add("X-MICROSOFT-CDO-INTENDEDSTATUS", "BUSY")
    # Another time is agreed with the secretariat; Outlook and Thunderbird then do not offer to propose one.
    event.add("X-MICROSOFT-DISALLOW-COUNTER", "TRUE")
    attendee = _attendee(guest)
    attendee.params["PARTSTAT"] = guest.partstat
    attendee.params["RSVP"] = "TRUE"
    event.add("ATTENDEE", attendee)
    return _calendar("REQUEST", event)


class Off(Enum):
    """Why an entry is taken out, as it is told."""

    FOR_ALL = CANCELLED
    FOR_THE_GUEST = UNINVITED
    REPLACED = REPLACED


def cancel(facts: Facts, guest: Guest, why: Off) -> bytes:
    """Call the meeting off, or only take it from the guest, whose meeting then has no STATUS (RFC 5546 §3.2.5).

    Time and title stay: without them mail programs show an entry without a name.
    """
    event = _event(facts, why.value)
    if why == Off.FOR_ALL:
        event.add("STATUS", "CANCELLED")
    event.add("ATTENDEE", _attendee(guest))
    return _calendar("CANCEL", event)


def publish(entries: Iterable[Entry], name: str) -> bytes:
    """All meetings of one person under the UIDs of their mails, for a program that reads them again and again.

    No attendee is named (RFC 5546 §3.2.1); ``name`` is neutral. The same entries give the same bytes.
    """
    events = []
    for entry in entries:
        event = _event(entry.facts, CANCELLED if entry.cancelled else INVITED)
        event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
        busy = entry.busy and not entry.cancelled
        event.add("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if busy else "FREE")
        events.append(event)
    calendar = Calendar()
    calendar.add("NAME", printable(name))  # RFC 7986 §5.1, and what programs read that are older
    calendar.add("X-WR-CALNAME", printable(name))
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})  # RFC 7986 §5.7
    calendar.add("X-PUBLISHED-TTL", "PT1H")  # the same for Outlook
    return _calendar("PUBLISH", *events, calendar=calendar)


def _calendar(method: str, *events: Event, calendar: Calendar | None = None) -> bytes:
    calendar = calendar or Calendar()
    calendar.add("PRODID", "-//Kasane//Portal//JA")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    calendar.add_component(_TOKYO_ZONE)  # before the event: some readers resolve TZID in passing
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(facts: Facts, description: str) -> Event:
    event = Event()
    event.add("UID", facts.uid)
    event.add("SEQUENCE", facts.sequence)
    event.add("DTSTAMP", facts.stamped_at.astimezone(UTC))
    event.add("CREATED", facts.created_at.astimezone(UTC))
    event.add("LAST-MODIFIED", facts.changed_at.astimezone(UTC))
    event.add("DTSTART", facts.start.astimezone(TOKYO))
    event.add("DTEND", facts.end.astimezone(TOKYO))
    event.add("SUMMARY", printable(facts.summary))
    event.add("DESCRIPTION", f"{description}\n{printable(facts.portal_url)}")
    if location := printable(facts.location):
        event.add("LOCATION", location)
    event.add("ORGANIZER", _person(facts.organizer_name, facts.organizer_address))
    # A request to other programs to hide the details, not a protection (RFC 5545 §3.8.1.3).
    event.add("CLASS", "PRIVATE")
    return event


def _attendee(guest: Guest) -> vCalAddress:
    person = _person(guest.name, guest.address)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    return person


def _person(name: str, address: str) -> vCalAddress:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("not a mail address")
    person = vCalAddress(f"mailto:{address}")
    name = printable(name).translate(_READ_DIFFERENTLY)
    if name:
        person.params["CN"] = vText(name)
    return person


def printable(text: str) -> str:
    """The text on one line, without what no calendar or mail program can show."""
    return _UNPRINTABLE.sub(" ", text).strip()

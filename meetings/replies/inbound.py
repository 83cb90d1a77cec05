"""A mail to an answer, or why it is none (scheduling.md §3.4, rules 2 to 4; pure).

Nothing here raises, whatever the octets are; who calls gives it a process of its own, with a bound on time and memory.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from meetings.replies.lines import Component, Property, Unreadable, read_calendars, unfold
from meetings.replies.post import CHARSETS, Opened, OverLimit, take_apart

Fate = Literal["ignored", "review", "rejected"]
LONGEST_NOTE = 2000
PARTSTATS = ("ACCEPTED", "DECLINED", "TENTATIVE")
# Names by which programs of this country call the one zone of its meetings; another zone is for a person to read.
ZONES = {"asia/tokyo": "Asia/Tokyo", "tokyo standard time": "Asia/Tokyo", "japan": "Asia/Tokyo"}

# Of a meeting, or of an answer to one; what lies elsewhere no page of ours can name (和暦 begins in 1868, Python ends in 9999).
FIRST_YEAR, LAST_YEAR = 2000, 2099

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII)
_LENGTH = re.compile(r"P(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?", re.ASCII)
_SEQUENCE = re.compile(r"\d{1,9}", re.ASCII)
# Controls but the line break, halves of characters, and what turns the direction of writing or hides itself.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Answer:
    """What a calendar program said for somebody; who may say so is asked elsewhere."""

    method: Literal["REPLY", "COUNTER"]
    uid: str
    attendee: str
    sent_by: str
    partstat: str
    sequence: int
    stamp: datetime
    note: str
    start: datetime | None = None  # the time that a COUNTER proposes
    end: datetime | None = None


@dataclass(frozen=True)
class Refresh:
    """Somebody's calendar asks for the notice as it stands."""

    uid: str
    attendee: str
    sent_by: str


@dataclass(frozen=True)
class Bounce:
    """Our mail of this Message-ID did not reach these addresses."""

    message_id: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class NoAnswer:
    """Why not, and what becomes of the mail. ``uid`` where one could be read: it says who may look at it."""

    fate: Fate
    reason: str
    uid: str = ""


@dataclass(frozen=True)
class Reading:
    """A mail, read."""

    found: Answer | Refresh | Bounce | NoAnswer
    message_id: str = ""
    sender: str = ""
    dmarc: str = ""
    words: str = ""  # what a person wrote in the mail itself
    answers: str = ""  # the Message-ID of the mail that it answers


class _No(Exception):
    """Raised inside with what will be said."""

    def __init__(self, fate: Fate, reason: str, uid: str = "") -> None:
        self.found = NoAnswer(fate, reason, uid)


def read(raw: bytes, *, host: str, own: str) -> Reading:
    """Read a mail that ``host``, our mail server, handed over to ``own``, the address that invites."""
    try:
        opened = take_apart(raw, host)
    except OverLimit as over:
        return Reading(NoAnswer("rejected", str(over)))
    except Exception:  # Python's reader meets its own surprises; a person looks at the mail
        return Reading(NoAnswer("review", "unreadable"))
    try:
        found = _judge(opened, own)
    except _No as no:
        found = no.found
    except Exception:
        found = NoAnswer("review", "unreadable")
    return Reading(found, opened.message_id, opened.sender, opened.dmarc, clean(opened.words), opened.answers)


def _judge(opened: Opened, own: str) -> Answer | Refresh | Bounce | NoAnswer:
    if opened.report is not None:
        return Bounce(*opened.report)
    if opened.sender.lower() == own.lower():
        return NoAnswer("ignored", "own")
    if opened.calendar is None:
        return _without_calendar(opened)
    content, charset, method = opened.calendar
    return _answer_in(_parsed(content, charset), method)


def _without_calendar(opened: Opened) -> NoAnswer:
    if opened.automatic:
        return NoAnswer("ignored", "automatic")
    if opened.attached:
        return NoAnswer("review", "attached_only")
    return NoAnswer("review", "tnef" if opened.tnef else "words")


def _parsed(content: bytes, charset: str) -> Component:
    codec = CHARSETS.get(charset.lower())
    if codec is None:
        raise _No("review", "charset")
    try:
        return read_calendars(unfold(content).decode(codec))
    except UnicodeDecodeError as error:
        raise _No("review", "charset") from error
    except Unreadable as trouble:
        raise _No("review" if str(trouble) == "calendar_unreadable" else "rejected", str(trouble)) from trouble


def _answer_in(root: Component, outside: str) -> Answer | Refresh:
    calendars = [each for each in root.inside if each.name == "VCALENDAR"]
    events = [each for calendar in calendars for each in calendar.inside if each.name == "VEVENT"]
    uid = _uid(events)
    methods = [line.value.strip().upper() for calendar in calendars for line in calendar.all("METHOD")]
    if len(methods) != 1:
        raise _No("review", "several_methods" if methods else "no_method", uid)
    if methods[0] not in ("REPLY", "COUNTER", "REFRESH"):
        raise _No("rejected", "not_an_answer", uid)
    if outside not in ("", methods[0]):
        raise _No("review", "method_differs", uid)
    if len(events) != 1 or not uid:
        raise _No("review", "several_events" if len(events) > 1 else "no_event", uid)
    event = events[0]
    if event.first("RECURRENCE-ID") is not None:
        raise _No("review", "recurrence", uid)
    if methods[0] == "REFRESH":
        who = _one_attendee(event, uid)
        return Refresh(uid, _address_of(who), _mailbox(who.parameters.get("SENT-BY", ""), ""))
    return _answer_of(event, "COUNTER" if methods[0] == "COUNTER" else "REPLY", uid)


def _uid(events: list[Component]) -> str:
    """The one UID of all events; empty where there are none or several."""
    uids = {line.value.strip() for event in events for line in event.all("UID")}
    uid = uids.pop() if len(uids) == 1 else ""
    return uid if len(uid) <= 120 and uid.isprintable() else ""


def _answer_of(event: Component, method: Literal["REPLY", "COUNTER"], uid: str) -> Answer:
    attendee = _one_attendee(event, uid)
    partstat = attendee.parameters.get("PARTSTAT", "").upper()
    if partstat not in PARTSTATS:
        raise _No("review", "delegated" if partstat == "DELEGATED" else "no_partstat", uid)
    stamp = _moment(event.first("DTSTAMP"))
    if stamp is None:
        raise _No("review", "no_stamp", uid)
    start, end = _proposed(event, uid) if method == "COUNTER" else (None, None)
    return Answer(
        method=method,
        uid=uid,
        attendee=_address_of(attendee),
        sent_by=_mailbox(attendee.parameters.get("SENT-BY", ""), ""),
        partstat=partstat,
        sequence=_sequence(event, uid),
        stamp=stamp,
        note=_note(event, attendee),
        start=start,
        end=end,
    )


def _one_attendee(event: Component, uid: str) -> Property:
    attendees = event.all("ATTENDEE")
    if len(attendees) != 1:
        raise _No("review", "attendees", uid)
    return attendees[0]


def _address_of(attendee: Property) -> str:
    return _mailbox(attendee.value, attendee.parameters.get("EMAIL", ""))


def _sequence(event: Component, uid: str) -> int:
    """Outlook may say it in a line of its own (as Thunderbird reads it); missing means 0 (RFC 5545 §3.8.7.4)."""
    line = event.first("SEQUENCE") or event.first("X-MICROSOFT-CDO-APPT-SEQUENCE")
    if line is None:
        return 0
    if not _SEQUENCE.fullmatch(line.value.strip()):
        raise _No("review", "no_sequence", uid)
    return int(line.value)


def _proposed(event: Component, uid: str) -> tuple[datetime, datetime]:
    start, end = _moment(event.first("DTSTART")), _moment(event.first("DTEND"))
    if start is not None and end is None and (length := event.first("DURATION")) is not None:
        found = _LENGTH.fullmatch(length.value.strip())
        days, hours, minutes = (int(each or 0) for each in found.groups()) if found else (0, 0, 0)
        end = start + timedelta(days=days, hours=hours, minutes=minutes)
    if start is None or end is None or end <= start:
        raise _No("review", "no_proposed_time", uid)
    return start, end


def _moment(line: Property | None) -> datetime | None:
    """A moment of our days whose zone is known; days, floating times and foreign zones are for a person to read."""
    found = _MOMENT.fullmatch(line.value.strip()) if line is not None else None
    if line is None or found is None:
        return None
    year, month, day, hour, minute, second = (int(number) for number in found.groups()[:6])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    utc = found[7]
    zone = ZONES.get(line.parameters.get("TZID", "").strip("/").lower())
    if not utc and zone is None:
        return None
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC if utc else ZoneInfo(zone or ""))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mailbox(value: str, otherwise: str) -> str:
    """The address of mailto:…; Apple may give another URI with EMAIL beside it."""
    value = value.strip()
    return value[7:].strip() if value[:7].lower() == "mailto:" else otherwise.strip()


def _note(event: Component, attendee: Property) -> str:
    """What the person wrote: in COMMENT (Outlook, Thunderbird), or beside the attendee (Google)."""
    written = "\n".join(line.text for line in event.all("COMMENT")) or attendee.parameters.get("X-RESPONSE-COMMENT", "")
    return clean(written)


def clean(text: str) -> str:
    """Words that can be kept and shown: no hidden characters, and not too many."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST_NOTE]

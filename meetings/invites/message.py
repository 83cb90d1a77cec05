"""The mail around a calendar object, in the one shape that calendar programs act upon (RFC 6047 §2.4)."""

from datetime import datetime
from email import policy
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from meetings.invites.itip import Facts, Guest, printable
from portal.dates.wareki import TOKYO


def invitation(
    facts: Facts,
    guest: Guest,
    *,
    message_id: str,
    subject: str,
    text: str,
    html: str,
    ics: bytes,
    method: str,
    references: str = "",
) -> bytes:
    """The whole mail that carries ics (of itip.request or itip.cancel), ready for SMTP: CRLF, 7-bit.

    mixed{alternative{plain, html, calendar}, the same calendar as a file}. message_id is `<…@…>`; the same
    arguments give the same bytes; references is the Message-ID of the first invitation. ValueError for a
    line break in any header.
    """
    if method not in ("REQUEST", "CANCEL", "DECLINECOUNTER"):
        raise ValueError("not a method this portal sends")
    alternative = _alternative(text, html)
    # Last, because the last alternative is the one that programs prefer; inline, or Outlook shows a file.
    alternative.attach(_calendar_part(ics, f"text/calendar; charset=UTF-8; method={method}; component=VEVENT"))
    copy = _calendar_part(ics, 'application/ics; name="invite.ics"')
    copy.add_header("Content-Disposition", "attachment", filename="invite.ics")
    # The alternative is the first child: Outlook looks for the calendar only there (MS-STANOICAL V0343).
    mail = MIMEMultipart("mixed", None, [alternative, copy])
    sender = Guest(facts.organizer_name, facts.organizer_address)
    _address(mail, sender=sender, to=guest, message_id=message_id, subject=subject, sent_at=facts.stamped_at)
    if references:
        mail["References"] = _one_line(references)
    return _sealed(mail, message_id)


def _address(
    mail: "Message[Any, Any]", *, sender: Guest, to: Guest, message_id: str, subject: str, sent_at: datetime
) -> None:
    # From is the organizer: programs believe a calendar only from its own address (RFC 6047 §2.3).
    mail["From"] = _person(sender)
    mail["To"] = _person(to)
    mail["Subject"] = Header(_one_line(subject), "utf-8", header_name="Subject")
    mail["Date"] = format_datetime(sent_at.astimezone(TOKYO))
    mail["Message-ID"] = _one_line(message_id)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from holiday notices


def _person(person: Guest) -> Header:
    """A name as encoded words and the address behind it.

    By Header and not by the newer EmailMessage, which loses spaces between long Japanese words (Python 3.11).
    """
    header = Header(header_name="From")
    if name := _one_line(person.name):
        header.append(name, "utf-8")
    header.append(f"<{_one_line(person.address)}>", "us-ascii")
    return header


def _alternative(text: str, html: str) -> MIMEMultipart:
    return MIMEMultipart("alternative", None, [_text(text, "plain"), _text(html, "html")])


def _text(text: str, kind: str) -> MIMEText:
    return MIMEText("\r\n".join(text.splitlines()) + "\r\n", kind, "utf-8")


def _calendar_part(ics: bytes, content_type: str) -> Message:
    """The calendar, octet for octet, in base64 (RFC 6047 §2.5), its type as written: no quotes around the method."""
    part = Message()
    part["Content-Type"] = content_type
    part.set_payload(ics)
    encode_base64(part)
    return part


def _sealed(mail: "Message[Any, Any]", message_id: str) -> bytes:
    """Bytes with boundaries that follow from the Message-ID: a mail built again is the same mail."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary("=_" + sha256(f"{message_id} {number}".encode()).hexdigest()[:40])
    return mail.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def _one_line(value: str) -> str:
    if "\r" in value or "\n" in value:
        raise ValueError("a header is one line")
    return printable(value)

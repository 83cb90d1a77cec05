"""The mail around a calendar object, in the one shape that calendar programs act upon (RFC 6047 §2.4)."""

from base64 import encodebytes
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, Message, MIMEPart
from email.policy import SMTP
from hashlib import sha256

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
    if method not in ("REQUEST", "CANCEL"):
        raise ValueError("not a method this portal sends")
    alternative = _alternative(text, html)
    # Last, because the last alternative is the one that programs prefer; inline, or Outlook shows a file.
    alternative.attach(_calendar_part(ics, f"text/calendar; charset=UTF-8; method={method}; component=VEVENT"))
    mail = _headed(
        sender=Guest(facts.organizer_name, facts.organizer_address),
        to=guest,
        message_id=message_id,
        subject=subject,
        sent_at=facts.stamped_at,
    )
    if references:
        mail["References"] = _one_line(references)
    mail["MIME-Version"] = "1.0"
    mail.make_mixed()
    mail.attach(alternative)  # first child: Outlook looks for the calendar only there (MS-STANOICAL V0343)
    copy = _calendar_part(ics, 'application/ics; name="invite.ics"')
    copy["Content-Disposition"] = 'attachment; filename="invite.ics"'
    mail.attach(copy)
    return _sealed(mail, message_id)


def plain(
    *,
    sender: Guest,
    to: Guest,
    message_id: str,
    subject: str,
    sent_at: datetime,
    text: str,
    html: str | None = None,
) -> bytes:
    """A mail without a calendar: text, and the same in HTML if given. Bytes and refusals as `invitation`."""
    mail = _headed(sender=sender, to=to, message_id=message_id, subject=subject, sent_at=sent_at)
    mail.set_content(_crlf(text), cte="base64")
    if html is not None:
        mail.add_alternative(_crlf(html), subtype="html", cte="base64")
    return _sealed(mail, message_id)


def _headed(*, sender: Guest, to: Guest, message_id: str, subject: str, sent_at: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    # From is the organizer: programs believe a calendar only from its own address (RFC 6047 §2.3).
    mail["From"] = _address(sender)
    mail["To"] = _address(to)
    mail["Subject"] = _one_line(subject)
    mail["Date"] = sent_at.astimezone(TOKYO)
    mail["Message-ID"] = _one_line(message_id)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from holiday notices
    return mail


def _alternative(text: str, html: str) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part.set_content(_crlf(text), cte="base64")
    part.add_alternative(_crlf(html), subtype="html", cte="base64")
    return part


def _calendar_part(ics: bytes, content_type: str) -> Message:
    """The calendar, octet for octet: base64 by hand, since the library would rewrite text (RFC 6047 §2.5).

    A plain Message, since it also leaves the content type as written, without quotes around the method.
    """
    part = Message()
    part["Content-Type"] = content_type
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(encodebytes(ics).decode("ascii"))
    return part


def _sealed(mail: EmailMessage, message_id: str) -> bytes:
    """Bytes with boundaries that follow from the Message-ID: a mail built again is the same mail."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary("=_" + sha256(f"{message_id} {number}".encode()).hexdigest()[:40])
    return mail.as_bytes()


def _address(person: Guest) -> Address:
    return Address(display_name=_one_line(person.name), addr_spec=_one_line(person.address))


def _one_line(value: str) -> str:
    if "\r" in value or "\n" in value:
        raise ValueError("a header is one line")
    return printable(value)


def _crlf(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"

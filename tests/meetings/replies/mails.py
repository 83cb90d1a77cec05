"""Mails in the styles of calendar programs, written from their descriptions; the people are made up."""

import base64
import quopri
from email.header import Header

HOST = "mx.kasane.example"
OWN = "kaigi@kasane.example"
UID = "5f0c7a1e-3b9d-4a54-9c1b-0d2f6a7e8b90@kasane.example"
WHO = "onishi@hikari.example"
STAMP = "20261110T010203Z"


def calendar(*lines: str, method="REPLY", event=(), attendee="", partstat="ACCEPTED", uid=UID, stamp=STAMP, sequence=0):
    """A VCALENDAR with one VEVENT."""
    attendee = attendee or f"ATTENDEE;PARTSTAT={partstat}:mailto:{WHO}"
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "PRODID:-//Example//Calendar//EN",
            "VERSION:2.0",
            f"METHOD:{method}",
            *lines,
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{stamp}",
            *([] if sequence is None else [f"SEQUENCE:{sequence}"]),
            attendee,
            *event,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def headers(sender=WHO, dmarc="pass", host=HOST, **more):
    """The head of a mail as our server hands it over."""
    found = (
        [f"Authentication-Results: {host};\r\n dkim=pass header.d=hikari.example;\r\n dmarc={dmarc}"] if dmarc else []
    )
    found += [f"From: {Header('大西 光', 'utf-8').encode()} <{sender}>", f"To: {OWN}"]
    found += ["Message-ID: <abc@hikari.example>", "MIME-Version: 1.0", "Date: Tue, 10 Nov 2026 10:02:03 +0900"]
    found += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return "\r\n".join(found) + "\r\n"


def part(kind: str, content: str | bytes, encoding="base64", more="") -> str:
    """One part with its own head."""
    octets = content if isinstance(content, bytes) else content.encode()
    body = {
        "base64": lambda: base64.encodebytes(octets).decode().replace("\n", "\r\n"),
        "quoted-printable": lambda: (
            quopri.encodestring(octets, quotetabs=True).decode().replace("\r\n", "\n").replace("\n", "\r\n")
        ),
        "8bit": lambda: octets.decode("utf-8", "surrogateescape"),
    }[encoding]()
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{more}\r\n{body}"


def multi(kind: str, *parts: str, boundary="=_b") -> str:
    """Several parts in one."""
    inside = "".join(f"--{boundary}\r\n{each}\r\n" for each in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inside}--{boundary}--\r\n'


def octets(mail: str) -> bytes:
    return mail.encode("utf-8", "surrogateescape")


def plain(ics: str = "", **options) -> bytes:
    """The simplest answer that is one."""
    kind = options.pop("kind", "text/calendar; charset=UTF-8; method=REPLY")
    encoding = options.pop("encoding", "base64")
    return octets(headers(**options) + part(kind, ics or calendar(), encoding))


def google(**options) -> bytes:
    """Times in UTC, the word beside the attendee, the calendar twice, called automatic."""
    note = options.pop("note", "")
    comment = f';X-RESPONSE-COMMENT="{note}"' if note else ""
    attendee = f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={options.pop('partstat', 'ACCEPTED')};CN=onishi@h\r\n ikari.example;X-NUM-GUESTS=0{comment}:mailto:{WHO}"
    ics = calendar(
        "CALSCALE:GREGORIAN",
        attendee=attendee,
        event=("DTSTART:20261130T050000Z", "DTEND:20261130T063000Z", f"ORGANIZER:mailto:{OWN}", "STATUS:CONFIRMED"),
        **options.pop("ics", {}),
    )
    options.setdefault("Auto_Submitted", "auto-generated")
    return octets(
        headers(**options)
        + multi(
            "mixed",
            multi(
                "alternative",
                part('text/plain; charset="UTF-8"; format=flowed; delsp=yes', "大西さんがこの招待を承諾しました。"),
                part('text/html; charset="UTF-8"', "<p>承諾</p>", "quoted-printable"),
                part('text/calendar; charset="UTF-8"; method=REPLY', ics, "8bit"),
                boundary="=_in",
            ),
            part(
                'application/ics; name="invite.ics"',
                ics,
                more='Content-Disposition: attachment; filename="invite.ics"\r\n',
            ),
        )
    )


def outlook(**options) -> bytes:
    """No ORGANIZER, times in a zone of Windows, a word in COMMENT, the sequence in a line of its own."""
    note = options.pop("note", "")
    own = options.pop("own_sequence", 0)
    ics = calendar(
        "BEGIN:VTIMEZONE",
        "TZID:Tokyo Standard Time",
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
        attendee=f"ATTENDEE;PARTSTAT={options.pop('partstat', 'ACCEPTED')};CN=大西 光:MAILTO:{WHO}",
        event=(
            *([f"COMMENT;LANGUAGE=ja-JP:{note}"] if note else []),
            "SUMMARY;LANGUAGE=ja-JP:承諾: 会議のご案内（第12号）",
            "DTSTART;TZID=Tokyo Standard Time:20261130T140000",
            "DTEND;TZID=Tokyo Standard Time:20261130T153000",
            f"X-MICROSOFT-CDO-APPT-SEQUENCE:{own}",
        ),
        sequence=None,
        **options.pop("ics", {}),
    )
    return octets(
        headers(**options)
        + multi(
            "alternative",
            part('text/plain; charset="iso-2022-jp"', note.encode("iso2022_jp") if note else b""),
            part('text/calendar; charset="utf-8"; method=REPLY', ics),
        )
    )


def apple(**options) -> bytes:
    """Mail on a Mac: the calendar attached inside mixed inside alternative, no method in its type, CR LF as =0D=0A."""
    ics = calendar("CALSCALE:GREGORIAN", event=(f"ORGANIZER;CN=会議事務局:mailto:{OWN}",), **options.pop("ics", {}))
    quoted = "".join(
        "=0D=0A=\r\n" if char == "\n" else "" if char == "\r" else quopri.encodestring(char.encode()).decode()
        for char in ics
    )
    attached = f"Content-Disposition: attachment;\r\n\tfilename=iCal-20261110.ics\r\nContent-Type: text/calendar;\r\n\tx-unix-mode=0644;\r\n\tname=iCal-20261110.ics\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}"
    return octets(
        headers(**options)
        + multi(
            "alternative",
            part("text/plain; charset=us-ascii", "\r\n"),
            multi("mixed", part("text/html; charset=us-ascii", "<html><br></html>"), attached, boundary="=_in"),
        )
    )


def icloud(**options) -> bytes:
    """From the server of a telephone's calendar."""
    ics = calendar(
        attendee=f'ATTENDEE;CN="大西 光";PARTSTAT=ACCEPTED;EMAIL={WHO}:/aMjY/principal/',
        event=("COMMENT:すこし\\, おくれます\\n大西",),
    )
    return octets(
        headers(**options)
        + multi(
            "mixed",
            multi(
                "alternative",
                part("text/plain; charset=utf-8", "出席"),
                part("text/calendar; charset=utf-8; method=REPLY", ics),
                boundary="=_in",
            ),
            part("application/ics; name=x.ics", ics),
        )
    )


def thunderbird(**options) -> bytes:
    """Eight bits as they are, twice the same calendar, its type in another spelling."""
    ics = calendar(
        event=("DTSTART;TZID=Asia/Tokyo:20261130T140000",),
        partstat=options.pop("partstat", "DECLINED"),
        **options.pop("ics", {}),
    )
    inside = f"Content-type: text/calendar; method=REPLY; charset=UTF-8\r\nContent-transfer-encoding: 8BIT\r\n\r\n{ics}"
    return octets(
        headers(**options)
        + multi(
            "mixed",
            multi("alternative", part("text/plain; charset=UTF-8", "辞退"), inside, boundary="----------cal-inner"),
            part("application/ics; name=invite.ics", ics),
            boundary="----------cal-outer",
        )
    )


def counter(start="20261201T050000Z", end="20261201T063000Z", **options) -> bytes:
    """Outlook proposes another time."""
    ics = calendar(
        method="COUNTER",
        partstat=options.pop("partstat", "TENTATIVE"),
        event=(
            f"DTSTART:{start}",
            f"DTEND:{end}",
            "X-MS-OLK-ORIGINALSTART:20261130T050000Z",
            "COMMENT:火曜なら出られます",
        ),
        **options.pop("ics", {}),
    )
    return plain(ics, kind="text/calendar; charset=utf-8; method=COUNTER", **options)


def bounce(message_id: str, address: str = WHO, action="failed") -> bytes:
    """A delivery report (RFC 3464)."""
    status = f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.hikari.example\r\n\r\nFinal-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
    about = f"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\nSubject: x\r\n"
    head = headers(sender="MAILER-DAEMON@hikari.example", Auto_Submitted="auto-replied")
    body = multi("report", part("text/plain", "could not be delivered"), status, about)
    return octets(head + body.replace("multipart/report;", "multipart/report; report-type=delivery-status;", 1))


def words(text="出席します。大西", **options) -> bytes:
    return octets(headers(**options) + part("text/plain; charset=utf-8", text))


def tnef() -> bytes:
    return octets(
        headers()
        + multi("mixed", part("text/plain", "x"), part("application/ms-tnef; name=winmail.dat", b"\x78\x9f\x3e\x22"))
    )

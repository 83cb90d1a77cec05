"""A mail taken apart within limits: its sender, its calendar, what its own server found, and whether it is a bounce (pure).

By ``compat32``: the newer policy of Python's ``email`` takes seconds for a long header and breaks at deep nesting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any, TypeAlias

MOST_OCTETS = 2 * 1024 * 1024
MOST_HEADER = 64 * 1024
MOST_PARTS = 100
MOST_DEPTH = 8
MOST_CALENDAR = 256 * 1024
MOST_LINES = 60_000  # of the mail: Python's reader asks at each line about every part that is open
MOST_CONTAINERS = 40
LONGEST_TYPE = 4 * 1024  # of a Content-Type: reading its parameters takes the square of its length
LONGEST_FROM = 1000  # so does looking for the end of a quotation
LONGEST_RESULTS = 4000
MOST_WORDS = 8000
# The charsets that are read, by Python's names; some of Python's own would take the square of a text's length.
CHARSETS = {"utf-8": "utf-8-sig", "utf8": "utf-8-sig", "us-ascii": "utf-8-sig", "ascii": "utf-8-sig"} | {
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "cp932", "windows-31j", "ms_kanji"), "cp932"),
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
}

Mail: TypeAlias = "Message[Any, Any]"
_CONTAINER = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)
_TYPE = re.compile(rb"^content-[a-z-]+[ \t]*:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_COMMENT = re.compile(r"\([^()]*\)")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_DMARC = re.compile(r";\s*dmarc\s*=\s*([A-Za-z]+)")
_CONTROLS = re.compile(r"[^!-~]+")
_AUTOMATIC = {"auto_reply", "bulk", "junk", "list"}  # of Precedence, from before RFC 3834


class OverLimit(Exception):
    """Larger than any answer; its word says in what."""


@dataclass(frozen=True)
class Opened:
    """What was found in a mail."""

    message_id: str
    sender: str  # the one address of From; empty where it is not plainly one
    dmarc: str  # as our own server saw it: pass, fail, none, …; empty where it said nothing
    automatic: bool
    calendar: tuple[bytes, str, str] | None  # content, charset, METHOD of the MIME type
    attached: bool  # a calendar as a file only
    tnef: bool
    words: str  # of its first plain text, as far as they can be read
    report: tuple[str, tuple[str, ...]] | None  # of a bounce: whose Message-ID, and which addresses failed
    answers: str  # the Message-ID of the mail that it answers; empty where it says none


def take_apart(raw: bytes, host: str) -> Opened:
    """Read a mail as ``host``, our mail server, handed it over. Raises ``OverLimit``."""
    mail = message_from_bytes(_within_limits(raw))
    parts = list(_walk(mail, 1))
    if len(parts) > MOST_PARTS:
        raise OverLimit("too_many_parts")
    kinds = [part.get_content_type() for part in parts]
    calendar = next((part for part, kind in zip(parts, kinds, strict=True) if kind == "text/calendar"), None)
    return Opened(
        message_id=_CONTROLS.sub("", _header(mail, "Message-ID"))[:250],
        sender=sender_of([value for name, value in _headers(mail) if name == "from"]),
        dmarc=dmarc_of(_headers(mail), host),
        automatic=_is_automatic(mail),
        calendar=_calendar(calendar) if calendar is not None else None,
        attached="application/ics" in kinds,
        tnef="application/ms-tnef" in kinds or "application/vnd.ms-tnef" in kinds,
        words=next((_words(part) for part, kind in zip(parts, kinds, strict=True) if kind == "text/plain"), ""),
        report=_report(mail, parts) if kinds[0] == "multipart/report" else None,
        answers=_answered(mail),
    )


def _within_limits(raw: bytes) -> bytes:
    """The mail with its lines ended by LF, small enough to be given to Python's reader."""
    if len(raw) > MOST_OCTETS:
        raise OverLimit("too_big")
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if len(raw.partition(b"\n\n")[0]) > MOST_HEADER:
        raise OverLimit("header_too_big")
    if raw.count(b"\n") > MOST_LINES:
        raise OverLimit("too_many_lines")
    if sum(1 for _found in _CONTAINER.finditer(raw)) > MOST_CONTAINERS:
        raise OverLimit("too_many_parts")
    if any(found.end() - found.start() > LONGEST_TYPE for found in _TYPE.finditer(raw)):
        raise OverLimit("header_too_big")
    return raw


def _walk(part: Mail, depth: int) -> Iterator[Mail]:
    """Every part in the order of the mail; what was forwarded inside it is not looked into."""
    if depth > MOST_DEPTH:
        raise OverLimit("too_deep")
    yield part
    if part.get_content_maintype() == "multipart":
        for each in _inside(part):
            yield from _walk(each, depth + 1)


def _inside(part: Mail) -> list[Mail]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _headers(mail: Mail) -> list[tuple[str, str]]:
    """Names in small letters, values on one line, from the top."""
    return [(name.lower(), " ".join(str(value).split())) for name, value in mail.raw_items()]


def _header(mail: Mail, name: str) -> str:
    return next((value for found, value in _headers(mail) if found == name.lower()), "")


def _answered(mail: Mail) -> str:
    """Of In-Reply-To, else the last of References: the mail on which somebody pressed the button (RFC 5322 §3.6.4)."""
    named = _header(mail, "In-Reply-To") or _header(mail, "References").rpartition(" ")[2]
    return _CONTROLS.sub("", named)[:250]


def _calendar(part: Mail) -> tuple[bytes, str, str]:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        content = b""
    if len(content) > MOST_CALENDAR:
        raise OverLimit("calendar_too_big")
    method = part.get_param("method", "")
    return content, part.get_content_charset("utf-8") or "utf-8", method.upper() if isinstance(method, str) else "?"


def _words(part: Mail) -> str:
    content = part.get_payload(decode=True)
    codec = CHARSETS.get((part.get_content_charset("utf-8") or "utf-8").lower(), "utf-8")
    return content[:MOST_WORDS].decode(codec, "replace") if isinstance(content, bytes) else ""


def sender_of(values: list[str]) -> str:
    """The address of From; empty unless there is one From with one address, written plainly."""
    if len(values) != 1 or len(values[0]) > LONGEST_FROM:
        return ""
    value = _QUOTED.sub("", values[0]).strip()
    if "<" in value:
        name, _lt, rest = value.partition("<")
        value = rest[:-1] if rest.endswith(">") and not set(name) & set(',;:@()>"\\') else ""
    return value if _ADDRESS.fullmatch(value) else ""


def dmarc_of(headers: list[tuple[str, str]], host: str) -> str:
    """What our own server found (RFC 8601): only the topmost line counts, others may have come with the mail."""
    value = next((value for name, value in headers if name == "authentication-results"), "")
    value = _without_comments(_QUOTED.sub(" ", value[:LONGEST_RESULTS]))
    named = value.partition(";")[0].split()
    if not host or not named or named[0].lower() != host.lower():
        return ""
    found = set(_DMARC.findall(value.lower()))
    return found.pop() if len(found) == 1 else ""


def _without_comments(value: str) -> str:
    """Comments stand in comments (RFC 5322 §3.2.2): from the innermost on, a few times; with more nobody means well."""
    for _depth in range(8):
        value, found = _COMMENT.subn(" ", value)
        if not found:
            break
    return "" if "(" in value else value


def _is_automatic(mail: Mail) -> bool:
    """Holiday notices and the like (RFC 3834 §5)."""
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    named = any(_header(mail, name) for name in ("X-Autoreply", "X-Autorespond"))
    return submitted not in ("", "no") or named or _header(mail, "Precedence").lower() in _AUTOMATIC


def _report(mail: Mail, parts: list[Mail]) -> tuple[str, tuple[str, ...]] | None:
    """Of a delivery report (RFC 3464): which mail, and which addresses it did not reach for good."""
    failed: list[str] = []
    about = ""
    for part in parts:
        kind, inside = part.get_content_type(), _inside(part)
        if kind == "message/delivery-status":
            failed += [_recipient(block) for block in inside if _header(block, "Action").lower() == "failed"]
        elif kind in ("message/rfc822", "message/rfc822-headers", "message/global") and inside:
            about = about or _header(inside[0], "Message-ID")
        elif kind == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            about = about or (_header(message_from_bytes(content), "Message-ID") if isinstance(content, bytes) else "")
    return (_CONTROLS.sub("", about)[:250], tuple(filter(None, failed))) if failed else None


def _recipient(block: Mail) -> str:
    value = (_header(block, "Original-Recipient") or _header(block, "Final-Recipient")).rpartition(";")[2].strip()
    return value.strip("<>") if _ADDRESS.fullmatch(value.strip("<>")) else ""

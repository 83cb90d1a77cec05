"""Reading the kept mails of the demo (pure but for the files)."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import cast


@dataclass(frozen=True)
class Part:
    """One part of a mail."""

    number: int
    content_type: str
    name: str
    content: bytes
    text: str


@dataclass(frozen=True)
class Letter:
    """One mail as it arrived."""

    name: str
    sender: str
    to: str
    subject: str
    date: datetime | None
    parts: tuple[Part, ...]


def letters(folder: Path) -> list[Letter]:
    """Every kept mail, the newest first."""
    return [read(path) for path in sorted(folder.glob("2*.eml"), reverse=True)]


def letter(folder: Path, name: str) -> Letter | None:
    """The mail of this file name, if it is kept."""
    return next((read(path) for path in folder.glob("2*.eml") if path.name == name), None)


def read(path: Path) -> Letter:
    """One mail file, taken apart."""
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = [_part(number, part) for number, part in enumerate(mail.walk()) if not part.is_multipart()]
    return Letter(
        path.name, str(mail["From"]), str(mail["To"]), str(mail["Subject"]), _moment(mail["Date"]), tuple(parts)
    )


def _moment(text: str | None) -> datetime | None:
    return parsedate_to_datetime(str(text)) if text else None


def _part(number: int, part: object) -> Part:
    each = cast(EmailMessage, part)
    content = cast(bytes, each.get_payload(decode=True))
    return Part(
        number,
        str(each.get("Content-Type", "")),
        each.get_filename() or "",
        content,
        content.decode("utf-8", "replace"),
    )

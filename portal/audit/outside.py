"""The file of checkpoints outside the database: one line of JSON each, only ever appended."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

from portal.crypto.seals import public_key, verify, verify_by

FORGED = "forged signature"
OTHER_KEY = "sealed with another key than this host's"  # the mail agrees with itself; one of the two was replaced


@dataclass(frozen=True)
class Anchor:
    """A place of the chain as it is known from outside: from the file, a mail, or paper.

    ``fault`` says what is wrong with its seal; empty where it holds.
    """

    seq: int
    hash: str
    source: str
    fault: str = ""


def keep_outside(record: Mapping[str, str | int | None], seal: str) -> None:
    """Append one checkpoint and see it onto the disk. Raises ``OSError``."""
    path: Path = settings.AUDIT_CHECKPOINT_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({**record, "seal": seal}, sort_keys=True) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def anchors_in(path: Path) -> list[Anchor]:
    """Every checkpoint of such a file. Raises ``OSError`` where it cannot be read."""
    return [_anchor(line, f"{path.name}, line {number}") for number, line in enumerate(_lines(path), 1)]


def anchors_of_mail(content: bytes, name: str) -> list[Anchor]:
    """The checkpoints in a mail as it came, or in its words saved as text."""
    text = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    words = content.decode(errors="replace") + "\n" + (text.get_content() if text is not None else "")
    lines = dict.fromkeys(line.strip() for line in words.splitlines())
    return [_anchor(line, name) for line in lines if line.startswith("{")]


def kept_anchors() -> list[Anchor]:
    """Every checkpoint of this installation's own file; none while there is no file."""
    path: Path = settings.AUDIT_CHECKPOINT_FILE
    return anchors_in(path) if path.exists() else []


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _anchor(line: str, source: str) -> Anchor:
    try:
        record = json.loads(line)
        seal, key = record.pop("seal"), record.pop("key", "")
        return Anchor(int(record["seq"]), str(record["hash"]), source, _fault(record, seal, key))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Anchor(0, "", source, FORGED)


def _fault(record: Mapping[str, str | int | None], seal: str, key: str) -> str:
    """What is wrong with a seal; ``key`` is the public key that came along, which mails before it do not have."""
    if key and not verify_by(key, "audit-checkpoint", record, seal):
        return FORGED
    if verify("audit-checkpoint", record, seal):
        return "" if key in ("", public_key(seal.partition(":")[0])) else OTHER_KEY
    return OTHER_KEY if key else FORGED

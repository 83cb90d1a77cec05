"""Recompute the record of acts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit.outside import Anchor, anchors_in, anchors_of_mail, kept_anchors
from portal.audit.verification import verify_record


class Command(BaseCommand):
    """``manage.py verify_audit``: exit code 1 and the first broken event where something does not hold."""

    help = "Recompute the chain of acts, its seals and checkpoints, and every sealed record; name the first break."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--checkpoint",
            action="append",
            default=[],
            metavar="SEQ:HASH",
            help="A checkpoint from paper or a mail. It alone proves something against who holds database and keys.",
        )
        parser.add_argument("--file", type=Path, help="A file of checkpoints (default: AUDIT_CHECKPOINT_FILE).")
        parser.add_argument("--mail", type=Path, metavar="FILE", help="A mail with a checkpoint, saved as it came.")

    def handle(self, *args: Any, **options: Any) -> None:
        anchors = [_typed(each) for each in options["checkpoint"]] + _kept(options["file"])
        anchors += _mailed(options["mail"])
        verdict = verify_record(anchors, self._progress)
        if verdict.broken:
            raise CommandError(f"BROKEN {verdict.broken}")
        self.stdout.write(f"OK {verdict.seq} acts, {len(anchors)} checkpoints from outside.")
        self.stdout.write(f"{verdict.seq}:{verdict.hash}")

    def _progress(self, what: str, number: int) -> None:
        self.stderr.write(f"{what}: {number}")


def _typed(text: str) -> Anchor:
    seq, _, value = text.strip().partition(":")
    if not seq.isascii() or not seq.isdigit() or not value:
        raise CommandError(f"{text!r} is no checkpoint; its form is SEQ:HASH.")
    return Anchor(int(seq), value.lower(), "--checkpoint")


def _kept(given: Path | None) -> list[Anchor]:
    try:
        return anchors_in(given) if given else kept_anchors()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The file of checkpoints cannot be read: {error}") from error


def _mailed(given: Path | None) -> list[Anchor]:
    if given is None:
        return []
    try:
        found = anchors_of_mail(given.read_bytes(), given.name)
    except (OSError, UnicodeDecodeError, LookupError) as error:
        raise CommandError(f"The mail cannot be read: {error}") from error
    if not found:
        raise CommandError("There is no checkpoint in this mail.")
    return found

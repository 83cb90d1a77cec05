"""Fetch answers from the mailbox as a process of its own."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from meetings.replies.fetching import account, fetch_answers
from meetings.replies.mailbox import TROUBLES
from meetings.replies.watcher import watch_again_and_again


class Command(BaseCommand):
    """``manage.py fetch_answers``: until SIGTERM or Ctrl-C, then stops after the mail at hand."""

    help = "Take in the answers that lie in the mailbox and those that come, until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="look once, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if account() is None:
            raise CommandError("IMAP_HOST is not set: there is no mailbox to read.")
        if options["once"]:
            try:
                self.stdout.write(f"{fetch_answers()} mails taken in.")
            except (*TROUBLES, DatabaseError) as error:
                raise CommandError(f"The mailbox could not be read: {type(error).__name__}") from error
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_unused: stopping.set())
        watch_again_and_again(stopping.wait, self._say)

    def _say(self, kind: str) -> None:
        self.stderr.write(f"The mailbox could not be read and is tried again: {kind}")

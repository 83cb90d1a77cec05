"""Fetch answers from the mailbox as a process of its own."""

import imaplib
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from meetings.replies.fetching import account, fetch_answers
from meetings.replies.mailbox import MailboxTrouble

PAUSE_SECONDS = 120


class Command(BaseCommand):
    """``manage.py fetch_answers``: until SIGTERM or Ctrl-C, then stops after the mail at hand."""

    help = "Take in the answers that lie in the mailbox, again and again until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="look once, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if account() is None:
            raise CommandError("IMAP_HOST is not set: there is no mailbox to read.")
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_unused: stopping.set())
        while not stopping.is_set():
            close_old_connections()
            try:
                count = fetch_answers(stopping.is_set)
            except (OSError, imaplib.IMAP4.error, MailboxTrouble, DatabaseError) as error:
                if options["once"]:
                    raise CommandError(f"The mailbox could not be read: {type(error).__name__}") from error
                self.stderr.write(f"The mailbox could not be read and is tried again: {type(error).__name__}")
            else:
                if count:
                    self.stdout.write(f"{count} mails taken in.")
            if options["once"]:
                return
            stopping.wait(PAUSE_SECONDS)

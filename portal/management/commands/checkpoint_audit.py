"""Make a checkpoint of the record of acts now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.audit.services import link_waiting, make_checkpoint
from portal.audit.setup import Setup
from portal.auditor.services import mail_checkpoint


class Command(BaseCommand):
    """``manage.py checkpoint_audit``: prints it, for paper; it is made daily and after each final version anyway."""

    help = "Seal how far the record has come; prints SEQ:HASH for paper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--mail", metavar="ADDRESS", help="Send it there, too: to somebody out of this host's reach."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mail"]:
            checkpoint = mail_checkpoint(actor=Setup("checkpoint_audit"), address=options["mail"])
        else:
            link_waiting()
            checkpoint = make_checkpoint()
        self.stdout.write(f"{checkpoint.seq}:{checkpoint.hash}" if checkpoint else "Nothing is recorded yet.")

"""Make a checkpoint of the record of acts now."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.audit.services import link_waiting, make_checkpoint


class Command(BaseCommand):
    """``manage.py checkpoint_audit``: prints it, for paper; it is made daily and after each final version anyway."""

    help = "Seal how far the record has come; prints SEQ:HASH for paper."

    def handle(self, *args: Any, **options: Any) -> None:
        link_waiting()
        checkpoint = make_checkpoint()
        self.stdout.write(f"{checkpoint.seq}:{checkpoint.hash}" if checkpoint else "Nothing is recorded yet.")

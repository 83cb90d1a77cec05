"""Print the current one-time code of a demo account."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from portal.demo.codes import NotHere, account, code_now


class Command(BaseCommand):
    """``make code who=coordinator``: demo mode only."""

    help = "Print the current one-time code of a demo role or mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = account(options["who"])
            code, seconds, used = code_now(user)
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal
        except OperationalError as error:
            raise CommandError(f"There is no demo in {settings.DATA_DIR} yet: run make demo first.") from error
        note = "already used; run this again then" if used else "then it changes"
        self.stdout.write(f"{code}   {user.full_name} <{user.email}>, for {seconds} more seconds ({note})")

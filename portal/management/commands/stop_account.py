"""Stop an account: for an auditor, an editor or the superuser, whom nobody in the portal stops."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.accounts.services import suspend
from portal.audit.setup import Setup


class Command(BaseCommand):
    """``manage.py stop_account MAIL``, on the host only, and recorded; ``restore_account`` takes it back."""

    help = "Stop an account at once, where nobody in the portal may: an auditor, an editor, the superuser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--why", choices=("lost", "away", "concern"), default="concern")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["mail"].lower(), is_active=True).first()
        if user is None:
            raise CommandError("No open account has this address.")
        suspend(actor=Setup("stop_account"), user=user, why=options["why"])
        self.stdout.write("Stopped: every login has ended. restore_account lets the person in again.")

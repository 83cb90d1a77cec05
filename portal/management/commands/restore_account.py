"""Let a stopped account in again: for who nobody in the portal may."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.accounts.services import restore
from portal.audit.setup import Setup


class Command(BaseCommand):
    """``manage.py restore_account MAIL``, on the host only, and recorded."""

    help = (
        "Let a stopped account in again, where nobody in the portal may: an auditor, an editor, somebody of two bodies."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["mail"].lower()).first()
        if user is None:
            raise CommandError("No account has this address.")
        if not restore(actor=Setup("restore_account"), user=user):
            raise CommandError("This account is not stopped.")
        self.stdout.write("The person can log in as before. Make sure that whoever stopped the account knows.")

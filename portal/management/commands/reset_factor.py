"""Stop the devices of one person and print a setup code: for the last coordinator, who nobody else can help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.audit.setup import Setup
from portal.resets.services import reset_from_host


class Command(BaseCommand):
    """``manage.py reset_factor EMAIL``, on the host only."""

    help = "Stop all devices of a person and print a setup code. Two coordinators do this in the portal; use it last."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower(), is_active=True).first()
        if user is None:
            raise CommandError("Nobody with an open account has this address.")
        code = reset_from_host(actor=Setup("reset_factor"), subject=user)
        self.stderr.write(
            "This went round the rule of two people. It is in the record, and the person gets a mail.\n"
            "Make sure who they are, and hand the code over in person or by calling their office."
        )
        self.stdout.write(f"Setup code (24 hours): {code}")

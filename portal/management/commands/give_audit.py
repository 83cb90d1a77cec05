"""Give or end the mandate to audit."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import NotJoined
from portal.audit.setup import Setup
from portal.auditor.services import end_mandates, give_mandate
from portal.management.joining import NOT_JOINED


class Command(BaseCommand):
    """``manage.py give_audit ADDRESS --until 2027-03-31``, or ``--end``; on the host only, and recorded."""

    help = "Let a person read the record of acts until a day, or end that."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="The mail address of the person's account.")
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
        group.add_argument("--end", action="store_true", help="End every mandate of this person now.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["address"].lower()).first()
        if user is None:
            raise CommandError("No account has this address.")
        actor, today = Setup("give_audit"), timezone.localdate()
        if options["end"]:
            self.stdout.write(f"Ended {end_mandates(actor=actor, user=user)} mandates.")
            return
        if options["until"] < today:
            raise CommandError("The day has passed.")
        try:
            give_mandate(actor=actor, user=user, starts_on=today, ends_on=options["until"])
        except NotJoined:
            raise CommandError(NOT_JOINED) from None
        self.stdout.write("Given. The person signs the auditors' pledge (series «audit») at the next login.")
        self.stdout.write(
            "The words of that pledge are to be read by the city's legal officer (portal/law/auditing.py)."
        )

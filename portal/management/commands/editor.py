"""Say who edits the public site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.desk_roles import DeskRole
from portal.accounts.models import User
from portal.accounts.services import NotJoined, let_edit
from portal.audit.setup import Setup
from portal.management.joining import NOT_JOINED


class Command(BaseCommand):
    """``manage.py editor MAIL``, ``manage.py editor MAIL --role section-head`` or ``manage.py editor MAIL --remove``."""

    help = "Let a person edit the public site, check pages (係長), let them out (課長), or no longer. It is recorded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--role", choices=[role.value for role in DeskRole], default=DeskRole.WRITER.value)
        parser.add_argument("--remove", action="store_true", help="take all roles at the desk")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["mail"].lower()).first()
        if user is None:
            raise CommandError("Nobody has this mail address.")
        try:
            let_edit(actor=Setup("editor"), user=user, may=not options["remove"], role=DeskRole(options["role"]))
        except NotJoined:
            raise CommandError(NOT_JOINED) from None
        self.stdout.write("Done.")

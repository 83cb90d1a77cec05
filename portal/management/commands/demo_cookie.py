"""Print the Cookie header of a fully verified login of a demo account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo.codes import NotHere
from portal.demo.facts import cookie


class Command(BaseCommand):
    """``manage.py demo_cookie ROLE``: demo mode only."""

    help = "Print the Cookie header of a verified login of a demo role or mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(cookie(options["role"]))
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal

"""Create the keys of this installation."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.crypto.keyfile import create_key_file, fresh_keys


class Command(BaseCommand):
    """``manage.py create_keys``: once, before the first start."""

    help = "Create the sealing and signing keys (KASANE_KEY_FILE). Keep the file apart from database backups."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", help="print them for KASANE_KEYS instead of writing a file")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(json.dumps(fresh_keys()))
            return
        try:
            create_key_file(settings.KEY_FILE)
        except FileExistsError as error:
            raise CommandError(f"{settings.KEY_FILE} exists already; it is never overwritten.") from error
        self.stdout.write(f"Created {settings.KEY_FILE}.")

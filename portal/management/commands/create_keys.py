"""Create the key file of this installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.crypto.keys import create_key_file


class Command(BaseCommand):
    """``manage.py create_keys``: once, before the first start."""

    help = "Create the sealing and signing keys (KASANE_KEY_FILE). Keep the file apart from database backups."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            create_key_file(settings.KEY_FILE)
        except FileExistsError as error:
            raise CommandError(f"{settings.KEY_FILE} exists already; it is never overwritten.") from error
        self.stdout.write(f"Created {settings.KEY_FILE}.")

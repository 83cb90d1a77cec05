"""``manage.py publish_static``: the public site for a host of its own."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.publishing.bundle import NotFit, export


class Command(BaseCommand):
    """Writes a directory or a .zip with the site and the lines for nginx."""

    help = "Writes the public site, and nothing else, to a new directory or a .zip for another host."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", required=True, type=Path, help="a new directory, or a file that ends in .zip")
        parser.add_argument("--address", default=settings.BASE_URL, help="where the other host is reached: https://…")
        parser.add_argument(
            "--search-at", default="", help="the address of the search of this house, if it can be reached from there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Export."""
        try:
            count = export(options["out"], address=options["address"], search_at=options["search_at"])
        except NotFit as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{count} addresses in {options['out']}")

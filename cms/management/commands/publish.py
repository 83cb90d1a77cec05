"""``manage.py publish``: write the public site to files now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.publishing.nginx import lines
from cms.publishing.services import publish, published
from cms.publishing.tree import feeds_in


class Command(BaseCommand):
    """Publishes, and says how many addresses there are."""

    help = "Writes all public pages to PUBLISHED_DIR and serves them from there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--nginx", metavar="ADDRESS", help="print the lines for nginx in front of Kasane at ADDRESS"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish."""
        count = publish()
        manifest = published().manifest()
        if manifest is None or not count:
            raise CommandError("There is no public page yet: run manage.py seed_public_site.")
        if options["nginx"]:
            headers = next(entry["headers"] for entry in manifest["entries"].values() if entry["page"])
            others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
            root = str(published().current / "files")
            told = lines(root, headers, others, feeds=feeds_in(manifest["entries"]), house=options["nginx"])
            self.stdout.write(told, ending="")
        else:
            self.stdout.write(f"{count} addresses in {published().root}")

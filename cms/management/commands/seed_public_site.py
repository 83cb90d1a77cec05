"""``manage.py seed_public_site``: the starter content of the public site."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.seed.services import seed_public_site
from cms.words.ruby import without_readings


class Command(BaseCommand):
    """Creates the pages and records that do not exist."""

    help = "Creates the starter content of the public site; what exists stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and say what stands now."""
        site = seed_public_site()
        for page in site.pages.values():
            self.stdout.write(f"{page.url} {without_readings(page.title)}")

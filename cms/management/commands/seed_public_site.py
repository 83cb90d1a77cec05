"""``manage.py seed_public_site``: the first two public pages."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.seed.services import seed_public_site


class Command(BaseCommand):
    """Creates the home page and the first explainer where they do not exist."""

    help = "Creates the public home page and the first explainer; existing pages stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and say what stands now."""
        site = seed_public_site()
        self.stdout.write(f"{site.home.url} {site.home.title}\n{site.explainer.url} {site.explainer.title}")

"""``manage.py check_links``: ask the addresses outside whether they still answer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.desk.links.services import check_links


class Command(BaseCommand):
    """Off unless somebody runs it: many cities' networks let nothing out."""

    help = "Ask every outside address of the public site for its status; the report of links at the desk shows it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=300, help="how long at most (default 300)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and say how many failed."""
        asked, failed = check_links(seconds=options["seconds"])
        self.stdout.write(f"{asked} asked, {failed} failed")

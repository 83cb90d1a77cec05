"""``manage.py count_visits FILE…``: how often pages were read, from the web server's logs."""

import gzip
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.statistics.services import LOG, count_log


class Command(BaseCommand):
    """Reads the access logs of nginx (combined format, plain or .gz); no address and no cookie is kept."""

    help = "Count reads of public pages from access logs of nginx. Give all files that hold a day at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--source", default=LOG, help="name of the server, where several have logs of their own")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read them all together."""
        missing = [str(path) for path in options["files"] if not path.is_file()]
        if missing:
            raise CommandError(f"There is no file {', '.join(missing)}.")
        number = count_log(_lines(options["files"]), options["source"][:40])
        self.stdout.write(f"{number} reads counted")


def _lines(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8", errors="replace") as file:
            yield from file

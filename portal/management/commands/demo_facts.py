"""Print what the demo holds as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.demo.codes import NotHere
from portal.demo.facts import facts


class Command(BaseCommand):
    """``manage.py demo_facts``: for tools that measure from outside; demo mode only."""

    help = "Print the demo's accounts, ids and addresses as JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(json.dumps(facts(), ensure_ascii=False, indent=2))
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal

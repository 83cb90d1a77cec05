"""Agree that a person runs a body: for the body that only one person runs, where nobody else can agree."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.seats.access import waiting_seat
from meetings.seats.services import NotIn, agree_from_host
from portal.audit.setup import Setup


class Command(BaseCommand):
    """``manage.py agree_to_run ADDRESS BODY``, on the host only, and recorded."""

    help = "Let a chair or secretariat run the body. A second one does this in the portal; use it where there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="The mail address of the person's account.")
        parser.add_argument("body", help="The name of the body.")

    def handle(self, *args: Any, **options: Any) -> None:
        seat = waiting_seat(options["address"].lower(), options["body"])
        if seat is None:
            raise CommandError("No seat of this person in this body waits for agreement.")
        try:
            agree_from_host(actor=Setup("agree_to_run"), seat=seat)
        except NotIn:
            raise CommandError("The person has to choose a password and set up the app first.") from None
        self.stderr.write("This went round the rule of two people. It is in the record. Make sure who the person is.")
        self.stdout.write(f"Agreed. {seat.user.full_name} runs {seat.body.name} now.")

"""Invite a person from the host: who is to audit or to edit, before they get that."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from meetings.founding.services import invite_person
from portal.accounts.models import User
from portal.accounts.services import AlreadyJoined
from portal.audit.setup import Setup


class Command(BaseCommand):
    """``manage.py invite_from_host MAIL --family 佐野 --given 薫``, on the host only, and recorded."""

    help = "Invite a person who is to audit or to edit: only whoever keeps the host sees the code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--family", default="", help="The family name, for a new account.")
        parser.add_argument("--given", default="", help="The given name, for a new account.")

    def handle(self, *args: Any, **options: Any) -> None:
        mail, family, given = (options[name].strip() for name in ("mail", "family", "given"))
        try:
            validate_email(mail)
        except ValidationError as fault:
            raise CommandError(f"«{mail}»: {fault.messages[0]}") from None
        if not (family and given) and not User.objects.filter(email=mail.lower()).exists():
            raise CommandError("No account has this address. For a new one, say who it is: --family and --given.")
        try:
            way = invite_person(actor=Setup("invite_from_host"), email=mail, family_name=family, given_name=given)
        except AlreadyJoined:
            raise CommandError("The person can log in already: no link is needed.") from None
        self.stdout.write(f"Setup code ({settings.INVITATION_HOURS} hours): {way.code}")
        self.stderr.write(
            "Make sure who the person is, and hand it over in person or by calling their office. "
            "The link goes by mail as soon as the server runs."
        )

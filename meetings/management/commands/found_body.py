"""Found a body in an empty city, and invite the first person of its secretariat."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.utils import timezone

from meetings.bodies.models import Body
from meetings.founding.services import AlreadyFounded, First, NobodyWaits, found, invite_first_again
from portal.accounts.services import Way
from portal.audit.setup import Setup
from portal.dates.fiscal import fiscal_year_end

ACTOR = Setup("found_body")


class Command(BaseCommand):
    """``manage.py found_body 名前 MAIL --family 水野 --given 遥 --agency "かさね市 福祉政策課"``; on the host, and recorded."""

    help = "Register a body, publish its pledges, and invite the first person of its secretariat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The name of the body, such as かさね市支援会議.")
        parser.add_argument("mail", help="The mail address of the first person of the secretariat.")
        parser.add_argument("--kind", choices=Body.Kind.values, default=Body.Kind.SUPPORT.value)
        parser.add_argument("--series", default="city", help="Bodies of one series share one pledge. Default: city.")
        parser.add_argument("--family", default="", help="The person's family name.")
        parser.add_argument("--given", default="", help="The person's given name.")
        parser.add_argument("--agency", default="", help="Where the person works.")
        parser.add_argument("--post", default="", help="The person's post there.")
        parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="The last day of the term.")
        parser.add_argument("--again", action="store_true", help="The body is there: a new link and code.")

    def handle(self, *args: Any, **options: Any) -> None:
        way = self._again(options) if options["again"] else self._found(options)
        if way is None:
            self.stdout.write("The person can log in already: no link is needed.")
            return
        self.stdout.write(f"Setup code ({settings.INVITATION_HOURS} hours): {way.code}")
        self.stderr.write("Hand it over in person or by phone. The link goes by mail as soon as the server runs.")

    def _again(self, options: dict[str, Any]) -> Way:
        try:
            return invite_first_again(actor=ACTOR, name=options["name"], email=options["mail"])
        except NobodyWaits:
            raise CommandError("Nobody with this address has a seat in this body and has yet to come in.") from None

    def _found(self, options: dict[str, Any]) -> Way | None:
        first = _first(options)
        name, series = options["name"].strip(), options["series"]
        try:
            texts, way = found(actor=ACTOR, name=name, kind=options["kind"], series=series, first=first)
        except AlreadyFounded:
            raise CommandError(
                "There is a body of this name. Further people are invited in the portal; "
                "for a new code of the first person, add --again."
            ) from None
        self.stdout.write(f"Registered: {name}")
        if texts:
            self.stdout.write(
                f"Published {len(texts)} pledges of the series «{series}». Please let the legal officer read them."
            )
        else:
            self.stdout.write(
                f"The pledges of the series «{series}» stay as they are: see whether they name this body."
            )
        return way


def _first(options: dict[str, Any]) -> First:
    """What was given of the person, looked over. Raises ``CommandError``."""
    missing = [f"--{field}" for field in ("family", "given", "agency") if not options[field].strip()]
    if missing:
        raise CommandError(f"Please say who the person is: {' '.join(missing)}")
    try:
        validate_email(options["mail"])
        validate_slug(options["series"])
    except ValidationError as fault:
        raise CommandError(f"«{options['mail']}» and «{options['series']}»: {fault.messages[0]}") from None
    today = timezone.localdate()
    until = options["until"] or fiscal_year_end(today.replace(year=today.year + 1, day=1))
    if until <= today:
        raise CommandError("The last day has to lie ahead.")
    return First(
        email=options["mail"],
        family_name=options["family"].strip(),
        given_name=options["given"].strip(),
        organisation=options["agency"].strip(),
        post=options["post"].strip(),
        until=until,
    )

"""What follows from a look at the roster: asking to sign, taking the list out."""

from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from meetings.bodies.access import runs_body, today
from meetings.bodies.models import Appointment, Body
from meetings.rosters.access import Line, line_of, roster_of
from portal.accounts.models import User
from portal.audit.services import record
from portal.dates.wareki import wareki
from portal.mfa.step_up import Factor
from portal.outbox.access import posted_since
from portal.outbox.letters import post_letter
from portal.spreadsheets.table import csv_of

EXPORTING = "roster.export"  # the act for which the factor is shown
ASKED = "pledge_asked"  # the kind of the mail


class NothingToAsk(Exception):
    """The person has signed, cannot sign yet, or sits here no more."""


class AskedToday(Exception):
    """The person got such a mail today; a second one would only be noise."""


class NotProved(Exception):
    """No fresh factor was shown for this act."""


class Purpose(models.TextChoices):
    """Why a roster leaves the portal; the code stands in the record."""

    APPOINTING = "appointing", gettext_lazy("Letters of appointment and fees")
    LIST = "list", gettext_lazy("A list for the members")
    HANDOVER = "handover", gettext_lazy("Handing over within the office")
    REVIEW = "review", gettext_lazy("An audit or inspection")


@transaction.atomic
def ask_to_sign(*, actor: User, seat: Appointment) -> None:
    """Remind the person by mail that the pledge waits. Only who runs the body, once a day at most.

    Raises ``NothingToAsk`` and ``AskedToday``.
    """
    if not runs_body(actor, seat.body):
        raise PermissionDenied
    person = User.objects.select_for_update().get(pk=seat.user_id)  # two at once: the second sees the first one's mail
    if line_of(seat).act != "ask":
        raise NothingToAsk
    midnight = datetime.combine(today(), time(), timezone.get_current_timezone())
    if posted_since(ASKED, person.email, midnight):
        raise AskedToday
    post_letter(
        name=person.full_name,
        address=person.email,
        kind=ASKED,
        subject=gettext_noop("Your pledge waits for your signature"),
        template="meetings/rosters/ask_to_sign.txt",
        words={"url": settings.BASE_URL + reverse("enter:pledge")},
    )
    record(actor=actor, verb="pledge.asked", target=seat)


@transaction.atomic
def export_roster(*, actor: User, body: Body, purpose: str, factor: Factor) -> bytes:
    """The roster as a CSV file, for a factor shown in this very act; who took it out and why is recorded.

    Raises ``NotProved``.
    """
    if not runs_body(actor, body):
        raise PermissionDenied
    if not factor.proves(actor, EXPORTING, str(body.pk)):
        raise NotProved
    roster = roster_of(body)
    record(actor=actor, verb="roster.exported", target=body, detail=factor.label, why=Purpose(purpose))
    with translation.override("ja"):  # a paper of the office
        head = [
            _("Name"),
            _("Agency"),
            _("Post"),
            _("Role"),
            _("Contractor"),
            _("Term begins"),
            _("Term ends"),
            _("Pledge"),
            _("Login confirmation"),
            _("Mail address"),
        ]
        return csv_of([head, *(_cells(line) for line in [*roster.present, *roster.former])])


def _cells(line: Line) -> list[str]:
    seat, place = line.appointment, line.workplace
    return [
        line.person.full_name,
        place.organisation.name if place else "",
        place.post if place else "",
        str(seat.get_role_display()),
        _("Yes") if seat.contractor else "",
        wareki(seat.starts_on),
        wareki(seat.ends_on),
        _("Signed") if line.pledged else _("Not signed yet"),
        "・".join(line.confirms_with) or _("Not set up yet"),
        line.person.email,
    ]

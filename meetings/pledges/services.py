"""Taking the register of pledges out, and looking at somebody's signed pledge."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.bodies.access import runs_body
from meetings.bodies.models import Body
from meetings.pledges.access import Line, register_of
from portal.accounts.models import User
from portal.audit.services import record
from portal.dates.wareki import wareki
from portal.mfa.step_up import Factor
from portal.pledge.models import PledgeSignature
from portal.spreadsheets.table import csv_of

EXPORTING = "pledge_register.export"  # the act for which the factor is shown


class NotProved(Exception):
    """No fresh factor was shown for this act."""


class Purpose(models.TextChoices):
    """Why a register leaves the portal; the code stands in the record."""

    CHASING = "chasing", gettext_lazy("Asking those who have not signed")
    HANDOVER = "handover", gettext_lazy("Handing over within the office")
    REVIEW = "review", gettext_lazy("An audit or inspection")


@transaction.atomic
def export_register(*, actor: User, body: Body, purpose: str, factor: Factor) -> bytes:
    """The register as a CSV file, for a factor shown in this very act; who took it out and why is recorded.

    Raises ``NotProved``.
    """
    if not runs_body(actor, body):
        raise PermissionDenied
    if not factor.proves(actor, EXPORTING, str(body.pk)):
        raise NotProved
    lines = register_of(body)
    record(
        actor=actor, verb="pledge_register.exported", target=body, detail=factor.label, why=str(Purpose(purpose).value)
    )
    with translation.override("ja"):  # a paper of the office
        head = [_("Agency"), _("Post"), _("Name"), _("Takes part as"), _("State"), _("Signed on"), _("In force until")]
        return csv_of([[*head, _("Version"), _("Record number")], *(_cells(line) for line in lines)])


def _cells(line: Line) -> list[str]:
    place, signature = line.workplace, line.signature
    signed = [wareki(localtime(signature.signed_at)), wareki(signature.valid_until)] if signature else ["", ""]
    return [
        place.organisation.name if place else "",
        place.post if place else "",
        line.seat.user.full_name,
        str(line.kind.label),
        str(line.state.label),
        *signed,
        str(signature.text.version) if signature else "",
        signature.number if signature else "",
    ]


def open_pledge(*, actor: User, body: Body, signature: PledgeSignature) -> None:
    """Looking at what somebody signed is an act; only who runs the body."""
    if not runs_body(actor, body):
        raise PermissionDenied
    record(actor=actor, verb="pledge.opened", target=signature, why="runs_body")

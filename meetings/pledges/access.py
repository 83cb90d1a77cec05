"""The register of pledges of a body: who has signed what, until when, and who has not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from meetings.bodies.access import get_body_to_run, membership_kind, seats_in, seats_in_force, today
from meetings.bodies.models import Appointment, Body
from portal.accounts.models import User
from portal.organisations.access import workplaces
from portal.organisations.models import Affiliation
from portal.pledge.access import (
    RENEWAL,
    latest_refusals,
    latest_signatures,
    may_publish,
    partners_of,
    signatures_in_force,
    text_for,
    texts_in_force,
)
from portal.pledge.comparing import Piece, compare
from portal.pledge.models import Kind, PledgeSignature, PledgeText, Refusal


class State(models.TextChoices):
    """How it stands with one person's pledge."""

    SIGNED = "signed", _("Signed")
    LAPSING = "lapsing", _("Ends soon")
    RENEWED = "renewed", _("To be signed again")
    LAPSED = "lapsed", _("Has ended")
    REFUSED = "refused", _("Not signed for now")
    MISSING = "missing", _("Not signed yet")


@dataclass(frozen=True)
class Line:
    """One person of the register."""

    seat: Appointment
    workplace: Affiliation | None
    signature: PledgeSignature | None  # the one in force, else the latest
    in_force: bool
    refusal: Refusal | None
    text: PledgeText | None  # what a person of this kind would sign today
    today: date

    @property
    def kind(self) -> Kind:
        """As what the person takes part."""
        return Kind[membership_kind(self.seat).upper()]

    @property
    def state(self) -> State:
        """How it stands; a refusal counts until a signature comes after it."""
        signature = self.signature
        if signature is not None and self.in_force:
            return State.LAPSING if signature.valid_until - self.today <= RENEWAL else State.SIGNED
        if self.refusal is not None and (signature is None or signature.signed_at < self.refusal.at):
            return State.REFUSED
        if signature is None:
            return State.MISSING
        return State.RENEWED if signature.valid_until >= self.today else State.LAPSED

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done."""
        return self.state == State.SIGNED

    @property
    def differs(self) -> bool:
        """Whether the words that were signed and hold are not those of today: editorial versions came since."""
        return bool(self.in_force and self.signature and self.text and self.signature.text_id != self.text.pk)


def may_write(user: User, series: str) -> bool:
    """Whether the person can bring about a next version: alone, or with a second one who publishes it."""
    return may_publish(series, user) or bool(partners_of(user, series))


def get_body_to_write_for(user: User, pk: UUID) -> Body:
    """A body for which the person may write texts; anything else is 404."""
    body = get_body_to_run(user, pk)
    if not may_write(user, body.pledge_series):
        raise Http404
    return body


def register_of(body: Body) -> list[Line]:
    """Everybody appointed today, those who need something first, then by agency; six queries at any size."""
    seats = list({seat.user_id: seat for seat in reversed(seats_in(body))}.values())
    people = [seat.user for seat in seats]
    day, series = today(), body.pledge_series
    places, texts = workplaces(people), texts_in_force({series}, day)
    latest, refusals, good = latest_signatures(people, series), latest_refusals(people, series), _good(people, series)
    lines = [
        Line(
            seat=seat,
            workplace=places.get(seat.user_id),
            signature=good.get(seat.user_id) or latest.get(seat.user_id),
            in_force=seat.user_id in good,
            refusal=refusals.get(seat.user_id),
            text=text_for(texts, series, Kind[membership_kind(seat).upper()]),
            today=day,
        )
        for seat in seats
    ]
    return sorted(lines, key=_place)


def counts_of(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines are in each state."""
    counted = Counter(line.state for line in lines)
    return {state.value: counted[state] for state in State}


def law_changes(bodies: Iterable[Body], until: date) -> dict[UUID, date]:
    """From when the articles that a text in force cites read otherwise than at its beginning, by body; one query."""
    asked = {body.pledge_series: body.pk for body in bodies}
    found: dict[UUID, date] = {}
    for (series, _kind), text in texts_in_force(asked, today()).items():
        changed = text.law_changed_on(until)
        if changed is not None:
            found[asked[series]] = min(changed, found.get(asked[series], changed))
    return found


def changes_since(signature: PledgeSignature) -> list[list[Piece]]:
    """The words that were signed against those that somebody who signs today would sign; none where they are the same."""
    text = text_for(texts_in_force({signature.text.series}, today()), signature.text.series, signature.text.kind)
    if text is None or text.pk == signature.text_id:
        return []
    before = signature.text.words("\n".join(signature.law_lines))
    return compare(before, text.words(text.law_on(max(today(), text.in_force_from))))


def get_pledge_in(body: Body, pk: UUID | str) -> PledgeSignature:
    """A signature in the series of the body, of somebody who sits or sat in it; anything else is 404."""
    sat = Appointment.objects.filter(body=body).values("user")
    found = PledgeSignature.objects.filter(pk=pk, text__series=body.pledge_series, user__in=sat)
    signature = found.select_related("text", "user").first()
    if signature is None:
        raise Http404
    return signature


def bases_of(series: str) -> frozenset[str]:
    """The kinds of the bodies that ask for a series: which articles of law its texts rest on."""
    return frozenset(Body.objects.filter(pledge_series=series).order_by().values_list("kind", flat=True))


def refusing_in(bodies: Iterable[Body]) -> dict[UUID, set[UUID]]:
    """Who holds a seat today, chose not to sign and has not signed since, by body; two queries.

    Bodies may share a series: who declined is named only where they sit.
    """
    asked = {body.pk: body.pledge_series for body in bodies}
    later = PledgeSignature.objects.filter(
        user=models.OuterRef("user"), text__series=models.OuterRef("text__series"), signed_at__gt=models.OuterRef("at")
    ).order_by()
    rows = Refusal.objects.filter(~models.Exists(later), text__series__in=set(asked.values())).order_by()
    refused = set(rows.values_list("text__series", "user_id"))
    found: dict[UUID, set[UUID]] = {}
    for body_id, user_id in seats_in_force().filter(body__in=asked).order_by().values_list("body_id", "user_id"):
        if (asked[body_id], user_id) in refused:
            found.setdefault(body_id, set()).add(user_id)
    return found


def _good(people: Iterable[User], series: str) -> dict[UUID, PledgeSignature]:
    rows = signatures_in_force().filter(user__in=list(people), text__series=series).select_related("text")
    return {row.user_id: row for row in rows.order_by("valid_until", "signed_at")}


def _place(line: Line) -> tuple[bool, str, str]:
    agency = line.workplace.organisation.name if line.workplace else ""
    return line.settled, agency, line.seat.user.full_name

"""What the portal knows of the people in a file, and the drafts that wait."""

import json
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from meetings.bodies.access import bodies_run_by, lasting_seats, places_to_take, today
from meetings.bodies.models import Appointment, Body
from meetings.imports.judging import Entry, Judged, Known, look_up, read_people
from meetings.imports.models import RosterDraft
from meetings.imports.reading import rows_of
from portal.accounts.models import User

KEPT = timedelta(hours=1)


def judge_file(actor: User, body: Body, content: bytes, name: str) -> Judged:
    """What would come of the file. Raises ``CannotRead``.

    That somebody has an account is said only of people in bodies that the actor runs: a file must not be a
    way to ask who else is in the portal.
    """
    judged = read_people(rows_of(content, name), today())
    look_up(judged, _known(actor, body, judged.entries))
    return judged


def judge_draft(draft: RosterDraft) -> Judged:
    """The same of a file that was read before; meanwhile somebody may have got a seat."""
    judged = Judged([Entry.from_stored(each) for each in json.loads(draft.people)])
    look_up(judged, _known(draft.made_by, draft.body, judged.entries))
    return judged


def standing_drafts() -> QuerySet[RosterDraft]:
    """Those whose hour has not passed."""
    return RosterDraft.objects.filter(made_at__gt=timezone.now() - KEPT)


def get_draft_for(user: User, body: Body, pk: UUID | str) -> RosterDraft:
    """One's own draft for this body, within its hour, or 404. The reader runs the body: that was asked."""
    draft = standing_drafts().select_related("body").filter(made_by=user, body=body, pk=pk).first()
    if draft is None:
        raise Http404
    return draft


def _known(actor: User, body: Body, entries: list[Entry]) -> Known:
    """Who has an account, and whose terms in this body would overlap; as many queries at any number."""
    people = dict(User.objects.filter(email__in=[entry.email for entry in entries]).values_list("email", "pk"))
    terms: dict[UUID, list[Appointment]] = {}
    for seat in Appointment.objects.filter(body=body, user__in=people.values(), ended_at=None):
        terms.setdefault(seat.user_id, []).append(seat)
    seated = {
        entry.email
        for entry in entries
        for seat in terms.get(people.get(entry.email, body.pk), [])
        if seat.starts_on <= entry.ends_on and seat.ends_on >= entry.starts_on
    }
    theirs = set(lasting_seats().filter(body__in=bodies_run_by(actor)).values_list("user_id", flat=True))
    places = set(places_to_take(body).values_list("user__email", flat=True))
    return Known(seated, places, {email for email, pk in people.items() if pk in theirs})

"""Taking the papers of a meeting out as a Word file: for a fresh factor, and recorded."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.letters.access import addressees, may_be_printed, people_asked, people_to_write_to, slots_of
from meetings.letters.docx import build
from meetings.letters.paper import KINDS, DateSlip, Letter, Occasion, Office
from meetings.polls.access import may_run as runs_poll
from meetings.polls.models import Poll
from meetings.schedule.access import may_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record
from portal.mfa.step_up import Factor

PRINTING = "letters.print"  # the act for which the factor is shown


class NotProved(Exception):
    """No fresh factor was shown for this act."""


@transaction.atomic
def export_letters(
    *, actor: User, meeting: Meeting, kinds: Collection[str], people: Collection[UUID], answer_by: date, factor: Factor
) -> bytes:
    """A page for each person and kind, the papers of one person together. Raises ``NotProved``.

    ``people`` whom the actor may not know of, or who are not invited, are refused.
    """
    if not may_run(actor, meeting) or not may_be_printed(meeting):
        raise PermissionDenied
    known = people_to_write_to(actor, meeting)
    if not people or not set(people) <= {user.pk for user in known}:
        raise PermissionDenied
    if not factor.proves(actor, PRINTING, str(meeting.pk)):
        raise NotProved
    chosen = [user for user in known if user.pk in set(people)]
    sorts = [kind for kind in KINDS if kind in kinds]
    today, occasion, office = timezone.localdate(), occasion_of(meeting), office_of()
    letters = [Letter(kind, to, occasion, office, today, answer_by) for to in addressees(chosen) for kind in sorts]
    record(
        actor=actor,
        verb="letters.exported",
        target=meeting,
        detail=f"{' '.join(sorts)} {len(chosen)} {factor.label}"[:120],
    )
    return build(letters, city=settings.CITY_NAME)


@transaction.atomic
def export_date_slips(*, actor: User, poll: Poll, people: Collection[UUID], factor: Factor) -> bytes:
    """A page with the candidate dates for each of these people. Raises ``NotProved``."""
    if not runs_poll(actor, poll) or not poll.takes_answers:
        raise PermissionDenied
    known = people_asked(poll)
    if not people or not set(people) <= {user.pk for user in known}:
        raise PermissionDenied
    if not factor.proves(actor, PRINTING, str(poll.pk)):
        raise NotProved
    chosen = [user for user in known if user.pk in set(people)]
    today, office, slots = timezone.localdate(), office_of(), slots_of(poll)
    slips = [DateSlip(to, poll.number, poll.place, slots, office, today, poll.last_day) for to in addressees(chosen)]
    record(actor=actor, verb="slips.exported", target=poll, detail=f"{len(chosen)} {factor.label}"[:120])
    return build(slips, city=settings.CITY_NAME)


def occasion_of(meeting: Meeting) -> Occasion:
    """When and where, and by which number."""
    return Occasion(meeting.notice_number, meeting.start, meeting.end, meeting.place)


def office_of() -> Office:
    """Who writes."""
    return Office(
        settings.CITY_MAYOR,
        settings.SECRETARIAT_NAME,
        settings.SECRETARIAT_PHONE,
        settings.SECRETARIAT_FAX,
        settings.SECRETARIAT_HOURS,
    )

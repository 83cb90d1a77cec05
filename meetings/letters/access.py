"""To whom a meeting's papers may be made out: who is invited, as who runs the meeting may know."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from meetings.agenda.access import invitations_shown
from meetings.invites.access import by_name
from meetings.letters.paper import Addressee
from meetings.polls.access import get_poll_to_run, options_of
from meetings.polls.models import Poll
from meetings.schedule.access import get_meeting_to_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.organisations.access import workplaces

ANSWER_DAYS = 7  # a notice goes out weeks before, and is asked about again a week before (domain.md 3.5)


def get_meeting_to_print(user: User, pk: object) -> Meeting:
    """A called meeting the person runs; a draft of which nobody heard, and what is over, are 404 like what is absent."""
    meeting = get_meeting_to_run(user, str(pk))
    if not may_be_printed(meeting):
        raise Http404
    return meeting


def may_be_printed(meeting: Meeting) -> bool:
    """Whether there is something to invite to."""
    return meeting.state == Meeting.State.CALLED


def people_to_write_to(user: User, meeting: Meeting) -> list[User]:
    """Everybody invited, by name, whom the person may know of."""
    return [each.user for each in by_name(invitations_shown(user, [meeting]))]


def addressees(people: list[User]) -> list[Addressee]:
    """How they are written to; one query."""
    places = workplaces(people)
    return [
        Addressee(user.full_name, places[user.pk].organisation.name, places[user.pk].post)
        if user.pk in places
        else Addressee(user.full_name, "", "")
        for user in people
    ]


def get_poll_to_print(user: User, pk: UUID) -> Poll:
    """A question about dates that takes answers, and that the person runs; else 404."""
    poll = get_poll_to_run(user, pk)
    if not poll.takes_answers:
        raise Http404
    return poll


def people_asked(poll: Poll) -> list[User]:
    """Everybody who is asked, by name. The reader runs the poll: ``get_poll_to_print`` was asked."""
    return list(User.objects.filter(polls__poll=poll).order_by("last_name", "first_name"))


def slots_of(poll: Poll) -> tuple[tuple[datetime, datetime], ...]:
    """The dates that are offered, in time."""
    return tuple((option.start, option.end) for option in options_of(poll))


def usual_deadline(meeting: Meeting) -> date:
    """A week before the meeting, and not before today."""
    return max(meeting.day - timedelta(days=ANSWER_DAYS), min(timezone.localdate(), meeting.day))

"""Whose answer to an invitation may be given, by whom, and who sees the answers."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from meetings.agenda.access import get_meeting_for, invitations_shown
from meetings.invites.access import by_name, my_participation
from meetings.invites.links import read_token
from meetings.invites.models import Participation
from meetings.invites.tally import Tally, tally
from meetings.schedule.access import get_meeting_to_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.organisations.access import identities


@dataclass(frozen=True)
class Line:
    """One person's answer, as who runs the meeting sees it."""

    invitation: Participation
    agency: str


@dataclass(frozen=True)
class Answers:
    """All answers to one meeting: who has not answered yet stands first."""

    lines: list[Line]
    counts: Tally


def may_still_answer(invitation: Participation) -> bool:
    """Whether an invited person may answer: while the meeting is called and has not begun."""
    meeting = invitation.meeting
    return (
        invitation.uninvited_at is None
        and meeting.state == Meeting.State.CALLED
        and meeting.start > timezone.now()
        and invitation.user.is_active
    )


def may_be_entered(invitation: Participation) -> bool:
    """Whether the secretariat may enter an answer: until the minutes are frozen, also when the meeting has begun."""
    return invitation.uninvited_at is None and invitation.meeting.state == Meeting.State.CALLED


def invitation_of_link(token: str) -> Participation | None:
    """The invitation that a link of its newest mail answers. Wrong, older, taken back and over look the same."""
    told = read_token(token)
    if told is None:
        return None
    pk, sequence = told
    rows = Participation.objects.filter(pk=pk, last_sent_sequence=sequence, uninvited_at=None)
    invitation = rows.select_related("meeting", "user").first()
    return invitation if invitation is not None and may_still_answer(invitation) else None


def get_own_invitation(user: User, pk: UUID) -> Participation:
    """The person's own invitation to a meeting they may see; absent and forbidden are both 404."""
    invitation = my_participation(user, get_meeting_for(user, pk))
    if invitation is None:
        raise Http404
    return invitation


def answers_of(user: User, meeting: Meeting) -> Answers:
    """Every answer that the person, who runs the meeting, may see; the same number of questions at any size."""
    shown = by_name(invitations_shown(user, [meeting]))
    agencies = {each["id"]: each["agency"] for each in identities(one.user for one in shown)}
    lines = [Line(one, agencies[str(one.user_id)]) for one in shown]
    silent = Participation.Answer.NONE
    return Answers(sorted(lines, key=lambda line: line.invitation.answer != silent), tally(one.answer for one in shown))


def get_invitation_to_enter(user: User, meeting_id: UUID, pk: UUID) -> Participation:
    """An invitation whose answer the person, who runs the meeting, may enter; else 404."""
    meeting = get_meeting_to_run(user, meeting_id)
    invitation = invitations_shown(user, [meeting]).filter(pk=pk).select_related("user", "meeting__body").first()
    if invitation is None:
        raise Http404
    return invitation

"""Whose answer to an invitation may be given, by whom, and who sees the answers."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from meetings.agenda.access import get_shown_meeting, invitations_shown, shown_meetings, standing_recusals
from meetings.bodies.access import ids_run_by, lasting_seats, runs_any_body
from meetings.invites.access import by_name, my_participation
from meetings.invites.links import read_token
from meetings.invites.models import Participation
from meetings.invites.tally import Tally, tally
from meetings.replies.models import CounterProposal, InboundMail
from meetings.replies.reasons import why
from meetings.replies.telling import Told, told_from
from meetings.schedule.access import get_meeting_to_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.organisations.access import identities

MOST_SHOWN = 100


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
    invitation = my_participation(user, get_shown_meeting(user, pk))
    if invitation is None:
        raise Http404
    return invitation


def unanswered(user: User) -> QuerySet[Participation]:
    """The person's own invitations to coming meetings, not answered yet."""
    rows = Participation.objects.filter(user=user, uninvited_at=None, answer=Participation.Answer.NONE)
    coming = rows.filter(meeting__state=Meeting.State.CALLED, meeting__start__gt=timezone.now())
    return coming.filter(meeting__in=shown_meetings(user)).select_related("meeting__body").order_by("meeting__start")


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


# --- what came in by mail --------------------------------------------------------------------


def invitation_of_uid(uid: str) -> Participation | None:
    """The invitation whose calendar entry has exactly this UID."""
    return Participation.objects.filter(uid=uid).first()


def invitation_of_mail(message_id: str) -> Participation | None:
    """The invitation of which our mail of this Message-ID told; nothing for a mail that told of none."""
    if not message_id:
        return None
    return Participation.objects.filter(notices__mail__message_id=message_id).first()


def coming_invitations_at(address: str) -> QuerySet[Participation]:
    """Standing invitations to coming meetings that were sent to this address, the next one first."""
    coming = Participation.objects.filter(meeting__state=Meeting.State.CALLED, meeting__end__gte=timezone.now())
    return coming.filter(address__iexact=address, uninvited_at=None).order_by("meeting__start")


def _invitations_reviewed_by(user: User) -> Q:
    """Those of meetings the person runs; taken-back ones too, but not where an item is closed to them."""
    run = Meeting.objects.filter(body__in=ids_run_by(user))
    closed = standing_recusals().filter(user=user).values("item__meeting")
    taken_back = Q(meeting__in=run, uninvited_at__isnull=False) & ~Q(meeting__in=closed)
    return Q(pk__in=invitations_shown(user, run).values("pk")) | taken_back


def require_running(user: User) -> None:
    """404 for who runs nothing."""
    if not runs_any_body(user):
        raise Http404


def person_at(address: str) -> User | None:
    """Whose address it is; nobody for an empty one."""
    return User.objects.filter(email__iexact=address).first() if address else None


def mails_to_review(user: User) -> QuerySet[InboundMail]:
    """Mails that wait for a person: of meetings the reader runs; and those of no known invitation.

    The latter are for who runs a body in which the writer sits, and where they sit in none, for everybody who runs one.
    """
    theirs = Q(participation__in=Participation.objects.filter(_invitations_reviewed_by(user)))
    if runs_any_body(user):
        seated = lasting_seats()
        known = seated.filter(body__in=ids_run_by(user)).values("user")
        theirs |= Q(participation=None) & (Q(person=None) | Q(person__in=known) | ~Q(person__in=seated.values("user")))
    rows = InboundMail.objects.filter(theirs, outcome=InboundMail.Outcome.REVIEW)
    # anybody on the internet writes what belongs to no invitation: it must not push the others off the page
    stranger = ExpressionWrapper(Q(participation=None), output_field=BooleanField())
    return rows.order_by(stranger, "received_at").select_related("participation__user", "participation__meeting__body")


@dataclass(frozen=True)
class Waiting:
    """A mail that waits, with what it says and why it waits."""

    mail: InboundMail
    told: Told
    why: str
    answer: str  # in words; empty where it tells none
    applicable: bool  # it could be entered as an answer
    outdated: bool  # as it is, it answers something else


def waiting_mails(user: User) -> list[Waiting]:
    """What waits for the reader's decision: first what belongs to an invitation, the oldest first."""
    return [_waiting(mail) for mail in mails_to_review(user)[:MOST_SHOWN]]


def _waiting(mail: InboundMail) -> Waiting:
    told, invitation = told_from(mail.said), mail.participation
    answer = str(Participation.Answer(told.partstat).label) if told.partstat else ""
    applicable = invitation is not None and may_be_entered(invitation)
    return Waiting(mail, told, why(mail.reason), answer, applicable, outdated=mail.reason in ("stale", "uninvited"))


def may_review(user: User, mail: InboundMail) -> bool:
    """Whether the person may decide about the mail."""
    return mails_to_review(user).filter(pk=mail.pk).exists()


def get_mail_to_review(user: User, pk: UUID) -> InboundMail:
    """A mail that the person may decide about; absent and forbidden are both 404."""
    mail = mails_to_review(user).filter(pk=pk).first()
    if mail is None:
        raise Http404
    return mail


def proposals_to_decide(user: User) -> QuerySet[CounterProposal]:
    """Other times that were proposed for coming meetings the person runs, as those stand now."""
    shown = invitations_shown(user, Meeting.objects.filter(body__in=ids_run_by(user), state=Meeting.State.CALLED))
    rows = CounterProposal.objects.filter(
        participation__in=shown.values("pk"),
        participation__meeting__start__gt=timezone.now(),
        sequence=F("participation__last_sent_sequence"),  # the meeting was moved since: nobody asks for it any more
        state=CounterProposal.State.PENDING,
    )
    return rows.select_related("participation__user", "participation__meeting__body")


def may_decide(user: User, proposal: CounterProposal) -> bool:
    """Whether the person runs the meeting for which another time was proposed."""
    return proposals_to_decide(user).filter(pk=proposal.pk).exists()


def get_proposal_to_decide(user: User, pk: UUID) -> CounterProposal:
    """A proposal that waits for the person's decision; absent and forbidden are both 404."""
    proposal = proposals_to_decide(user).filter(pk=pk).first()
    if proposal is None:
        raise Http404
    return proposal

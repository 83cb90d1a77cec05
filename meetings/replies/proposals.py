"""Another time that somebody proposed by calendar mail: taken by moving the meeting, or refused by a mail to them alone."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.invites.access import next_stamp, series_of
from meetings.invites.itip import Facts, Guest
from meetings.invites.message import invitation as mail_of
from meetings.replies.access import may_decide, may_still_answer
from meetings.replies.declining import decline_counter
from meetings.replies.models import CounterProposal
from meetings.replies.services import AlreadyDecided
from meetings.schedule.models import Meeting
from meetings.schedule.services import move_meeting
from portal.accounts.models import User
from portal.audit.services import record
from portal.outbox.services import new_message_id, post, sender_words


@transaction.atomic
def refuse_proposal(*, actor: User, proposal: CounterProposal) -> None:
    """The meeting stays where it is; who proposed another time is told, and nobody else. Raises ``AlreadyDecided``."""
    # who posts to somebody about a meeting holds its lock; before the proposal's, as who moves the meeting does
    Meeting.objects.select_for_update().get(pk=proposal.participation.meeting_id)
    locked = _settled(actor, proposal, CounterProposal.State.REFUSED)
    invitation = locked.participation
    if may_still_answer(invitation):
        _tell_refused(locked)
    record(actor=actor, verb="proposal.refused", target=invitation.meeting, detail=str(invitation.user_id))


@transaction.atomic
def accept_proposal(*, actor: User, proposal: CounterProposal, seen: datetime) -> None:
    """Move the meeting to the proposed time: everybody invited is told, and asked again.

    ``seen``: the ``changed_at`` of the meeting that the actor looked at. Raises ``AlreadyDecided``, and what
    comes of ``schedule.services.CannotChange``.
    """
    if not may_decide(actor, proposal):
        raise PermissionDenied
    meeting = proposal.participation.meeting
    # in the order in which whoever moves a meeting takes its locks
    move_meeting(actor=actor, meeting=meeting, start=proposal.start, end=proposal.end, place=meeting.place, seen=seen)
    locked = CounterProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != CounterProposal.State.PENDING:
        raise AlreadyDecided
    _settle(locked, actor, CounterProposal.State.ACCEPTED)
    record(actor=actor, verb="proposal.accepted", target=meeting, detail=str(locked.participation.user_id))


def _settled(actor: User, proposal: CounterProposal, state: CounterProposal.State) -> CounterProposal:
    locked = CounterProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != CounterProposal.State.PENDING:
        raise AlreadyDecided
    if not may_decide(actor, locked):
        raise PermissionDenied
    _settle(locked, actor, state)
    return locked


def _settle(proposal: CounterProposal, actor: User, state: CounterProposal.State) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])


def _tell_refused(proposal: CounterProposal) -> None:
    """The calendar's own word for it, and words that people can read: some programs do nothing with the former."""
    invitation = proposal.participation
    now, organizer = next_stamp(invitation), invitation.organizer_address or settings.MAIL_FROM
    meeting, person = invitation.meeting, invitation.user
    with translation.override("ja"):  # mail speaks Japanese whatever language the sender's screen has
        subject = _("About the other time for the meeting (no. %(number)s)") % {"number": meeting.notice_number}
        words = {"person": person, "meeting": meeting, "proposal": proposal, "sender": sender_words()}
        text = render_to_string("meetings/replies/refused.txt", words)
        html = render_to_string("meetings/replies/refused.html", words | {"subject": subject})
    facts = Facts(
        uid=invitation.uid,
        sequence=invitation.last_sent_sequence or 0,
        stamped_at=now,
        start=meeting.start,
        end=meeting.end,
        summary=subject,
        location="",
        portal_url=settings.BASE_URL,
        organizer_name=settings.MAIL_FROM_NAME,
        organizer_address=organizer,
        created_at=meeting.created_at,
        changed_at=meeting.changed_at,
    )
    message_id = new_message_id()
    content = mail_of(
        facts,
        Guest(person.full_name, invitation.address),
        message_id=message_id,
        subject=subject,
        text=text,
        html=html,
        ics=decline_counter(uid=invitation.uid, stamped_at=now, organizer=organizer),
        method="DECLINECOUNTER",
        references=invitation.first_message_id,
    )
    post(
        recipient=invitation.address,
        kind="proposal",
        message_id=message_id,
        content=content,
        series=series_of(invitation),
    )
    invitation.last_sent_at = now  # the next mail is stamped later
    invitation.save(update_fields=["last_sent_at"])

"""Answering an invitation: on the portal, by the link of the mail, by calendar mail, or told to the secretariat."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.invites.access import next_stamp, series_of
from meetings.invites.itip import Facts, Guest
from meetings.invites.message import invitation as mail_of
from meetings.invites.models import Participation
from meetings.replies.access import (
    coming_invitations_at,
    invitation_of_uid,
    may_be_entered,
    may_decide,
    may_review,
    may_still_answer,
)
from meetings.replies.apart import read_apart
from meetings.replies.declining import decline_counter
from meetings.replies.inbound import Answer as Said
from meetings.replies.inbound import Bounce, NoAnswer, Reading
from meetings.replies.judging import Standing, Verdict, judge
from meetings.replies.models import CounterProposal, InboundMail
from meetings.replies.telling import told_by, told_from
from meetings.schedule.access import may_run
from meetings.schedule.models import Meeting
from meetings.schedule.services import move_meeting
from portal.accounts.models import User
from portal.audit.services import record
from portal.outbox.access import recipient_of
from portal.outbox.services import new_message_id, post, sender_words

Answer, Way, Outcome = Participation.Answer, Participation.Way, InboundMail.Outcome
ANSWERS = (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED)
KEPT = timedelta(days=90)


class OutOfDate(Exception):
    """The invitation was changed, taken back, or is over: the answer was to something else."""


@transaction.atomic
def answer(*, actor: User, invitation: Participation, sequence: int, given: str, note: str = "") -> None:
    """The person says whether they come; to the version of the invitation they saw. Raises ``OutOfDate``."""
    locked = _locked(invitation)
    if actor.pk != locked.user_id or given not in ANSWERS:
        raise PermissionDenied
    if locked.last_sent_sequence != sequence or not may_still_answer(locked):
        raise OutOfDate
    _keep(locked, given, Way.WEB, note)
    record(actor=actor, verb="answer.given", target=locked.meeting, detail=f"{given.lower()} {Way.WEB}")


@transaction.atomic
def enter_answer(*, actor: User, invitation: Participation, given: str, note: str = "") -> None:
    """Who runs the meeting enters what a person told by phone or fax, or takes a wrong entry back. Raises ``OutOfDate``."""
    locked = _locked(invitation)
    if not may_run(actor, locked.meeting) or given not in Answer.values:
        raise PermissionDenied
    if not may_be_entered(locked):
        raise OutOfDate
    _keep(locked, given, Way.CLERK, note)
    record(actor=actor, verb="answer.entered", target=locked.meeting, detail=f"{locked.user_id} {given.lower()}")


def _locked(invitation: Participation) -> Participation:
    """The row as it is now, and nobody changes it beside us."""
    return Participation.objects.select_for_update().get(pk=invitation.pk)


def _keep(
    invitation: Participation,
    given: str,
    way: str,
    note: str,
    *,
    sequence: int | None = None,
    stamp: datetime | None = None,
) -> None:
    now, silent = timezone.now(), given == Answer.NONE
    invitation.answer = given
    invitation.answered_by = "" if silent else way
    invitation.answered_at = None if silent else now
    invitation.answered_sequence = (
        None if silent else sequence if sequence is not None else invitation.last_sent_sequence
    )
    invitation.answered_stamp = None if silent else stamp or now
    invitation.note = note or None
    if way != Way.CLERK:
        invitation.bounced_at = None  # they read it
    invitation.save(
        update_fields=[
            "answer",
            "answered_by",
            "answered_at",
            "answered_sequence",
            "answered_stamp",
            "note",
            "bounced_at",
        ]
    )


# --- what comes in by mail -------------------------------------------------------------------


def take_in(raw: bytes, *, received_at: datetime | None = None) -> InboundMail:
    """Read a mail and do what it says, if it is plainly an answer of who it says it is; else a person looks at it.

    The same octets again change nothing. No mail goes out, nobody is added, and nobody else's answer changes.
    """
    digest = sha256(raw).hexdigest()
    known = InboundMail.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    # outside of the transaction: it may take seconds
    reading = read_apart(raw, host=settings.MAIL_AUTH_SERVER, own=settings.MAIL_FROM)
    with transaction.atomic():
        mail, new = InboundMail.objects.get_or_create(
            sha256=digest,
            defaults={
                "message_id": reading.message_id,
                "received_at": received_at or timezone.now(),
                "outcome": Outcome.REVIEW,
                "said": told_by(reading).stored(),
                "raw": raw,
            },
        )
        if new:
            _follow(mail, reading)
    return mail


def _follow(mail: InboundMail, reading: Reading) -> None:
    found = reading.found
    if isinstance(found, Said):
        verdict = _take_answer(mail, reading, found)
    elif isinstance(found, Bounce):
        verdict = _take_bounce(found)
    else:
        verdict = Verdict(found.fate, found.reason)
        mail.participation = _meant(reading, found)
    mail.outcome, mail.reason = verdict.outcome, verdict.reason
    mail.save(update_fields=["outcome", "reason", "participation"])


def _meant(reading: Reading, found: NoAnswer) -> Participation | None:
    """About which invitation a mail may be, to show it to the right people: no more than a hint."""
    if found.uid:
        return invitation_of_uid(found.uid)
    return coming_invitations_at(reading.sender).first() if reading.sender else None


def _take_answer(mail: InboundMail, reading: Reading, said: Said) -> Verdict:
    found = invitation_of_uid(said.uid)
    if found is None:
        return Verdict(Outcome.REVIEW, "unknown")
    invitation = mail.participation = _locked(found)
    standing = Standing(
        address=invitation.address,
        uninvited=invitation.uninvited_at is not None,
        open=may_still_answer(invitation),
        sequence=invitation.last_sent_sequence or 0,
        answer=invitation.answer,
        stamp=invitation.answered_stamp,
    )
    verdict = judge(
        said,
        standing,
        sender=reading.sender,
        dmarc=reading.dmarc,
        received=mail.received_at,
        none_will_do=settings.MAIL_UNPROVEN_COUNTS,
    )
    if verdict.outcome != Outcome.APPLIED:
        return verdict
    _keep(invitation, said.partstat, Way.MAIL, said.note, sequence=said.sequence, stamp=said.stamp)
    record(
        actor=None,
        verb="answer.mailed",
        target=invitation.meeting,
        detail=f"{invitation.user_id} {said.partstat.lower()}",
    )
    if said.start is not None and said.end is not None:
        _propose(invitation, said, said.start, said.end)
        return Verdict(Outcome.PROPOSED)
    return verdict


def _propose(invitation: Participation, said: Said, start: datetime, end: datetime) -> None:
    pending = CounterProposal.State.PENDING
    CounterProposal.objects.filter(participation=invitation, state=pending).update(state=CounterProposal.State.REPLACED)
    CounterProposal.objects.create(
        participation=invitation, start=start, end=end, note=said.note or None, sequence=said.sequence
    )


def _take_bounce(found: Bounce) -> Verdict:
    """Only a mail that quotes a Message-ID of ours is believed: nobody else knows them."""
    address = recipient_of(found.message_id)
    if not address:
        return Verdict(Outcome.IGNORED, "unknown_bounce")
    for invitation in coming_invitations_at(address).select_for_update(of=("self",)):
        if invitation.bounced_at is None:
            invitation.bounced_at = timezone.now()
            invitation.save(update_fields=["bounced_at"])
            record(actor=None, verb="notice.bounced", target=invitation.meeting, detail=str(invitation.user_id))
    return Verdict(Outcome.BOUNCED)


class AlreadyDecided(Exception):
    """Somebody else was faster, or the invitation is over."""


@transaction.atomic
def apply_mail(*, actor: User, mail: InboundMail, given: str) -> None:
    """Who reviews a mail says which answer it is. Raises ``AlreadyDecided``."""
    locked = _to_decide(actor, mail)
    if locked.participation is None or given not in ANSWERS:
        raise PermissionDenied
    invitation = _locked(locked.participation)
    if not may_be_entered(invitation):
        raise AlreadyDecided
    _keep(invitation, given, Way.MAIL, told_from(locked.said).note)
    _decide(locked, actor, Outcome.APPLIED)
    record(
        actor=actor,
        verb="answer.reviewed",
        target=invitation.meeting,
        detail=f"{invitation.user_id} {given.lower()}",
    )


@transaction.atomic
def set_aside(*, actor: User, mail: InboundMail) -> None:
    """Who reviews a mail says that nothing follows from it. Raises ``AlreadyDecided``."""
    locked = _to_decide(actor, mail)
    _decide(locked, actor, Outcome.ASIDE)
    record(actor=actor, verb="answer.set_aside", target=locked)


def _to_decide(actor: User, mail: InboundMail) -> InboundMail:
    locked = InboundMail.objects.select_for_update().get(pk=mail.pk)
    if locked.outcome != Outcome.REVIEW:
        raise AlreadyDecided
    if not may_review(actor, locked):
        raise PermissionDenied
    return locked


def _decide(mail: InboundMail, actor: User, outcome: str) -> None:
    mail.outcome, mail.decided_by, mail.decided_at = outcome, actor, timezone.now()
    mail.save(update_fields=["outcome", "decided_by", "decided_at"])


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


def forget_mails() -> None:
    """The chore: mails are kept for 90 days."""
    InboundMail.objects.filter(received_at__lte=timezone.now() - KEPT).delete()

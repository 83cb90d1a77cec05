"""What comes in by mail: an answer, another time, a wish for the notice, a bounce; or something for a person to look at."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from meetings.invites.models import Participation
from meetings.invites.services import send_once_more
from meetings.replies.access import (
    coming_invitations_at,
    invitation_of_mail,
    invitation_of_uid,
    may_still_answer,
    person_at,
)
from meetings.replies.apart import read_apart
from meetings.replies.inbound import Answer as Said
from meetings.replies.inbound import Bounce, NoAnswer, Reading, Refresh
from meetings.replies.judging import Standing, Verdict, doubt_about, doubt_about_sender, judge
from meetings.replies.models import CounterProposal, InboundMail
from meetings.replies.services import keep_answer, locked_now
from meetings.replies.telling import told_by
from meetings.schedule.models import Meeting
from portal.audit.services import record
from portal.outbox.access import recipient_of

Way, Outcome = Participation.Way, InboundMail.Outcome
KEPT = timedelta(days=90)


def take_in(raw: bytes, *, received_at: datetime | None = None) -> InboundMail:
    """Read a mail and do what it says, if it is plainly an answer of who it says it is; else a person looks at it.

    The same octets again change nothing. Nobody is added, nobody else's answer changes, and no mail goes out but the
    notice once more to who asked for it.
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
    elif isinstance(found, Refresh):
        verdict = _take_refresh(mail, reading, found)
    elif isinstance(found, Bounce):
        verdict = _take_bounce(found)
    else:
        mail.participation = _meant(reading, found)
        verdict = Verdict(found.fate, _reason_in_words(reading, found, mail.participation))
    mail.outcome, mail.reason = verdict.outcome, verdict.reason
    mail.person = None if mail.participation else person_at(reading.sender)
    mail.save(update_fields=["outcome", "reason", "participation", "person"])


def _meant(reading: Reading, found: NoAnswer) -> Participation | None:
    """About which invitation a mail may be, to show it to the right people: no more than a hint.

    The mail of ours that it answers comes before the address: who sits in two bodies writes to each of what is theirs.
    """
    if found.uid:
        return invitation_of_uid(found.uid)
    if answered := invitation_of_mail(reading.answers):
        return answered
    return coming_invitations_at(reading.sender).first() if reading.sender else None


def _reason_in_words(reading: Reading, found: NoAnswer, invitation: Participation | None) -> str:
    """Words under somebody's name that may be another's: who enters them as an answer is told so first."""
    if found.reason != "words" or invitation is None:
        return found.reason
    doubt = doubt_about_sender(
        invitation.address, sender=reading.sender, dmarc=reading.dmarc, none_will_do=settings.MAIL_UNPROVEN_COUNTS
    )
    return doubt or found.reason


def _take_answer(mail: InboundMail, reading: Reading, said: Said) -> Verdict:
    found = invitation_of_uid(said.uid)
    if found is None:
        return Verdict(Outcome.REVIEW, "unknown")
    invitation = mail.participation = locked_now(found)
    standing = _standing(invitation)
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
    keep_answer(invitation, said.partstat, Way.MAIL, said.note, sequence=said.sequence, stamp=said.stamp)
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


def _standing(invitation: Participation) -> Standing:
    return Standing(
        address=invitation.address,
        uninvited=invitation.uninvited_at is not None,
        open=may_still_answer(invitation),
        sequence=invitation.last_sent_sequence or 0,
        answer=invitation.answer,
        stamp=invitation.answered_stamp,
    )


def _take_refresh(mail: InboundMail, reading: Reading, asked: Refresh) -> Verdict:
    """Somebody's calendar asks for their own notice (RFC 5546 §3.2.6): it goes to the address it went to, once in 24 hours."""
    found = invitation_of_uid(asked.uid)
    if found is None:
        return Verdict(Outcome.REVIEW, "unknown")
    meeting = Meeting.objects.select_for_update().get(pk=found.meeting_id)  # who posts about a meeting holds its lock
    invitation = mail.participation = locked_now(found)
    invitation.meeting = meeting
    doubt = doubt_about(
        asked,
        _standing(invitation),
        sender=reading.sender,
        dmarc=reading.dmarc,
        none_will_do=settings.MAIL_UNPROVEN_COUNTS,
    )
    if doubt:
        return Verdict(Outcome.REVIEW, doubt)
    if not send_once_more(participation=invitation):
        return Verdict(Outcome.RECORDED, "sent_lately")
    record(actor=None, verb="notice.sent_once_more", target=meeting, detail=str(invitation.user_id))
    return Verdict(Outcome.APPLIED)


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


def forget_mails() -> None:
    """The chore: mails are kept for 90 days."""
    InboundMail.objects.filter(received_at__lte=timezone.now() - KEPT).delete()

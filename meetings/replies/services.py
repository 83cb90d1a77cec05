"""Answering an invitation on the portal, by the link of the mail, or through the secretariat, which also reviews mails."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.invites.models import Participation
from meetings.replies.access import may_be_entered, may_review, may_still_answer
from meetings.replies.models import InboundMail
from meetings.replies.telling import told_from
from meetings.schedule.access import may_run
from portal.accounts.models import User
from portal.audit.services import record

Answer, Way, Outcome = Participation.Answer, Participation.Way, InboundMail.Outcome
ANSWERS = (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED)


class OutOfDate(Exception):
    """The invitation was changed, taken back, or is over: the answer was to something else."""


@transaction.atomic
def answer(
    *,
    actor: User,
    invitation: Participation,
    sequence: int,
    given: str,
    note: str | None = None,
    by_link: bool = False,
) -> None:
    """The person says whether they come; to the version of the invitation they saw. Raises ``OutOfDate``.

    A ``note`` of None leaves what they wrote before; an empty one takes it out. ``by_link``: without a login, by whoever has
    the link of the mail; the record says so.
    """
    locked = locked_now(invitation)
    if actor.pk != locked.user_id or given not in ANSWERS:
        raise PermissionDenied
    if locked.last_sent_sequence != sequence or not may_still_answer(locked):
        raise OutOfDate
    keep_answer(locked, given, Way.WEB, note)
    way = "link" if by_link else str(Way.WEB)
    record(actor=actor, verb="answer.given", target=locked.meeting, detail=f"{given.lower()} {way}")


@transaction.atomic
def enter_answer(*, actor: User, invitation: Participation, given: str, note: str = "") -> None:
    """Who runs the meeting enters what a person told by phone or fax, or takes a wrong entry back. Raises ``OutOfDate``."""
    locked = locked_now(invitation)
    if not may_run(actor, locked.meeting) or given not in Answer.values:
        raise PermissionDenied
    if not may_be_entered(locked):
        raise OutOfDate
    keep_answer(locked, given, Way.CLERK, note)
    record(actor=actor, verb="answer.entered", target=locked.meeting, detail=f"{locked.user_id} {given.lower()}")


def locked_now(invitation: Participation) -> Participation:
    """The row as it is now, and nobody changes it beside us."""
    return Participation.objects.select_for_update().get(pk=invitation.pk)


def keep_answer(
    invitation: Participation,
    given: str,
    way: str,
    note: str | None,
    *,
    sequence: int | None = None,
    stamp: datetime | None = None,
) -> None:
    """Write the answer into the invitation, which the caller has locked; a ``note`` of None leaves what was written before."""
    now, silent = timezone.now(), given == Answer.NONE
    invitation.answer = given
    invitation.answered_by = "" if silent else way
    invitation.answered_at = None if silent else now
    invitation.answered_sequence = (
        None if silent else sequence if sequence is not None else invitation.last_sent_sequence
    )
    invitation.answered_stamp = None if silent else stamp or now
    if note is not None:
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


# --- what came by mail and waits for a person -------------------------------------------------


class AlreadyDecided(Exception):
    """Somebody else was faster, or the invitation is over."""


@transaction.atomic
def apply_mail(*, actor: User, mail: InboundMail, given: str) -> None:
    """Who reviews a mail says which answer it is. Raises ``AlreadyDecided``."""
    locked = _to_decide(actor, mail)
    if locked.participation is None or given not in ANSWERS:
        raise PermissionDenied
    invitation = locked_now(locked.participation)
    if not may_be_entered(invitation):
        raise AlreadyDecided
    keep_answer(invitation, given, Way.MAIL, told_from(locked.said).note)
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

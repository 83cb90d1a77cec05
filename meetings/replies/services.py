"""Answering an invitation: on the portal, by the link of the mail, or told to the secretariat."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.invites.models import Participation
from meetings.replies.access import may_be_entered, may_still_answer
from meetings.schedule.access import may_run
from portal.accounts.models import User
from portal.audit.services import record

Answer, Way = Participation.Answer, Participation.Way


class OutOfDate(Exception):
    """The invitation was changed, taken back, or is over: the answer was to something else."""


@transaction.atomic
def answer(*, actor: User, invitation: Participation, sequence: int, given: str, note: str = "") -> None:
    """The person says whether they come; to the version of the invitation they saw. Raises ``OutOfDate``."""
    locked = _locked(invitation)
    if actor.pk != locked.user_id or given not in (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED):
        raise PermissionDenied
    if locked.last_sent_sequence != sequence or not may_still_answer(locked):
        raise OutOfDate
    _keep(locked, given, Way.WEB, note)
    locked.bounced_at = None  # they read it
    locked.save(update_fields=["bounced_at"])
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


def _keep(invitation: Participation, given: str, way: str, note: str) -> None:
    now, silent = timezone.now(), given == Answer.NONE
    invitation.answer = given
    invitation.answered_by = "" if silent else way
    invitation.answered_at = None if silent else now
    invitation.answered_sequence = None if silent else invitation.last_sent_sequence
    invitation.answered_stamp = None if silent else now
    invitation.note = note or None
    invitation.save(
        update_fields=["answer", "answered_by", "answered_at", "answered_sequence", "answered_stamp", "note"]
    )

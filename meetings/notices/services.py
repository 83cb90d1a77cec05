"""Having a notice sent again that could not be handed over."""

from django.db import transaction

from meetings.agenda.access import ground_in
from meetings.invites.access import is_followed
from meetings.invites.models import Notice
from meetings.invites.services import take_out_older
from meetings.schedule.access import lock_to_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record, record_reading
from portal.outbox.models import OutboxMail
from portal.outbox.services import CannotRetry, retry

State = OutboxMail.State
__all__ = ["CannotRetry", "open_notices", "retry_notice"]


@transaction.atomic
def open_notices(*, actor: User, meeting: Meeting) -> None:
    """Looking at who was told what is an act: recorded, with the ground it stood on."""
    record_reading(actor=actor, verb="notices.opened", target=meeting, why=ground_in(actor, meeting))


@transaction.atomic
def retry_notice(*, actor: User, notice: Notice) -> None:
    """The same mail once more, byte for byte. Raises ``CannotRetry`` where something newer was posted about the entry.

    What should have taken an entry out after which the person was invited anew is not repeated, for it says that the meeting
    is off: a new mail takes out the older entry and says that the newer counts. The meeting is locked: nothing newer comes
    meanwhile.
    """
    meeting = lock_to_run(actor, notice.participation.meeting_id)
    newest = Notice.objects.filter(participation=notice.participation_id).order_by("stamped_at").last()
    if newest != notice or (meeting.began and meeting.state == Meeting.State.CALLED):
        raise CannotRetry
    if notice.takes_away and notice.mail.state == State.FAILED and is_followed(notice):
        notice.participation.meeting = meeting
        take_out_older(participation=notice.participation)
    else:
        retry(mail=notice.mail)
    record(actor=actor, verb="notice.retried", target=meeting, detail=str(notice.participation.user_id))

"""Having a notice sent again that could not be handed over."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.agenda.access import ground_in
from meetings.bodies.access import runs_body
from meetings.invites.models import Notice
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record, record_reading
from portal.outbox.services import CannotRetry, retry

__all__ = ["CannotRetry", "open_notices", "retry_notice"]


@transaction.atomic
def open_notices(*, actor: User, meeting: Meeting) -> None:
    """Looking at who was told what is an act: recorded, with the ground it stood on."""
    record_reading(actor=actor, verb="notices.opened", target=meeting, why=ground_in(actor, meeting))


@transaction.atomic
def retry_notice(*, actor: User, notice: Notice) -> None:
    """The same mail once more, byte for byte. Raises ``CannotRetry`` where something newer was posted to the person.

    The meeting is locked: nothing newer comes meanwhile.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=notice.participation.meeting_id)
    )
    if not runs_body(actor, meeting.body):
        raise PermissionDenied
    newest = Notice.objects.filter(participation=notice.participation_id).order_by("stamped_at").last()
    if newest != notice or (meeting.began and meeting.state == Meeting.State.CALLED):
        raise CannotRetry
    retry(mail=notice.mail)
    record(actor=actor, verb="notice.retried", target=meeting, detail=str(notice.participation.user_id))

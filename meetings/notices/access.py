"""送信の記録: to whom what was sent when, for who runs the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from meetings.agenda.access import notices_shown
from meetings.invites.models import Notice
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from portal.accounts.models import User
from portal.outbox.models import OutboxMail

State = OutboxMail.State


@dataclass(frozen=True)
class Dispatch:
    """One line of the record; ``again`` whether it can be sent once more."""

    notice: Notice
    state: str
    again: bool


def dispatches(user: User, meeting: Meeting) -> list[Dispatch]:
    """Every mail about the meeting that the person may know of, the newest first; the number of queries does not grow."""
    notices = list(notices_shown(user, meeting))
    newest: dict[UUID, Notice] = {}
    left: dict[UUID, int] = {}  # how far each person's mails have left: nothing older follows
    for notice in notices:
        best = newest.setdefault(notice.participation_id, notice)
        if notice.stamped_at > best.stamped_at:
            newest[notice.participation_id] = notice
        if notice.mail.state in (State.SENT, State.SENDING):
            person = notice.participation.user_id
            left[person] = max(left.get(person, 0), notice.mail.place)
    over = meeting.state == Meeting.State.CALLED and meeting.began
    return [
        Dispatch(
            notice,
            notice.mail.state,
            notice.mail.state == State.FAILED
            and newest[notice.participation_id] is notice
            # of another entry that was told since, the older one is still to be taken out of the calendar
            and (notice.takes_away or left.get(notice.participation.user_id, 0) < notice.mail.place)
            and not over,
        )
        for notice in notices
    ]


@dataclass(frozen=True)
class Sending:
    """The mails that told the same: what, and of which time and place."""

    what: str
    occasion: Occasion
    rows: list[Dispatch]


def sendings(rows: Iterable[Dispatch]) -> list[Sending]:
    """The lines of the record, put together by what they told, the newest first; in each, first what failed, then by name."""
    found: dict[tuple[str, Occasion], Sending] = {}
    for row in rows:
        what, occasion = row.notice.get_kind_display(), row.notice.occasion
        found.setdefault((what, occasion), Sending(what, occasion, [])).rows.append(row)
    for sending in found.values():
        sending.rows.sort(key=lambda row: (row.state != State.FAILED, row.notice.participation.user.full_name))
    return list(found.values())


def get_notice(user: User, meeting: Meeting, pk: UUID) -> Notice:
    """One mail about the meeting; absent and forbidden are both 404."""
    notice = notices_shown(user, meeting).filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice

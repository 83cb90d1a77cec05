"""Who is invited to a meeting, and what they were told of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from meetings.invites.models import Notice, Participation
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from portal.accounts.models import User
from portal.outbox.models import OutboxMail

State = OutboxMail.State


@dataclass(frozen=True)
class Told:
    """What was told on one day, in short: how many people, and to how many it has not gone."""

    day: date
    what: str
    people: int
    failed: int
    waiting: int


SECOND = timedelta(seconds=1)


def standing_invitations(meeting: Meeting) -> QuerySet[Participation]:
    """Invitations that were not taken back."""
    return Participation.objects.filter(meeting=meeting, uninvited_at=None)


def with_invitation(user: User) -> QuerySet[Participation]:
    """The person's invitations that stand, and those that ended because the meeting was called off."""
    ended_with_it = Q(meeting__state=Meeting.State.CANCELLED, off_with_meeting=True)
    return Participation.objects.filter(Q(uninvited_at=None) | ended_with_it, user=user)


def told_it_is_off(meeting: Meeting) -> QuerySet[Participation]:
    """The invitations that ended when this meeting was called off."""
    return Participation.objects.filter(meeting=meeting, off_with_meeting=True)


def by_name(invitations: QuerySet[Participation]) -> list[Participation]:
    """With their people, by name."""
    return list(invitations.select_related("user").order_by("user__last_name", "user__first_name"))


def my_participation(user: User, meeting: Meeting) -> Participation | None:
    """The person's own invitation."""
    return standing_invitations(meeting).filter(user=user).first()


def standing_to_tell(meeting: Meeting) -> list[Participation]:
    """The standing invitations, locked, with their people; the meeting is the caller's, as it is about to be told."""
    rows = list(standing_invitations(meeting).select_for_update(of=("self",)).select_related("user").order_by("pk"))
    for row in rows:
        row.meeting = meeting
    return rows


def standing_at(user: User, address: str) -> list[Participation]:
    """The person's standing invitations to coming meetings that were sent to this address; their meetings locked first."""
    rows = Participation.objects.filter(user=user, address=address, uninvited_at=None)
    rows = rows.filter(meeting__state=Meeting.State.CALLED, meeting__start__gt=timezone.now())
    ids = rows.order_by().values("meeting")
    meetings = {each.pk: each for each in Meeting.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    found = list(rows.select_for_update(of=("self",)).select_related("user").order_by("meeting__start"))
    found = [each for each in found if each.meeting_id in meetings]
    for each in found:
        each.meeting = meetings[each.meeting_id]
    return found


def series_of(participation: Participation) -> str:
    """The key under which the outbox keeps in order what one person is told of one meeting."""
    return f"meeting/{participation.meeting_id}/{participation.user_id}"


def next_stamp(participation: Participation) -> datetime:
    """DTSTAMP of the next mail: now, in whole seconds, and later than all the person got about this meeting."""
    rows = Participation.objects.filter(meeting=participation.meeting_id, user=participation.user_id)
    return stamp_after(rows.aggregate(Max("last_sent_at"))["last_sent_at__max"])


def stamp_after(last: datetime | None) -> datetime:
    """A moment of now, in whole seconds, and later than ``last``."""
    now = timezone.now().replace(microsecond=0)
    return now if last is None else max(now, last.replace(microsecond=0) + SECOND)


def mails_of(participation: Participation) -> list[UUID]:
    """Everything that was posted about this calendar entry."""
    return list(participation.notices.values_list("mail", flat=True))


def is_followed(notice: Notice) -> bool:
    """Whether the person was told something newer of the meeting by another entry."""
    others = Notice.objects.exclude(participation=notice.participation_id).filter(stamped_at__gt=notice.stamped_at)
    entry = notice.participation
    return others.filter(participation__meeting=entry.meeting_id, participation__user=entry.user_id).exists()


def heard_of_it(participation: Participation) -> bool:
    """Whether any mail about this calendar entry may have arrived: not if none was ever begun to be sent."""
    told = participation.notices.exclude(mail__state__in=(State.SUPERSEDED, State.LATE), mail__attempts=0)
    return told.exists() or not participation.notices.exists()


def last_told(participation: Participation, before: Occasion) -> Occasion | None:
    """When and where the meeting was, as the person knows it; nothing where no mail has left or is to leave.

    ``before``: how it was, for invitations of which no notices are kept.
    """
    if not participation.notices.exists():
        return before
    known = participation.notices.exclude(mail__state__in=(State.SUPERSEDED, State.LATE, State.FAILED)).last()
    return known.occasion if known else None


@dataclass(frozen=True)
class Known:
    """What people know of a meeting: their standing invitation, when they got the last mail, and who was told it is off."""

    standing: dict[UUID, Participation]
    last_sent: dict[UUID, datetime]
    told_off: set[UUID]


def known_to(guests: Iterable[User], meeting: Meeting) -> Known:
    """By person; two queries at any number of them."""
    people = [guest.pk for guest in guests]
    rows = list(Participation.objects.filter(meeting=meeting, user__in=people).order_by("last_sent_at"))
    off = Notice.objects.filter(participation__meeting=meeting, participation__user__in=people)
    off = off.filter(kind=Notice.Kind.CANCELLED).exclude(mail__state=State.SUPERSEDED).order_by()
    return Known(
        {row.user_id: row for row in rows if row.uninvited_at is None},
        {row.user_id: row.last_sent_at for row in rows if row.last_sent_at is not None},
        set(off.values_list("participation__user", flat=True)),
    )


def digest(notices: Iterable[Notice]) -> list[Told]:
    """The mails about a meeting, summed up by day and kind, in order; what did not leave any more is left out."""
    days: dict[tuple[date, str], Counter[str]] = {}
    for notice in sorted(notices, key=lambda each: each.mail.created_at):
        if notice.mail.state not in (State.SUPERSEDED, State.LATE):
            day = timezone.localdate(notice.mail.created_at)
            days.setdefault((day, notice.get_kind_display()), Counter())[notice.mail.state] += 1
    return [
        Told(day, what, sum(count.values()), count[State.FAILED], count[State.QUEUED] + count[State.SENDING])
        for (day, what), count in days.items()
    ]

"""Of what whom to remind today, asked of the database; nobody who answered, stepped out or was stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from meetings.bodies.access import lasting_seats, runs_any_body, seats_in_force
from meetings.bodies.models import RUNS
from meetings.invites import links
from meetings.invites.models import Participation
from meetings.office_days.access import offices
from meetings.polls.links import token_of
from meetings.polls.models import Poll, PollPerson
from meetings.reminders.due import step_due
from meetings.reminders.models import Digest, Kind, Reminded, Silence
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.dates.closed import Offices
from portal.pledge.access import series_in_force

Row = TypeVar("Row", bound=Model)
AHEAD = timedelta(days=90)  # further than the longest step reaches, closed days included


@dataclass(frozen=True)
class Line:
    """One thing of which a person is to be reminded; ``thing`` is what the mail tells of."""

    user: User
    kind: str
    about: UUID
    moment: datetime
    step: int
    thing: Meeting | Poll
    url: str

    @property
    def key(self) -> tuple[object, ...]:
        """By which it is known as told."""
        return self.user.pk, self.kind, self.about, self.moment, self.step


def lines_due(now: datetime, only: User | None = None) -> list[Line]:
    """Everything that falls due today and was not told, of everybody or of one; as many queries for a thousand as for one."""
    city, today = offices(), timezone.localtime(now).date()
    silent = set(_of(Silence.objects.all(), only).values_list("user", "kind"))
    told = set(
        _of(Reminded.objects.filter(moment__gt=now), only).values_list("user", "kind", "about", "moment", "step")
    )
    found = [*_invitations(city, today, now, only), *_polls(city, today, now, only), *_unready(city, today, now, only)]
    return [line for line in found if (line.user.pk, line.kind) not in silent and line.key not in told]


def had_their_mail(day: date) -> set[UUID]:
    """Who got the one mail of this day."""
    return set(Digest.objects.filter(day=day).values_list("user", flat=True))


def kinds_for(user: User) -> list[Kind]:
    """The kinds that may concern the person."""
    return [kind for kind in Kind if kind != Kind.AGENDA or runs_any_body(user)]


def silenced_by(user: User) -> set[str]:
    """The kinds of which the person wishes no reminders."""
    return set(Silence.objects.filter(user=user).values_list("kind", flat=True))


def _of(rows: QuerySet[Row], only: User | None) -> QuerySet[Row]:
    return rows if only is None else rows.filter(user=only)


def _seated(body: str) -> Exists:
    return Exists(lasting_seats().filter(user=OuterRef("user"), body=OuterRef(body)))


def _invitations(city: Offices, today: date, now: datetime, only: User | None) -> Iterator[Line]:
    """The meeting is near, for who has not said no; and the answer is open."""
    rows = Participation.objects.filter(
        _seated("meeting__body"),
        uninvited_at=None,
        user__is_active=True,
        meeting__state=Meeting.State.CALLED,
        meeting__start__gt=now,
        meeting__start__lt=now + AHEAD,
    ).exclude(answer=Participation.Answer.DECLINED)
    for row in _of(rows, only).select_related("user", "meeting__body").order_by("meeting__start"):
        meeting, since = row.meeting, timezone.localtime(row.last_sent_at or row.meeting.changed_at).date()
        days = {Kind.MEETING: (settings.REMIND_MEETING_DAYS, False), Kind.ANSWER: (settings.REMIND_ANSWER_DAYS, True)}
        for kind, (steps, office_days) in days.items():
            if kind == Kind.ANSWER and row.answer != Participation.Answer.NONE:
                continue
            step = step_due(city, today=today, day=meeting.day, since=since, steps=steps, office_days=office_days)
            if step is not None:
                token = links.token_of(row.pk, row.last_sent_sequence or 0)
                url = _url("replies:by_link", token) if kind == Kind.ANSWER else _url("meetings:meeting", meeting.pk)
                yield Line(row.user, kind, row.pk, meeting.start, step, meeting, url)


def _polls(city: Offices, today: date, now: datetime, only: User | None) -> Iterator[Line]:
    """Which dates suit somebody is not answered, and the deadline is near."""
    rows = PollPerson.objects.filter(
        _seated("poll__body"),
        answered_at=None,
        user__is_active=True,
        poll__state=Poll.State.OPEN,
        poll__deadline__gt=now,
        poll__deadline__lt=now + AHEAD,
    )
    for row in _of(rows, only).select_related("user", "poll").order_by("poll__deadline"):
        since, steps = timezone.localtime(row.told_at).date(), settings.REMIND_POLL_DAYS
        step = step_due(city, today=today, day=row.poll.last_day, since=since, steps=steps, office_days=False)
        if step is not None:
            url = _url("polls:link", token_of(row.pk, row.link_version))
            yield Line(row.user, Kind.POLL, row.pk, row.poll.deadline, step, row.poll, url)


def _unready(city: Offices, today: date, now: datetime, only: User | None) -> Iterator[Line]:
    """A draft that was not called, or a called meeting without an item, for those who run its body and are pledged."""
    ahead = Meeting.objects.filter(start__gt=now, start__lt=now + AHEAD).select_related("body")
    ahead = ahead.filter(state__in=(Meeting.State.DRAFT, Meeting.State.CALLED)).annotate(number_of_items=Count("items"))
    meetings = [each for each in ahead if each.state == Meeting.State.DRAFT or not each.number_of_items]
    rows = seats_in_force().filter(RUNS, body__in={each.body_id for each in meetings}, user__is_active=True)
    seats = list(_of(rows, only).select_related("user", "body").order_by("pk"))
    signed = series_in_force({seat.user_id for seat in seats})
    runners: dict[UUID, dict[UUID, User]] = {}
    for seat in seats:
        if seat.body.pledge_series in signed[seat.user_id]:
            runners.setdefault(seat.body_id, {})[seat.user_id] = seat.user
    for meeting in meetings:
        since = timezone.localtime(meeting.called_at or meeting.created_at).date()
        steps = settings.REMIND_AGENDA_DAYS
        step = step_due(city, today=today, day=meeting.day, since=since, steps=steps, office_days=True)
        if step is not None:
            for user in runners.get(meeting.body_id, {}).values():
                url = _url("meetings:meeting", meeting.pk)
                yield Line(user, Kind.AGENDA, meeting.pk, meeting.start, step, meeting, url)


def _url(name: str, about: object) -> str:
    return str(settings.BASE_URL) + reverse(name, args=[about])

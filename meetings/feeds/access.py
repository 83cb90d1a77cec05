"""Whose feed an address is, and what stands in it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from meetings.bodies.access import pledged_seats_of
from meetings.feeds.models import FeedToken
from meetings.feeds.window import tag_of, window_on
from meetings.invites.access import with_invitation
from meetings.invites.itip import Entry
from meetings.invites.models import Participation
from meetings.invites.writing import facts_of
from portal.accounts.models import User
from portal.accounts.tokens import sha256


@dataclass(frozen=True)
class Feed:
    """What an address leads to, not written yet; ``tag`` names what it will be, word by word."""

    name: str
    entries: list[Entry]
    tag: str


def my_feeds(user: User) -> QuerySet[FeedToken]:
    """The person's addresses that are not ended."""
    return FeedToken.objects.filter(user=user, revoked_at=None)


def get_my_feed(user: User, pk: UUID) -> FeedToken:
    """One of them; anything else is 404."""
    found = my_feeds(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_have_feed(user: User) -> bool:
    """Whether there can be meetings in it: the person sits in some body, and is pledged for it."""
    return pledged_seats_of(user).exists()


def require_seat(user: User) -> None:
    """404 for who has no seat: there is nothing to subscribe to."""
    if not may_have_feed(user):
        raise Http404


def feed_of_token(token: str) -> FeedToken | None:
    """The address of this token, while its owner may have it. Wrong, ended, stopped and unpledged are the same: none."""
    rows = FeedToken.objects.filter(token_sha256=sha256(token), revoked_at=None, user__is_active=True)
    found = rows.select_related("user").first()
    return found if found is not None and may_have_feed(found.user) else None


def feed_for(user: User) -> Feed:
    """The person's meetings, as their mails told them: one question for all of them."""
    name = f"{settings.CITY_NAME} 会議の予定"
    with translation.override("ja"):  # like mail, whatever the language of a screen
        entries = [_entry(row) for row in _invitations(user)]
    return Feed(name, entries, tag_of(entries, name))


def _invitations(user: User) -> list[Participation]:
    window = window_on(timezone.localdate())
    called_off = Q(uninvited_at__isnull=False)
    rows = with_invitation(user).filter(
        meeting__body__in=pledged_seats_of(user).values("body"),
        meeting__start__gte=_midnight(window.start),
        meeting__start__lt=_midnight(window.end),
    )
    rows = rows.exclude(called_off & Q(uninvited_at__lt=_midnight(window.off_since)))
    return list(rows.select_related("meeting__body").order_by("meeting__start", "uid"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _entry(row: Participation) -> Entry:
    meeting, off = row.meeting, row.uninvited_at is not None
    sequence = meeting.sequence if off else row.last_sent_sequence or 0
    url = settings.BASE_URL + reverse("meetings:meeting", args=[meeting.pk])
    stamp = row.last_sent_at or meeting.changed_at  # of the mail: "now" would be other bytes at each reading
    facts = facts_of(row, sequence, stamp, url)
    return Entry(facts, cancelled=off, busy=row.answer != Participation.Answer.DECLINED)

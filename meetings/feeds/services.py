"""Making and ending the address of one's own feed."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from meetings.feeds.access import may_have_feed, my_feeds
from meetings.feeds.models import FeedToken
from portal.accounts.models import User
from portal.accounts.tokens import sha256
from portal.audit.services import record
from portal.mfa.step_up import Factor
from portal.outbox.letters import post_letter

ACT = "feed.make"
MOST = 10  # at the same time, of one person
NOTED_AGAIN_AFTER = timedelta(hours=1)


class TooMany(Exception):
    """The person has as many addresses as one needs: one has to end first."""


@transaction.atomic
def make_feed(*, actor: User, label: str, factor: Factor) -> str:
    """An address for a calendar program, good without a login; answered once, and told to the owner by mail.

    Raises ``PermissionDenied`` without a factor shown for this, and ``TooMany``.
    """
    if not factor.proves(actor, ACT, str(actor.pk)) or not may_have_feed(actor):
        raise PermissionDenied
    User.objects.select_for_update().get(pk=actor.pk)
    if my_feeds(actor).count() >= MOST:
        raise TooMany
    token = secrets.token_urlsafe(32)  # 43 letters, 256 bits
    made = FeedToken.objects.create(user=actor, label=label, token_sha256=sha256(token))
    record(actor=actor, verb="feed.made", target=made)
    post_letter(
        name=actor.full_name,
        address=actor.email,
        kind="feed",
        subject=gettext_noop("A calendar address of your meetings was made"),
        template="meetings/feeds/made.txt",
        words={"at": timezone.localtime(), "url": settings.BASE_URL + reverse("feeds:mine")},
    )
    return str(settings.BASE_URL + reverse("feeds:feed", args=[token]))


@transaction.atomic
def revoke_feed(*, actor: User, feed: FeedToken) -> None:
    """The address leads nowhere any more. No fresh code is asked: who fears for it should lose no time."""
    if feed.user_id != actor.pk:
        raise PermissionDenied
    if FeedToken.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(actor=actor, verb="feed.revoked", target=feed)


def note_use(feed: FeedToken) -> None:
    """It was read; written at most once an hour: programs that ask every minute cost no write."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_AGAIN_AFTER)
    if feed.last_used_at is None or feed.last_used_at <= now - NOTED_AGAIN_AFTER:
        FeedToken.objects.filter(stale, pk=feed.pk).update(last_used_at=now)

"""Reminding: what falls due for one person on one day is one mail, on an open day, in the morning."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from meetings.office_days.access import offices
from meetings.polls.services import note_reminded
from meetings.reminders.access import Line, had_their_mail, kinds_for, lines_due
from meetings.reminders.models import Digest, Kind, Reminded, Silence
from portal.accounts.models import User
from portal.audit.services import record
from portal.dates.wareki import day as day_words
from portal.outbox.letters import post_letter

log = logging.getLogger(__name__)


def write_in_the_morning() -> None:
    """The chore: on an open day, from the hour of the setting until the offices close."""
    now, city = timezone.localtime(), offices()
    if city.is_open(now.date()) and settings.REMIND_AT <= now.time() < city.closes:
        write_digests(now)


def write_digests(now: datetime) -> int:
    """Write each person their one mail of this day, if anything is due; answers how many were written.

    A mail that cannot be written holds up nobody else's. Raises its ``ValueError`` at the end, so that it is tried again.
    """
    had, written, failure = had_their_mail(timezone.localtime(now).date()), 0, None
    for user in {line.user.pk: line.user for line in lines_due(now)}.values():
        if user.pk not in had:
            try:
                written += write_digest(user=user, now=now)
            except ValueError as error:
                failure = error
    if failure is not None:
        raise failure
    return written


@transaction.atomic
def write_digest(*, user: User, now: datetime) -> bool:
    """The person's mail, and what it told of, in one transaction: if we are stopped in between, neither is kept.

    What is due is asked again here: somebody may have answered meanwhile. Answers whether one was written.
    """
    digest, new = Digest.objects.get_or_create(user=user, day=timezone.localtime(now).date())
    lines = lines_due(now, only=user) if new else []
    if not lines:
        if new:
            digest.delete()
        return False
    Reminded.objects.bulk_create(
        Reminded(digest=digest, user=user, kind=line.kind, about=line.about, moment=line.moment, step=line.step)
        for line in lines
    )
    note_reminded([line.about for line in lines if line.kind == Kind.POLL])
    _post(user, digest, lines)
    return True


def _post(user: User, digest: Digest, lines: Sequence[Line]) -> None:
    by_kind = {kind.value: [line for line in lines if line.kind == kind] for kind in Kind}
    asked = {line.about for line in by_kind[Kind.ANSWER]}  # the question names day and place as well: once is enough
    by_kind[Kind.MEETING] = [line for line in by_kind[Kind.MEETING] if line.about not in asked]
    post_letter(
        name=user.full_name,
        address=user.email,
        kind="reminder",
        subject=gettext_noop("Your meetings and answers (%(day)s)"),
        template="meetings/reminders/mails/digest.txt",
        html="meetings/reminders/mails/digest.html",
        words={"day": day_words(digest.day), **by_kind, "switches": settings.BASE_URL + reverse("reminders:mine")},
    )


@transaction.atomic
def choose_kinds(*, actor: User, wanted: Collection[str]) -> None:
    """The person says of what they wish to be reminded, among what concerns them."""
    asked = {kind.value for kind in kinds_for(actor)}
    if not set(wanted) <= asked:
        raise PermissionDenied
    User.objects.select_for_update().get(pk=actor.pk)  # two pages at once: the later one holds, not both together
    off = sorted(asked - set(wanted))
    Silence.objects.filter(user=actor, kind__in=asked).delete()
    Silence.objects.bulk_create(Silence(user=actor, kind=kind) for kind in off)
    record(actor=actor, verb="reminders.chosen", target=actor, detail=f"off:{','.join(off) or 'none'}")

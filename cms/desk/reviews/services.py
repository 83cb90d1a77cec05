"""Keeping pages true: a first day of review, and letters to the section in charge."""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from cms.desk.kept import keep
from cms.desk.models import ReviewReminder
from cms.desk.reviews.access import Due, reminders_due
from cms.desk.reviews.due import FIRST, months_after
from cms.pages.base import BasePage
from portal.outbox.letters import post_letter

SUBJECT = gettext_noop("Please look at these pages again (%(count)s)")


@transaction.atomic
def set_first_review(page: BasePage) -> None:
    """A page that is shown and has no day of review gets one, twelve months on; its draft learns of it."""
    if page.review_on is not None:
        return
    day = months_after(timezone.localdate(page.first_published_at), FIRST)
    keep(page, "review_on", day, day.isoformat())


def remind() -> int:
    """The chore: one letter to each address with all its pages; answers how many were written."""
    due = sorted(
        reminders_due(timezone.localdate()), key=lambda each: (each.page.owner_mail, each.review_on, each.page.pk)
    )
    written = 0
    for address, lines in groupby(due, key=lambda each: each.page.owner_mail):
        written += _write(address, list(lines))
    return written


def remind_in_the_morning() -> None:
    """Not in the night: a letter that comes with the day is read."""
    if timezone.localtime().time() >= settings.REMIND_AT:
        remind()


@transaction.atomic
def _write(address: str, due: Sequence[Due]) -> bool:
    """The letter, and what it told of, in one transaction; another process may have been quicker."""
    today = timezone.localdate()
    new = [
        each
        for each in due
        if ReviewReminder.objects.get_or_create(
            page_id=each.page.pk, review_on=each.review_on, step=each.step, defaults={"sent_on": today}
        )[1]
    ]
    if not new:
        return False
    lines = [
        {
            "title": each.page.title,
            "day": each.review_on,
            "late": each.review_on < today,
            "url": str(settings.BASE_URL) + reverse("wagtailadmin_pages:edit", args=[each.page.pk]),
        }
        for each in new
    ]
    section = new[0].page.owner_section
    post_letter(
        name=section,
        address=address,
        kind="review",
        subject=SUBJECT,
        template="cms/desk/mails/review.txt",
        words={"count": len(lines), "lines": lines},
    )
    return True

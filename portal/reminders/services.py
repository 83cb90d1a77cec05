"""Letters that time asks for: a pledge that ends soon, a text to be signed again, a duty that outlives the seat.

A chore writes them, each once; no right depends on a letter. They name no meeting and no case.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.audit.services import record
from portal.outbox.letters import post_letter
from portal.pledge.access import RENEWAL, needs_of, signatures_in_force, text_for, texts_in_force
from portal.pledge.models import PledgeSignature
from portal.reminders.models import Reminder

STEPS = ((3, Reminder.What.RENEW_3), (14, Reminder.What.RENEW_14), (30, Reminder.What.RENEW_30))  # days left
SUBJECTS = {
    "renew": gettext_noop("Your pledge ends soon"),
    "again": gettext_noop("The text of the pledge was renewed"),
    "lasting": gettext_noop("Your term has ended"),
}


def write_letters() -> None:
    """The chore: all the letters of today."""
    today = timezone.localdate()
    remind_of_renewal(today)
    ask_to_sign_again(today)
    remind_of_lasting_duty(today)


def remind_of_renewal(today: date) -> None:
    """30, 14 and 3 days before a pledge ends, to who will still hold a seat on the day after."""
    rows = signatures_in_force(today).select_related("user", "text").order_by("valid_until")
    last = {(row.user_id, row.text.series): row for row in rows}
    ending = [row for row in last.values() if row.valid_until - today <= RENEWAL]
    seated = {day: needs_of(_of(ending), day + timedelta(days=1)) for day in {row.valid_until for row in ending}}
    for row in ending:
        if row.text.series in seated[row.valid_until][row.user_id]:
            left = (row.valid_until - today).days
            step = next(what for days, what in STEPS if left <= days)
            _write(row.user, step, row.pk, "renew", {"until": row.valid_until, "url": _url("enter:pledge")})


def ask_to_sign_again(today: date) -> None:
    """A material text has come into force: those whose signature it closed are asked to sign."""
    open_now = signatures_in_force(today)
    rows = PledgeSignature.objects.filter(valid_until__gte=today).exclude(pk__in=open_now.order_by().values("pk"))
    closed = {(row.user, row.text.series) for row in rows.select_related("user", "text")}
    closed -= {(row.user, row.text.series) for row in open_now.select_related("user", "text")}
    asked = needs_of({user.pk for user, _series in closed}, today)
    texts = texts_in_force({series for _user, series in closed}, today)
    for user, series in closed:
        text = text_for(texts, series, asked[user.pk].get(series, 0))
        if series in asked[user.pk] and text is not None:
            _write(user, Reminder.What.RENEWED_TEXT, text.pk, "again", {"url": _url("enter:pledge")})


def remind_of_lasting_duty(today: date, only: User | None = None) -> None:
    """Whoever signed and holds no seat any more hears once that the duty goes on, and where their pledge is."""
    newer = PledgeSignature.objects.filter(user=OuterRef("user"), signed_at__gt=OuterRef("signed_at"))
    told = Reminder.objects.filter(user=OuterRef("user"), about=OuterRef("pk"), what=Reminder.What.LASTING)
    rows = PledgeSignature.objects.filter(~Exists(newer.order_by()), ~Exists(told)).select_related("user")
    rows = rows.filter(user=only) if only else rows
    asked = needs_of(_of(rows), today)
    for row in rows:
        if not asked[row.user_id] and _write(row.user, Reminder.What.LASTING, row.pk, "lasting", {"url": _url("home")}):
            record(actor=None, verb="pledge.duty_continued", target=row)


def _of(rows: Iterable[PledgeSignature]) -> set[UUID]:
    return {row.user_id for row in rows}


def _url(name: str) -> str:
    return str(settings.BASE_URL) + reverse(name)


@transaction.atomic
def _write(user: User, what: str, about: UUID, template: str, words: dict[str, object]) -> bool:
    """Post the letter unless it was written already; answers whether it was posted now."""
    _reminder, new = Reminder.objects.get_or_create(user=user, what=what, about=about)
    if new:
        post_letter(
            name=user.full_name,
            address=user.email,
            kind="pledge",
            subject=SUBJECTS[template],
            template=f"portal/reminders/{template}.txt",
            words=words,
        )
    return new

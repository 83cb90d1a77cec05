"""What was posted lately, and what could not be handed over."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from portal.outbox.models import OutboxMail

UNSETTLED = (OutboxMail.State.QUEUED, OutboxMail.State.SENDING)


def posted_since(kind: str, recipient: str, since: datetime) -> bool:
    """Whether a mail of this kind was posted to the address since then."""
    return OutboxMail.objects.filter(kind=kind, recipient=recipient, created_at__gte=since).exists()


def recipient_of(message_id: str) -> str:
    """To whom our mail of this Message-ID went; empty for a mail that is not ours."""
    return OutboxMail.objects.filter(message_id=message_id).values_list("recipient", flat=True).first() or ""


def undelivered(kind: str, recipients: Iterable[str]) -> set[str]:
    """Those of the addresses whose newest mail of this kind was refused for good; one query."""
    rows = OutboxMail.objects.filter(kind=kind, recipient__in=list(recipients)).order_by("created_at")
    newest = dict(rows.values_list("recipient", "state"))
    return {recipient for recipient, state in newest.items() if state == OutboxMail.State.FAILED}


def first_in_line() -> QuerySet[OutboxMail]:
    """Mail that is to leave and waits for no older one of its series, which is to leave too."""
    older = OutboxMail.objects.filter(
        series=OuterRef("series"), place__lt=OuterRef("place"), state__in=UNSETTLED
    ).order_by()
    return OutboxMail.objects.filter(Q(series="") | ~Exists(older), state__in=UNSETTLED)


def waits_for_older(mail: OutboxMail) -> bool:
    """Whether an older mail of its series is still to leave."""
    rows = OutboxMail.objects.filter(series=mail.series, place__lt=mail.place, state__in=UNSETTLED)
    return bool(mail.series) and rows.exists()


def next_places(series: Iterable[str]) -> dict[str, int]:
    """The place of the next mail of each of these series; one query, none for none."""
    asked = list(series)
    rows = OutboxMail.objects.filter(series__in=asked).order_by().values_list("series").annotate(Max("place"))
    last = dict(rows) if asked else {}
    return {each: last.get(each, 0) + 1 for each in asked}


def comes_too_late(mail: OutboxMail, series: Iterable[OutboxMail]) -> bool:
    """Whether something newer of its series has left, or is leaving."""
    gone = (OutboxMail.State.SENT, OutboxMail.State.SENDING)
    newer = (each for each in series if each.series and each.series == mail.series and each.place > mail.place)
    return any(each.state in gone for each in newer)

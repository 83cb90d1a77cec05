"""What was posted lately, and what could not be handed over."""

from collections.abc import Iterable
from datetime import datetime

from portal.outbox.models import OutboxMail


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

"""Posting mail into the outbox and sending what is due."""

import smtplib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from portal.outbox.access import comes_too_late, first_in_line, next_places, waits_for_older
from portal.outbox.models import OutboxMail
from portal.outbox.smtp import send_bytes

State = OutboxMail.State
LONGEST_LINE = 998
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
UNDER_WAY = timedelta(minutes=10)  # longer than an SMTP dialogue can take whose every step times out


class CannotRetry(Exception):
    """The mail did not fail, or something newer has left."""


def new_message_id() -> str:
    """A Message-ID of our own domain, saying nothing."""
    return f"<{uuid4().hex}@{settings.MAIL_FROM.rpartition('@')[2]}>"


def sender_words() -> dict[str, str]:
    """Who writes, for the foot of every mail; templates never get the settings, which hold secrets."""
    return {"name": settings.MAIL_FROM_NAME, "phone": settings.SECRETARIAT_PHONE, "hours": settings.SECRETARIAT_HOURS}


def post(*, recipient: str, kind: str, message_id: str, content: bytes, series: str = "") -> OutboxMail:
    """Put a rendered mail into the outbox, inside the transaction that caused it.

    No mail of a ``series`` leaves before those posted earlier; who posts into one holds a lock of their own. Raises
    ``ValueError`` as ``to_post`` does.
    """
    mail = to_post(recipient=recipient, kind=kind, message_id=message_id, content=content, series=series)
    post_all([mail])
    return mail


def to_post(
    *,
    recipient: str,
    kind: str,
    message_id: str,
    content: bytes,
    series: str = "",
    useful_until: datetime | None = None,
) -> OutboxMail:
    """A mail for ``post_all``, which does not leave from ``useful_until`` on.

    Raises ``ValueError`` for one of which not every line ends in CR LF, with 998 octets
    before it at most (RFC 5321 2.3.8, 4.5.3.1.6): servers refuse it, or take its end for somewhere else.
    """
    *lines, rest = content.split(b"\r\n")
    if rest or not lines or any(len(line) > LONGEST_LINE or b"\n" in line or b"\r" in line for line in lines):
        raise ValueError("a mail's lines end in CR LF and are short")
    return OutboxMail(
        recipient=recipient,
        kind=kind,
        message_id=message_id,
        content=content,
        series=series,
        useful_until=useful_until,
    )


def post_all(mails: Sequence[OutboxMail]) -> None:
    """What ``post`` does with many mails of as many series, in two questions."""
    places = next_places({mail.series for mail in mails} - {""})
    for mail in mails:
        mail.place = places.get(mail.series, 0)
    OutboxMail.objects.bulk_create(mails)


@transaction.atomic
def supersede(*, mails: Iterable[UUID]) -> None:
    """Something newer takes their place: those of these mails that wait to leave will not leave.

    One that a worker has in hand is let go its way; what is newer waits for it.
    """
    waiting = OutboxMail.objects.select_for_update().filter(pk__in=list(mails), state=State.QUEUED).defer("content")
    for mail in waiting:
        mail.state, mail.content = State.SUPERSEDED, b""  # like what has left, it is not kept
        mail.save(update_fields=["state", "content"])


@transaction.atomic
def retry(*, mail: OutboxMail) -> None:
    """Queue a mail again that could not be handed over, with the same bytes and Message-ID. Raises ``CannotRetry``.

    Nothing older after something newer: once a later mail of its series has left or is leaving, it stays as it is.
    """
    together = Q(pk=mail.pk) | Q(series=mail.series) & ~Q(series="")
    rows = list(OutboxMail.objects.select_for_update().filter(together).defer("content"))
    locked = next(each for each in rows if each.pk == mail.pk)
    if locked.state != State.FAILED or comes_too_late(locked, rows):
        raise CannotRetry
    locked.state, locked.attempts, locked.next_try_at, locked.last_answer = State.QUEUED, 0, timezone.now(), ""
    locked.save(update_fields=["state", "attempts", "next_try_at", "last_answer"])


def send_next() -> bool:
    """Send the oldest mail that is due; answers whether there was one.

    The mail is taken first, so two workers never send it twice at once, and no lock is held while a
    slow mail server makes us wait. A retry sends the same bytes with the same Message-ID.
    """
    mail = _take()
    if mail is None:
        return False
    try:
        send_bytes(settings.MAIL_FROM, mail.recipient, mail.content)
    except (OSError, smtplib.SMTPException, ValueError) as error:  # ValueError: an address no server can take
        _put_off(mail, error)
    else:
        mail.state = State.SENT
        mail.sent_at = timezone.now()
        mail.last_answer = ""
        mail.content = b""  # it may hold a link that opens a door: what has left is not kept
    _finish(mail)
    return True


@transaction.atomic
def _finish(mail: OutboxMail) -> None:
    """Keep what came of it, if the mail is still ours: who stalled past ``UNDER_WAY`` puts nothing back into the queue."""
    ours = OutboxMail.objects.select_for_update().filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)
    if ours.values_list("pk").first() is not None:
        mail.save(update_fields=["content", "state", "sent_at", "last_answer", "next_try_at"])


@transaction.atomic
def _take() -> OutboxMail | None:
    """The oldest mail that is due, ours for ``UNDER_WAY``; should this process die, it is due again then."""
    due = first_in_line().filter(next_try_at__lte=timezone.now())
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    passed: list[UUID] = []
    while (mail := due.exclude(pk__in=passed).first()) is not None:
        if waits_for_older(mail):  # one was queued again while this one was being locked
            passed.append(mail.pk)
            continue
        if mail.useful_until is not None and mail.useful_until <= timezone.now():
            mail.state, mail.content = State.LATE, b""  # like what has left, it is not kept
            mail.save(update_fields=["state", "content"])
            continue
        mail.attempts += 1
        mail.state = State.SENDING
        mail.next_try_at = timezone.now() + UNDER_WAY
        mail.save(update_fields=["state", "attempts", "next_try_at"])
        return mail
    return None


def _put_off(mail: OutboxMail, error: Exception) -> None:
    mail.last_answer = type(error).__name__  # an answer may repeat words of the mail: keep only its kind
    if mail.attempts >= MAX_ATTEMPTS or _refused_for_good(error):
        mail.state = State.FAILED
    else:
        mail.state = State.QUEUED
        mail.next_try_at = timezone.now() + FIRST_PAUSE * 2 ** (mail.attempts - 1)


def _refused_for_good(error: Exception) -> bool:
    """Whether the address itself was refused with 5xx; 4xx means "later" (greylisting, RFC 6647)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _answer in error.recipients.values())

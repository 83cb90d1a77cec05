"""Posting mail into the outbox and sending what is due."""

import smtplib
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.outbox.models import OutboxMail
from portal.outbox.smtp import send_bytes

LONGEST_LINE = 998
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
UNDER_WAY = timedelta(minutes=10)  # longer than an SMTP dialogue can take whose every step times out


def new_message_id() -> str:
    """A Message-ID of our own domain, saying nothing."""
    return f"<{uuid4().hex}@{settings.MAIL_FROM.rpartition('@')[2]}>"


def sender_words() -> dict[str, str]:
    """Who writes, for the foot of every mail; templates never get the settings, which hold secrets."""
    return {"name": settings.MAIL_FROM_NAME, "phone": settings.SECRETARIAT_PHONE, "hours": settings.SECRETARIAT_HOURS}


def post(*, recipient: str, kind: str, message_id: str, content: bytes) -> OutboxMail:
    """Put a rendered mail into the outbox, inside the transaction that caused it.

    Raises ``ValueError`` for a mail of which not every line ends in CR LF, with 998 octets before it at most
    (RFC 5321 2.3.8, 4.5.3.1.6): servers refuse it, or take its end for somewhere else.
    """
    *lines, rest = content.split(b"\r\n")
    if rest or not lines or any(len(line) > LONGEST_LINE or b"\n" in line or b"\r" in line for line in lines):
        raise ValueError("a mail's lines end in CR LF and are short")
    return OutboxMail.objects.create(recipient=recipient, kind=kind, message_id=message_id, content=content)


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
        mail.state = OutboxMail.State.SENT
        mail.sent_at = timezone.now()
        mail.last_answer = ""
        mail.content = b""  # it may hold a link that opens a door: what has left is not kept
    mail.save(update_fields=["content", "state", "sent_at", "last_answer", "next_try_at"])
    return True


@transaction.atomic
def _take() -> OutboxMail | None:
    """The oldest mail that is due, ours for ``UNDER_WAY``; should this process die, it is due again then."""
    due = OutboxMail.objects.filter(state=OutboxMail.State.QUEUED, next_try_at__lte=timezone.now())
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    mail = due.first()
    if mail is not None:
        mail.attempts += 1
        mail.next_try_at = timezone.now() + UNDER_WAY
        mail.save(update_fields=["attempts", "next_try_at"])
    return mail


def _put_off(mail: OutboxMail, error: Exception) -> None:
    mail.last_answer = type(error).__name__  # an answer may repeat words of the mail: keep only its kind
    if mail.attempts >= MAX_ATTEMPTS or _refused_for_good(error):
        mail.state = OutboxMail.State.FAILED
    else:
        mail.next_try_at = timezone.now() + FIRST_PAUSE * 2 ** (mail.attempts - 1)


def _refused_for_good(error: Exception) -> bool:
    """Whether the address itself was refused with 5xx; 4xx means "later" (greylisting, RFC 6647)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _answer in error.recipients.values())

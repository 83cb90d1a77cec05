"""Taking in what lies in the mailbox: each mail once, whatever one of them is, and not for longer than a minute."""

import logging
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import DatabaseError

from meetings.replies.mailbox import Account, Mailbox, opened
from meetings.replies.post import MOST_OCTETS
from meetings.replies.services import take_in

SECONDS = 60
FOLDERS = {"review": "Review", "rejected": "Failed"}  # anything else is Done
log = logging.getLogger(__name__)


def account() -> Account | None:
    """The mailbox of the settings; None where none is read."""
    if not settings.IMAP_HOST:
        return None
    return Account(
        settings.IMAP_HOST,
        settings.IMAP_PORT,
        settings.IMAP_USER,
        settings.IMAP_PASSWORD,
        settings.IMAP_TLS,
        settings.IMAP_FOLDER,
    )


def fetch_answers(stopped: Callable[[], bool] = lambda: False) -> int:
    """Take in what waits; answers how many mails. What is left over waits for the next time.

    A mail is moved once it is stored: should we die in between, the same octets are known the next time.
    """
    where = account()
    if where is None:
        return 0
    begun, count = monotonic(), 0
    with opened(where) as mailbox:
        for uid in mailbox.waiting():
            if stopped() or monotonic() - begun > SECONDS:
                break
            count += _take(mailbox, uid)
    return count


def _take(mailbox: Mailbox, uid: str) -> bool:
    facts = mailbox.size_and_arrival(uid)
    if facts is None:  # somebody else took it
        return False
    size, arrived = facts
    if size > 2 * MOST_OCTETS:  # not even looked at
        mailbox.move(uid, "Failed")
        return True
    raw = mailbox.content(uid)
    if raw is None:
        return False
    try:
        to = FOLDERS.get(take_in(raw, received_at=arrived).outcome, "Done")
    except DatabaseError:  # not the mail's fault: it stays where it is
        raise
    except Exception as error:  # one mail must not hold up the others; its words may tell of a case
        log.error("a mail could not be taken in: %s", type(error).__name__)
        to = "Failed"
    mailbox.move(uid, to)
    return True


def look_into_mailbox() -> None:
    """The chore, where the one process reads the mailbox."""
    fetch_answers()

"""Taking in what lies in the mailbox: each mail once, whatever one of them is."""

import logging
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import DatabaseError

from meetings.replies.mailbox import Account, Mailbox, opened
from meetings.replies.mailed import take_in
from meetings.replies.post import MOST_OCTETS

SECONDS = 60
PAUSE_SECONDS = 120  # looked into so often, also where the server would call
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


def fetch_answers() -> int:
    """Take in what waits, for a minute at most; answers how many mails. What is left over waits for the next time."""
    where, begun = account(), monotonic()
    if where is None:
        return 0
    with opened(where) as mailbox:
        return _take_all(mailbox, lambda: monotonic() - begun > SECONDS)


def watch(where: Account, stopped: Callable[[float], bool]) -> None:
    """Stay in the mailbox and take in what comes, as soon as the server calls, until stopped. Raises ``mailbox.TROUBLES``.

    ``stopped`` waits for so many seconds at most and answers whether to end.
    """
    with opened(where) as mailbox:
        while not stopped(0):
            _take_all(mailbox, lambda: stopped(0))
            mailbox.wait(PAUSE_SECONDS, stopped)


def _take_all(mailbox: Mailbox, enough: Callable[[], bool]) -> int:
    """A mail is moved once it is stored: should we die in between, the same octets are known the next time."""
    count = 0
    for uid in mailbox.waiting():
        if enough():
            break
        count += _take(mailbox, uid)
    return count


def _take(mailbox: Mailbox, uid: int) -> bool:
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

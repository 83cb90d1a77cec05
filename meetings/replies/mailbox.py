"""The mailbox in which answers arrive: read, then moved to a folder that says what became of them; never deleted first."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

TIMEOUT_SECONDS = 20
STEP_SECONDS = 1.0  # so often, while waiting, it is asked whether to stop
TROUBLES = (
    OSError,
    IMAPClientError,
)  # as ``opened`` and everything here raises; their words may repeat words of a mail


class MailboxTrouble(IMAPClientError):
    """There is no folder for what was read, and none can be made."""


@dataclass(frozen=True)
class Account:
    """Where the mailbox is, and how it opens."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    folder: str


@contextmanager
def opened(account: Account) -> "Iterator[Mailbox]":
    """The mailbox, open for reading and moving. Raises ``TROUBLES``."""
    context = ssl.create_default_context() if account.tls else None
    client = IMAPClient(account.host, account.port, ssl=account.tls, ssl_context=context, timeout=TIMEOUT_SECONDS)
    client.normalise_times = False  # moments know their zone
    try:
        client.login(account.user, account.password)
        yield Mailbox(client, account.folder)
    finally:
        try:
            client.logout()
        except TROUBLES:  # whatever it was, we are gone
            with suppress(OSError):
                client.shutdown()


class Mailbox:
    """One folder of mails to read, and folders for what was read."""

    def __init__(self, client: IMAPClient, folder: str) -> None:
        self._client = client
        able = client.capabilities()  # after the login: it may differ from the greeting's
        self._moves, self._calls, self._expunges = (name in able for name in (b"MOVE", b"IDLE", b"UIDPLUS"))
        self._made: dict[str, str] = {}
        client.select_folder(folder)

    def waiting(self) -> list[int]:
        """The UIDs of the mails, the oldest first."""
        return sorted(self._client.search("UNDELETED"))

    def size_and_arrival(self, uid: int) -> tuple[int, datetime] | None:
        """How large a mail is and when it arrived; None where it is gone."""
        facts = self._client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid, {})
        if b"RFC822.SIZE" not in facts or b"INTERNALDATE" not in facts:
            return None
        return facts[b"RFC822.SIZE"], facts[b"INTERNALDATE"].astimezone(UTC)

    def content(self, uid: int) -> bytes | None:
        """The octets of a mail, which stays unread; None where it is gone."""
        found: bytes | None = self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
        return found

    def move(self, uid: int, to: str) -> None:
        """Out of the folder that is read, into the one named; made where it is missing."""
        target = self._target(to)
        if self._moves:
            self._client.move([uid], target)
            return
        self._client.copy([uid], target)  # first the copy, then the mark
        self._client.delete_messages([uid], silent=True)
        if self._expunges:  # where only all that are marked could go, it stays, marked
            self._client.uid_expunge([uid])

    def wait(self, seconds: float, stopped: Callable[[float], bool]) -> None:
        """Until the server says that something came (IDLE, RFC 2177), so long at most, or until stopped.

        ``stopped`` waits for so many seconds at most and answers whether to end. Where the server cannot call, time passes.
        """
        if not self._calls:
            stopped(seconds)
            return
        self._client.idle()
        until = monotonic() + seconds
        while monotonic() < until and not stopped(0):
            asked = monotonic()
            if self._client.idle_check(timeout=STEP_SECONDS) or monotonic() - asked < STEP_SECONDS / 2:
                break  # it said something, or nothing any more: the next line finds out
        self._client.idle_done()

    def _target(self, name: str) -> str:
        """Some servers keep all folders below the inbox."""
        if name not in self._made:
            for target in (name, f"INBOX{self._delimiter()}{name}"):
                with suppress(IMAPClientError):  # "no" where it is there
                    self._client.create_folder(target)
                if self._client.folder_exists(target):
                    self._made[name] = target
                    break
            else:
                raise MailboxTrouble
        return self._made[name]

    def _delimiter(self) -> str:
        found = self._client.list_folders("", "")
        return found[0][1].decode("ascii", "replace") if found and found[0][1] else "/"

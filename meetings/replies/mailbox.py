"""The mailbox in which answers arrive: read, then moved to a folder that says what became of them; never deleted first."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

TIMEOUT_SECONDS = 20
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')


class MailboxTrouble(Exception):
    """The server said no; its words are not kept, they may repeat words of a mail."""


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
    """The mailbox, open for reading and moving. Raises ``OSError``, ``imaplib.IMAP4.error`` or ``MailboxTrouble``."""
    server = (
        imaplib.IMAP4_SSL(account.host, account.port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS)
        if account.tls
        else imaplib.IMAP4(account.host, account.port, timeout=TIMEOUT_SECONDS)
    )
    try:
        server.login(account.user, account.password)
        yield Mailbox(server, account.folder)
    finally:
        try:
            server.logout()
        except (OSError, imaplib.IMAP4.error):  # whatever it was, we are gone
            server.shutdown()


class Mailbox:
    """One folder of mails to read, and folders for what was read."""

    def __init__(self, server: imaplib.IMAP4, folder: str) -> None:
        self._server = server
        self._folder = folder
        able = b" ".join(self._ok(server.capability()))  # after the login: it may differ from the greeting's
        self._moves = b"MOVE" in able.upper().split()
        self._made: dict[str, str] = {}
        self._ok(server.select(_quoted(folder)))

    def waiting(self) -> list[str]:
        """The UIDs of the mails, the oldest first."""
        (found,) = self._ok(self._server.uid("SEARCH", "UNDELETED"))
        return found.decode("ascii").split() if found else []

    def size_and_arrival(self, uid: str) -> tuple[int, datetime] | None:
        """How large a mail is and when it arrived; None where it is gone."""
        answer = b" ".join(
            each for each in self._ok(self._server.uid("FETCH", uid, "(RFC822.SIZE INTERNALDATE)")) if each
        )
        size, arrived = _SIZE.search(answer), _ARRIVED.search(answer)
        if size is None or arrived is None:
            return None
        when = datetime.strptime(arrived[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
        return int(size[1]), when.astimezone(UTC)

    def content(self, uid: str) -> bytes | None:
        """The octets of a mail, which stays unread; None where it is gone."""
        answer = self._ok(self._server.uid("FETCH", uid, "(BODY.PEEK[])"))
        return next((each[1] for each in answer if isinstance(each, tuple)), None)

    def move(self, uid: str, to: str) -> None:
        """Out of the folder that is read, into the one named; made where it is missing."""
        target = self._target(to)
        if self._moves:
            self._ok(self._server.uid("MOVE", uid, _quoted(target)))
            return
        self._ok(self._server.uid("COPY", uid, _quoted(target)))  # first the copy, then the mark
        self._ok(self._server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        with suppress(imaplib.IMAP4.error):  # where only all that are marked could go: it stays, marked
            self._server.uid("EXPUNGE", uid)

    def _target(self, name: str) -> str:
        """Some servers keep all folders below the inbox."""
        if name not in self._made:
            below = f"INBOX{self._delimiter()}{name}"
            for target in (name, below):
                self._server.create(_quoted(target))  # "no" where it is there
                if self._server.status(_quoted(target), "(MESSAGES)")[0] == "OK":
                    self._made[name] = target
                    break
            else:
                raise MailboxTrouble
        return self._made[name]

    def _delimiter(self) -> str:
        (answer, *_rest) = self._ok(self._server.list('""', '""'))
        found = re.search(rb'"(.)"', answer) if isinstance(answer, bytes) else None
        return found[1].decode("ascii", "replace") if found else "/"

    @staticmethod
    def _ok(answer: tuple[str, list]) -> list:  # type: ignore[type-arg]  # as imaplib has it
        if answer[0] != "OK":
            raise MailboxTrouble
        return answer[1]


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""Answers handed over by the city's mail server over LMTP (RFC 2033), on loopback: "taken" is said once they are stored."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from meetings.replies.mailed import take_in
from meetings.replies.post import MOST_OCTETS

HOST = "127.0.0.1"  # who may speak here is believed what it says of the sender: never from outside
MOST_RECIPIENTS = 10
SECONDS = 120  # without a word from the other side
log = logging.getLogger(__name__)


class Desk:
    """One mail after the other, in a thread of its own: reading one may take seconds."""

    def __init__(self) -> None:
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: LMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only for the address that invites; with a detail behind a plus too."""
        local, _at, domain = address.strip("<>").lower().rpartition("@")
        if f"{local.partition('+')[0]}@{domain}" != settings.MAIL_FROM.lower():
            return "550 5.1.1 Nobody of this name"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: LMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """250 only after the commit; what the database cannot take now comes again. One line for each recipient (RFC 2033 §4.2)."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        answer = await asyncio.get_running_loop().run_in_executor(self._hand, _take, raw)
        return "\r\n".join([answer] * len(envelope.rcpt_tos))

    def close(self) -> None:
        """Finish the mail at hand."""
        self._hand.submit(lambda: connection.close())  # the thread's own: asked for in it
        self._hand.shutdown(wait=True)


def _take(raw: bytes) -> str:
    close_old_connections()
    try:
        take_in(raw)
    except DatabaseError:  # not the mail's fault
        return "451 4.3.0 Later, please"
    except Exception as error:  # its words may tell of a case; the mail server keeps what we refuse
        log.error("a mail could not be taken in: %s", type(error).__name__)
        return "554 5.6.0 It cannot be read"
    return "250 2.0.0 Taken in"


class Door(Controller):
    """Listens on loopback; too large a mail is refused while it comes, before anything reads it."""

    def __init__(self, port: int) -> None:
        self.desk = Desk()
        super().__init__(self.desk, hostname=HOST, port=port, ready_timeout=10.0)

    def factory(self) -> LMTP:
        """One conversation."""
        return LMTP(
            self.handler, data_size_limit=2 * MOST_OCTETS, timeout=SECONDS, hostname="localhost", ident="Kasane LMTP"
        )

    def close(self) -> None:
        """Take no new mail, finish the one at hand, end."""
        self.stop()
        self.desk.close()

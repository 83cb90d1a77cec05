"""Reading the mailbox in a thread of its own: a slow mail server holds up no mail that leaves."""

import logging
from collections.abc import Callable

from django.db import close_old_connections, connection

from meetings.replies.fetching import account, watch
from portal.chores.threads import ServerThread

AGAIN_SECONDS = 60.0
log = logging.getLogger(__name__)


def watch_again_and_again(stopped: Callable[[float], bool], trouble: Callable[[str], None]) -> None:
    """Watch the mailbox until stopped; whatever happens to it or to the database is told by its kind, and waited out."""
    while (where := account()) is not None and not stopped(0):
        close_old_connections()
        try:
            watch(where, stopped)
        except Exception as error:  # its words may repeat words of a mail
            trouble(type(error).__name__)
            stopped(AGAIN_SECONDS)


class Watcher(ServerThread):
    """Watches the mailbox until told to stop."""

    def __init__(self) -> None:
        super().__init__("mailbox")

    def run(self) -> None:
        """Watch; trouble goes to the log, and the outbox and the pages never wait for it."""
        watch_again_and_again(self._stopping.wait, _say)
        connection.close()


def _say(kind: str) -> None:
    log.warning("the mailbox could not be read and is tried again: %s", kind)

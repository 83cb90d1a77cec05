"""The worker: one thread that empties the outbox and does what time asks for, inside the one process or as its own."""

import logging

from django.db import close_old_connections, connection

from portal.chores.services import run_due
from portal.chores.threads import ServerThread
from portal.outbox.services import send_next

PAUSE_SECONDS = 1.0
log = logging.getLogger(__name__)


class Worker(ServerThread):
    """Runs the chores and sends the mail that is due, until told to stop."""

    def __init__(self) -> None:
        super().__init__("outbox")

    def run(self) -> None:
        """Send, pause, send again; trouble with the database is waited out."""
        while not self._stopping.is_set():
            close_old_connections()
            try:
                run_due()
                while not self._stopping.is_set() and send_next():
                    pass
            except Exception:
                log.exception("the outbox worker waits and tries again")
            self._stopping.wait(PAUSE_SECONDS)
        connection.close()

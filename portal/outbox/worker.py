"""The worker: one thread that empties the outbox and does what time asks for, inside the one process or as its own."""

import logging
import threading

from django.db import close_old_connections, connection

from portal.chores.services import run_due
from portal.outbox.services import send_next

PAUSE_SECONDS = 1.0
log = logging.getLogger(__name__)


class Worker(threading.Thread):
    """Runs the chores and sends the mail that is due, until told to stop."""

    def __init__(self) -> None:
        super().__init__(name="outbox", daemon=True)
        self._stopping = threading.Event()

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

    def stop(self) -> None:
        """Finish the mail at hand, then end."""
        self._stopping.set()
        self.join(timeout=30)

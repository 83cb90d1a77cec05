"""The thread that stores what this server process counted; only it can: the numbers are in its memory."""

import logging

from django.db import close_old_connections, connection

from cms.statistics.services import store_counted
from portal.chores.threads import ServerThread

EVERY_SECONDS = 300
log = logging.getLogger(__name__)


class VisitKeeper(ServerThread):
    """Stores the counts every five minutes, and at the end what is left; not a chore, which another process may run."""

    def __init__(self) -> None:
        super().__init__("visits")

    def run(self) -> None:
        """Wait, store, wait again; what trouble keeps from being stored goes with the next."""
        last = False
        while not last:
            last = self._stopping.wait(EVERY_SECONDS)
            close_old_connections()
            try:
                store_counted()
            except Exception as error:  # without its words, as for everything that runs by itself
                log.error("storing visits failed with %s and is tried again", type(error).__name__)
        connection.close()

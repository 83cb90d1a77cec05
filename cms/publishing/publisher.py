"""The thread that publishes, in each server process; where there are several, one writes and the others follow."""

import logging
from time import monotonic

from django.db import close_old_connections, connection

from cms.publishing.services import look_over, publish_if_wanted, published
from portal.chores.threads import ServerThread

PAUSE_SECONDS, AFTER_TROUBLE, LOOK_SECONDS = 0.3, 5.0, 60.0
log = logging.getLogger(__name__)


class Publisher(ServerThread):
    """Writes the site anew whenever that was asked for; at the start, too, for templates may be new.

    It compares the files with the database once a minute, by itself and not as a chore: chores are run by one process for
    all, and each host has files of its own.
    """

    def __init__(self) -> None:
        super().__init__("publisher")
        self._pause = 0.0
        self._asked, self._look_at = False, 0.0

    def run(self) -> None:
        """Publish, pause, look again; trouble with database or disk is waited out."""
        while not self._stopping.wait(self._pause):
            close_old_connections()
            try:
                self._work()
                self._pause = PAUSE_SECONDS
            except Exception as error:  # without its words: a page may have been a draft a moment ago
                log.error("publishing failed with %s and is tried again", type(error).__name__)
                self._pause = AFTER_TROUBLE
        connection.close()

    def _work(self) -> None:
        if not self._asked:
            published().ask()
            self._asked = True  # only now: what stumbles is asked for in the next round
        if monotonic() >= self._look_at:
            self._look_at = monotonic() + LOOK_SECONDS  # before it is done: what is asked for does not wait for it
            look_over()
        publish_if_wanted()

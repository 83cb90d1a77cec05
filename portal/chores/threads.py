"""Threads of a server process beside its answers: they publish, count, mail and watch until the process ends."""

import threading

LONGEST_STOP_SECONDS = 30.0


class ServerThread(threading.Thread):
    """Works until told to stop; ``run`` waits by ``self._stopping.wait(seconds)``, which ends at once then."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Let what is at hand be finished, and wait for the end."""
        self._stopping.set()
        self.join(timeout=LONGEST_STOP_SECONDS)

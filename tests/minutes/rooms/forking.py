"""A server process that stands ready: it has imported everything, and each line on stdin makes one that serves.

Runs that kill a process again and again would otherwise mostly wait for Python to read modules.
"""

import os
import select
import signal
import subprocess
import sys
from typing import Any

from tests.minutes.rooms.server import Server

READY = """
import os, signal, sys
import uvicorn
from portal.asgi import application
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        options = {"ws": "minutes.rooms.wire:Wire", "ws_per_message_deflate": False, "log_level": "warning"}
        uvicorn.run(application, fd=int(line), timeout_graceful_shutdown=5, **options)
        os._exit(0)
    print(pid, flush=True)
"""


class ForkedServer(Server):
    """As ``Server``, but that every process after the first is there at once."""

    def __init__(self, redis: str = "") -> None:
        super().__init__(redis)
        self._ready: subprocess.Popen[str] | None = None
        self._process: int | None = None  # a handle, not the number: that may be another's by now

    def start(self) -> None:
        """Start, or start again."""
        if self._ready is None:
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            command = [sys.executable, "-c", READY]
            self._ready = subprocess.Popen(command, env=self.environment, pass_fds=[self.socket.fileno()], **pipes)
        assert self._ready.stdin is not None
        assert self._ready.stdout is not None
        self._ready.stdin.write(f"{self.socket.fileno()}\n")
        self._ready.stdin.flush()
        self._process = os.pidfd_open(int(self._ready.stdout.readline()))

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None

    def end(self, number: signal.Signals) -> None:
        """Signal this process, wait for it."""
        if self._process is not None:
            signal.pidfd_send_signal(self._process, number)
            ended, _, _ = select.select([self._process], [], [], 60)
            assert ended, "it does not end"
            os.close(self._process)
            self._process = None

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        if self._ready is not None:
            self._ready.communicate()
        super().close()

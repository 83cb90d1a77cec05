"""Take answers from the city's mail server over LMTP, as a process of its own."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.replies.receiving import HOST, Door


class Command(BaseCommand):
    """``manage.py receive_answers --port 8024``: until SIGTERM or Ctrl-C, then stops after the mail at hand."""

    help = "Take answers that the mail server on this host hands over by LMTP, until stopped. Only on loopback."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=8024)

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_unused: stopping.set())
        door = Door(options["port"])
        try:
            door.start()
        except (OSError, TimeoutError) as error:
            raise CommandError(f"Nothing can listen on {HOST}:{options['port']}: {type(error).__name__}") from error
        self.stdout.write(f"LMTP on {HOST}:{options['port']}")
        self.stdout.flush()
        stopping.wait()
        door.close()

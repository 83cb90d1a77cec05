"""Send the outbox as a process of its own."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from portal.outbox.worker import Worker


class Command(BaseCommand):
    """``manage.py outbox``: until SIGTERM or Ctrl-C, then stops after the mail at hand."""

    help = "Send waiting mail until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        signal.signal(signal.SIGTERM, lambda *_unused: worker.stop())
        worker.start()
        try:
            worker.join()
        except KeyboardInterrupt:
            worker.stop()

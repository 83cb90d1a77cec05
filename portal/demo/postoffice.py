"""The demo's mail server: a real SMTP dialogue on loopback, every mail kept as a file, none sent on."""

import socket
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Shelf:
    """Keeps each accepted mail as one .eml file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take one mail."""
        name = f"{datetime.now(tz=UTC):%Y%m%d-%H%M%S-%f}-{next(self.numbers):04d}.eml"
        waiting = self.folder / f".{name}"
        waiting.write_bytes(envelope.content)
        waiting.rename(self.folder / name)
        return "250 OK"


def open_post_office(folder: Path) -> tuple[Controller, int]:
    """Start the server on a free loopback port; answers it and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(Shelf(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller, port

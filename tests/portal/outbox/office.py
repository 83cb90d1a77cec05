"""A mail server for the tests: a real SMTP dialogue on loopback, and answers as the test wants them."""

import socket
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Office:
    """Keeps what arrived. ``rcpt`` and ``data`` are the answers, in order; without more, all is well."""

    port: int = 0
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)
    arrived: list[tuple[str, bytes]] = field(default_factory=list)
    something_came: Event = field(default_factory=Event)
    open: Event = field(default_factory=Event)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take the address or not."""
        answer = self.rcpt.pop(0) if self.rcpt else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the mail or not; a closed office lets the sender wait."""
        self.seen.append(envelope.content)
        self.something_came.set()
        await server.loop.run_in_executor(None, self.open.wait, 60)
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith("250"):
            self.arrived += [(address, envelope.content) for address in envelope.rcpt_tos]
        return answer


def free_port() -> int:
    """A loopback port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def opened(office: Office) -> Controller:
    """Start serving."""
    office.open.set()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    return controller

import smtplib

import pytest

from tests.meetings.changes.calendars import Server
from tests.portal.mfa.floor import clock

__all__ = ["clock"]


@pytest.fixture
def server(monkeypatch, clock) -> Server:
    """The city's mail server; the clock stands ahead of when rows say they were posted, so that all of it is due."""
    clock.wait(3600)
    server = Server()
    monkeypatch.setattr(smtplib, "SMTP", server)
    return server


@pytest.fixture
def deliver(server):
    """Send all that is due."""
    from portal.outbox.services import send_next

    def work() -> None:
        while send_next():
            pass

    return work

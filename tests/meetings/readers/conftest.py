import pytest

from tests.meetings.changes.conftest import clock, deliver, server

__all__ = ["clock", "deliver", "server"]


_sent: list = []


@pytest.fixture
def sent(cast, clock, server, deliver):
    """Every mail of one meeting's life; lived once, for its mails are nothing but octets."""
    from tests.meetings.readers.life import live

    if not _sent:
        _sent.extend(live(cast, server, deliver))
    return list(_sent)

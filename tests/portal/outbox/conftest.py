import pytest

from tests.portal.mfa.floor import clock, keys, quick_hashes
from tests.portal.outbox.office import Office, free_port, opened

__all__ = ["clock", "keys", "quick_hashes"]


@pytest.fixture
def no_office(settings) -> Office:
    """The settings name a mail server that is not there."""
    office = Office(port=free_port())
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", office.port
    return office


@pytest.fixture
def office(no_office):
    """A mail server that takes everything."""
    controller = opened(no_office)
    yield no_office
    no_office.open.set()
    controller.stop()

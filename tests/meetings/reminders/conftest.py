from datetime import datetime

import pytest

from portal.dates.wareki import TOKYO
from tests.portal.mfa.floor import clock, keys, quick_hashes
from tests.portal.outbox.conftest import no_office, office

__all__ = ["clock", "keys", "no_office", "office", "quick_hashes"]


@pytest.fixture
def city(db, keys, quick_hashes, clock):
    """On Wednesday, 4 November 2026; the clock is moved by the test."""
    from tests.meetings.reminders.city import a_city  # models can be imported only once Django has started

    clock.set(datetime(2026, 11, 4, 10, tzinfo=TOKYO))
    return a_city()

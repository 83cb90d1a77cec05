"""The first of April 2026: the whole fiscal year lies ahead."""

from datetime import datetime

import pytest

from portal.dates.wareki import TOKYO


class Clock:
    """What time it is."""

    def __init__(self):
        self.now = datetime(2026, 4, 1, 9, tzinfo=TOKYO)

    def __call__(self):
        return self.now

    def set(self, year, month, day):
        """Nine in the morning of a day."""
        self.now = datetime(year, month, day, 9, tzinfo=TOKYO)


@pytest.fixture
def clock(monkeypatch):
    """Before ``cast``: the city is founded on that day."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock

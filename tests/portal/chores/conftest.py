import pytest

from tests.portal.mfa.floor import clock

__all__ = ["clock"]


@pytest.fixture
def no_chores(monkeypatch):
    """A house without chores: the test registers its own."""
    monkeypatch.setattr("portal.chores.services._chores", {})

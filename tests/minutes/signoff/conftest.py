import pytest

from tests.portal.mfa.floor import clock, keys, quick_hashes

__all__ = ["clock", "keys", "quick_hashes"]


@pytest.fixture
def going_round(cast):
    """A called meeting with two items, words in both, nothing frozen yet."""
    from tests.minutes.signoff.scene import a_round  # models can be imported only once Django has started

    return a_round(cast)

"""Keys made from the ring: one purpose each, and over a change of the ring's key."""

import pytest

from portal.crypto.derived import derived
from portal.crypto.keyfile import add_sealing_key, create_key_file
from portal.crypto.keys import ring


@pytest.fixture
def file(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    create_key_file(settings.KEY_FILE)
    return settings.KEY_FILE


def test_the_same_for_the_same_purpose_and_no_other(file):
    assert derived("journal|a|b") == derived("journal|a|b")
    assert derived("journal|a|b") != derived("journal|b|a")
    assert [len(key) for key in derived("journal|a|b")] == [32]


def test_it_is_no_key_of_the_ring(file):
    assert derived("")[0] not in ring().sealing.values()


def test_after_the_ring_s_key_changed_the_one_before_still_opens(file):
    (before,) = derived("journal|a|b")
    add_sealing_key(file)
    now = derived("journal|a|b")
    assert now[1:] == [before]
    assert now[0] != before

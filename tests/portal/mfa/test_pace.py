"""How long one waits after wrong codes."""

from datetime import timedelta

import pytest

from portal.mfa.pace import wait_after

WAITS = [(0, 0), (1, 1), (2, 2), (3, 4), (4, 8), (5, 900), (6, 900), (1000, 900), (10**9, 900)]


@pytest.mark.parametrize(("failures", "seconds"), WAITS)
def test_the_wait_doubles_and_is_never_longer_than_a_quarter_of_an_hour(failures, seconds):
    assert wait_after(failures) == timedelta(seconds=seconds)

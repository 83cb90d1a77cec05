"""How fast one connection may speak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.rooms.pace import Pace


def test_a_burst_is_free_and_then_it_waits():
    pace = Pace(rate=60, burst=3)
    assert [round(pace.delay(100.0), 4) for _ in range(5)] == [0, 0, 0, round(1 / 60, 4), round(2 / 60, 4)]
    assert pace.delay(200.0) == 0


@given(st.lists(st.floats(0, 1), min_size=20, max_size=80))
def test_who_waits_as_told_never_speaks_faster_on_average(pauses):
    pace, now = Pace(rate=10, burst=5), 1_000.0
    start = now
    for pause in pauses:
        now += pause + pace.delay(now)
    assert len(pauses) <= (now - start) * 10 + 5 + 1e-6


def test_large_messages_weigh_more():
    pace = Pace(rate=1000, burst=2000)
    assert pace.delay(0.0, 1500) == 0
    assert pace.delay(0.0, 1500) == pytest.approx(1.0)
    assert pace.delay(10.0, 10) == 0

"""What two sequences have in common is found in bounded time."""

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pledge.matching import Budget, Matcher

THINGS = st.lists(st.sampled_from("あいうえ"), max_size=30)


def rebuilt(a, b, opcodes):
    """``b``, made of what the steps keep of ``a`` and bring new; that they lose nothing of ``a`` is asked on the way."""
    made, at = [], 0
    for tag, i, j, k, m in opcodes:
        assert i == at
        assert (tag == "equal") == (a[i:j] == b[k:m])
        made += a[i:j] if tag == "equal" else b[k:m]
        at = j
    assert at == len(a)
    return made


@given(THINGS, THINGS, st.integers(0, 300))
def test_however_few_steps_there_are_nothing_is_lost(a, b, steps):
    budget = Budget(steps)
    assert rebuilt(a, b, Matcher(a, b, budget).get_opcodes()) == b
    assert budget.left >= 0


@given(THINGS, THINGS)
def test_with_steps_enough_it_finds_what_the_library_finds(a, b):
    assert Matcher(a, b).get_opcodes() == SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def test_what_is_equal_at_both_ends_is_found_without_any():
    assert Matcher("いろはにほ", "いろんにほ", Budget(0)).get_matching_blocks() == [(0, 0, 2), (3, 3, 2), (5, 5, 0)]


@pytest.mark.parametrize("length", [600, 20_000])
def test_one_thing_again_and_again_keeps_nobody_busy(length):
    began = time.process_time()
    Matcher(["あ"] * length, ["あ", "い"] * length).get_opcodes()
    assert time.process_time() - began < 8

"""Which slot suits best, as tables and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.polls.tally import Voter, standings

MARK = {"○": "yes", "△": "maybe", "×": "no", "-": ""}


def best(lines, required="", agencies=None, needed=()):
    """Slots 0, 1, 2 … by people A, B, C …: one line of marks for each person; the order of the slots."""
    return [each.option for each in table(lines, required, agencies, needed)]


def table(lines, required="", agencies=None, needed=()):
    names = "ABCDEFGH"[: len(lines)]
    voters = [Voter(name, name in required, (agencies or {}).get(name)) for name in names]
    marks = {(name, n): MARK[mark] for name, line in zip(names, lines, strict=True) for n, mark in enumerate(line)}
    return standings(range(len(lines[0])), voters, marks, needed)


@pytest.mark.parametrize(
    ("lines", "required", "order", "why"),
    [
        (["○×", "○○"], "", [0, 1], "more can come"),
        (["×○", "○○"], "", [1, 0], "more can come"),
        (["○○", "○○"], "", [0, 1], "alike: the earlier first"),
        (["△○", "○○"], "", [1, 0], "○ before △"),
        (["×△", "○○"], "", [1, 0], "△ before ×"),
        (["-×", "○○"], "", [0, 1], "silence before ×"),
        (["×○", "○×", "○×"], "A", [1, 0], "the indispensable before the many"),
        (["△○", "○×", "○×"], "A", [1, 0], "the indispensable without a condition before the many"),
        (["-○", "○×", "○×"], "A", [1, 0], "who is silent is not there yet"),
        (["×-", "○○"], "A", [0, 1], "for who is missing, × and silence weigh alike; then the fewest ×"),
    ],
)
def test_the_order(lines, required, order, why):
    found = best(lines, required)
    if why.startswith("for who"):
        assert sorted(found) == sorted(order)
    else:
        assert found == order, why


def test_one_of_an_agency_is_enough():
    agencies = {"A": "police", "B": "police", "C": "school"}
    lines = ["×○×", "○××", "○○○"]
    first, second, third = table(lines, agencies=agencies, needed=["police"])
    assert [first.option, second.option, third.option] == [0, 1, 2]
    assert [each.met for each in (first, second, third)] == [True, True, False]
    assert third.missed_agencies == ("police",)


def test_an_agency_under_a_condition():
    (only,) = table(["△", "×"], agencies={"A": "police", "B": "police"}, needed=["police"])
    assert (only.met, only.firm, only.conditional_agencies) == (True, False, ("police",))


def test_who_is_missing_is_named():
    (only,) = table(["×", "-", "△", "○"], required="ABCD")
    assert (only.missed, only.conditional, only.yes, only.silent) == (("A", "B"), ("C",), ("D",), ("B",))
    assert not only.met


LINES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.text("○△×-", min_size=width, max_size=width), min_size=1, max_size=8)
)


@given(LINES, st.sets(st.sampled_from("ABCDEFGH")))
def test_everybody_is_counted_once_and_no_worse_slot_stands_before_a_better_one(lines, required):
    found = table(lines, required)
    assert sorted(each.option for each in found) == list(range(len(lines[0])))
    for each in found:
        assert len(each.yes) + len(each.maybe) + len(each.no) + len(each.silent) == len(lines)
    assert [each.rank for each in found] == sorted(each.rank for each in found)


@given(LINES)
def test_a_slot_that_suits_everybody_is_always_first(lines):
    assert best([line + "○" for line in lines], "AB")[0] in {
        n for n in range(len(lines[0]) + 1) if all((line + "○")[n] == "○" for line in lines)
    }

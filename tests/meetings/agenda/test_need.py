"""The rule of need-to-know, over every combination of facts, against a second way of saying it."""

from collections import Counter
from itertools import product

import pytest

from meetings.agenda.need import Decision, Facts, decide

ROLES = ("", "chair", "secretariat", "member", "observer", "proxy")
STATES = ("draft", "called", "held", "closed", "cancelled", "discarded")
CALLED = {"never": (False, False), "now": (True, False), "once": (False, True)}
YES_NO = (False, True)
WORLDS = [
    Facts(live, verified, pledged, role, *CALLED[called], recused, emergency, state)
    for live, verified, pledged, role, called, recused, emergency, state in product(
        YES_NO, YES_NO, YES_NO, ROLES, CALLED, YES_NO, YES_NO, STATES
    )
]


def second_way(facts: Facts) -> str:
    """Start with everybody and take away."""
    if not all((facts.live, facts.verified, facts.pledged, facts.role)) or facts.recused:
        return "none"
    unheard = facts.state in ("draft", "discarded")
    levels = {"chair": 2, "secretariat": 2} if unheard else {"chair": 2, "secretariat": 2, "observer": 0}
    level = levels.get(facts.role, 0)
    if not unheard:
        if facts.emergency:
            level = max(level, 1)
        if facts.summoned:
            level = max(level, 1 if facts.role == "observer" else 2)
    return ("none", "read", "read" if facts.state in ("closed", "cancelled", "discarded") else "write")[level]


def test_every_combination_is_decided_as_the_second_way_says():
    assert len(WORLDS) == 3456
    assert [facts for facts in WORLDS if decide(facts).right != second_way(facts)] == []


def test_few_doors_are_open():
    assert Counter(decide(facts).right for facts in WORLDS) == {"none": 3336, "write": 44, "read": 76}


def test_nobody_gains_by_losing_anything():
    """Taking a condition away never opens a door."""
    rank = {"none": 0, "read": 1, "write": 2}
    from dataclasses import replace

    for facts in WORLDS:
        now = rank[decide(facts).right]
        for less in (
            replace(facts, live=False),
            replace(facts, verified=False),
            replace(facts, pledged=False),
            replace(facts, role=""),
            replace(facts, summoned=False),
            replace(facts, emergency=False),
            replace(facts, recused=True),
        ):
            assert rank[decide(less).right] <= now


@pytest.mark.parametrize("facts", [facts for facts in WORLDS if decide(facts).sees], ids=str)
def test_who_sees_it_is_told_why(facts):
    reason = decide(facts).reason
    assert reason in {"chair", "secretariat", "summoned", "observer", "emergency"}
    assert decide(facts).runs == (reason in ("chair", "secretariat"))


IN = {"live": True, "verified": True, "pledged": True, "role": "member"}


@pytest.mark.parametrize(
    ("facts", "right", "reason"),
    [
        (IN | {"role": "chair"}, "write", "chair"),
        (IN | {"role": "secretariat", "summoned": True}, "write", "secretariat"),
        (IN | {"summoned": True}, "write", "summoned"),
        (IN | {"summoned": True, "state": "held"}, "write", "summoned"),
        (IN | {"summoned": True, "state": "closed"}, "read", "summoned"),
        (IN | {"summoned": True, "role": "observer"}, "read", "observer"),
        (IN | {"emergency": True}, "read", "emergency"),
        (IN | {"emergency": True, "summoned": True}, "write", "summoned"),
        (IN, "none", "stranger"),
        (IN | {"withdrawn": True}, "none", "withdrawn"),
        (IN | {"summoned": True, "state": "draft"}, "none", "draft"),
        (IN | {"summoned": True, "recused": True}, "none", "recused"),
        (IN | {"role": "chair", "recused": True}, "none", "recused"),
        (IN | {"emergency": True, "recused": True}, "none", "recused"),
        (IN | {"summoned": True, "role": ""}, "none", "seat"),
        (IN | {"summoned": True, "pledged": False}, "none", "pledge"),
        (IN | {"role": "chair", "pledged": False}, "none", "pledge"),
        (IN | {"pledged": False}, "none", "stranger"),  # a pledge would not help
        (IN | {"summoned": True, "verified": False}, "none", "factor"),
        (IN | {"summoned": True, "live": False}, "none", "account"),
    ],
)
def test_the_reason_is_the_one_that_would_have_to_change(facts, right, reason):
    assert decide(Facts(**facts)) == Decision(right, reason)

"""What a new rule, or the end, does to each month, as a table."""

from datetime import date, datetime, time, timedelta

import pytest

from meetings.schedule.numbering import Numbered, numbers
from meetings.schedule.occasion import Occasion
from meetings.series.rule import Planned, Rule
from meetings.series.steps import Standing, fingerprint, steps
from portal.dates.months import IN_FISCAL_ORDER
from portal.dates.wareki import TOKYO

NOW = datetime(2026, 11, 1, 9, tzinfo=TOKYO)
DEC = date(2026, 12, 1)
RULE = Rule(2, 3, None, frozenset(IN_FISCAL_ORDER), time(14), time(15, 30), "市役所")
NEW = date(2026, 12, 17)
OLD = RULE.on(date(2026, 12, 10))
PAST = RULE.on(date(2026, 10, 8))
ELSEWHERE = Occasion(OLD.start, OLD.end, "保健センター")


def standing(now=OLD, given=OLD, state="draft"):
    return Standing(DEC, now, given, state, NOW)


@pytest.mark.parametrize(
    ("day", "meeting", "what"),
    [
        (NEW, None, "add"),
        (date(2026, 10, 30), None, "passed"),
        (None, None, "none"),
        (NEW, standing(), "change"),
        (NEW, standing(state="called"), "move"),
        (date(2026, 12, 10), standing(), "stays"),
        (date(2026, 12, 10), standing(state="called"), "stays"),
        (None, standing(), "discard"),
        (None, standing(state="called"), "called"),
        (date(2026, 10, 30), standing(), "passed"),
        (NEW, standing(PAST, PAST), "begun"),
        (NEW, standing(PAST, PAST, "called"), "begun"),
        (NEW, standing(ELSEWHERE), "by_hand"),
        (NEW, standing(ELSEWHERE, state="called"), "by_hand"),
        (None, standing(ELSEWHERE), "by_hand"),
        (NEW, standing(state="cancelled"), "settled"),
        (NEW, standing(state="discarded"), "settled"),
        (NEW, standing(state="held"), "settled"),
        (NEW, standing(state="closed"), "settled"),
    ],
)
def test_what_becomes_of_a_month(day, meeting, what):
    plan = Planned(DEC, NEW, day, None)
    (step,) = steps(RULE, [plan], [meeting] if meeting else [], NOW)
    assert (step.what, step.does) == (what, what in ("add", "change", "move", "discard"))
    assert step.to == (RULE.on(day) if what in ("add", "change", "move") else None)


@pytest.mark.parametrize(("state", "what"), [("draft", "discard"), ("called", "called"), ("held", "settled")])
def test_what_the_end_does(state, what):
    (step,) = steps(None, [], [standing(state=state)], NOW)
    assert step.what == what


def test_a_fingerprint_knows_day_state_and_version():
    plan = [Planned(DEC, NEW, NEW, None)]
    seen = {
        fingerprint(steps(RULE, plan, rows, NOW))
        for rows in (
            [],
            [standing()],
            [standing(state="called")],
            [Standing(DEC, OLD, OLD, "draft", NOW + timedelta(1))],
        )
    }
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        ([], {}),
        ([("a", 1, 1, True), ("b", 2, 2, True)], {}),
        ([("a", 2, 1, True), ("b", 1, 2, True)], {"a": 2, "b": 1}),
        ([("a", 1, 1, False), ("b", 2, 5, True), ("c", 3, 3, False)], {"b": 2}),
        ([("a", 1, 2, False), ("b", 2, 1, True)], {"b": 3}),
        ([("a", 1, 4, True), ("b", 2, 1, False)], {"a": 2}),
    ],
)
def test_drafts_are_numbered_around_what_stands(rows, changed):
    meetings = [Numbered(key, NOW + timedelta(days=day), number, free) for key, day, number, free in rows]
    assert numbers(meetings) == changed

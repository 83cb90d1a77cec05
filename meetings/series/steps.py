"""What making, changing or ending a series does to each of its meetings (pure)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from meetings.schedule.occasion import Occasion
from meetings.series.rule import Planned, Rule

What = Literal[
    "add",  # a draft is made
    "change",  # a draft gets the new time or place
    "move",  # a called one does: everybody invited is told
    "discard",  # a draft is given up
    "stays",  # it is already so
    "by_hand",  # somebody gave it another time or place: it follows the series no more
    "begun",  # its beginning has passed
    "settled",  # held, called off, or discarded by hand
    "called",  # the rule has no day for it any more, but people were told of it
    "passed",  # the day that the rule names has passed
    "none",  # the month is left out: the office is closed
]
DOES = ("add", "change", "move", "discard")


@dataclass(frozen=True)
class Standing:
    """A meeting of the series as it is, and as the series gave it."""

    month: date
    now: Occasion
    given: Occasion
    state: str
    changed_at: datetime


@dataclass(frozen=True)
class Step:
    """What becomes of one month; ``to`` is when and where the meeting is to be."""

    what: What
    month: date
    planned: Planned | None
    standing: Standing | None
    to: Occasion | None = None

    @property
    def does(self) -> bool:
        """Whether anything changes."""
        return self.what in DOES

    @property
    def shown(self) -> Occasion | None:
        """When and where it will be, of whatever month there is a meeting."""
        return self.to or (self.standing.now if self.standing else None)


def steps(rule: Rule | None, plan: Iterable[Planned], standing: Iterable[Standing], now: datetime) -> list[Step]:
    """One step for each month of which the rule or a meeting knows, in time. No rule: the series ends."""
    by_month, planned_by = {each.month: each for each in standing}, {each.month: each for each in plan}
    return [
        _step(rule, planned_by.get(month), by_month.get(month), month, now)
        for month in sorted({*by_month, *planned_by})
    ]


def fingerprint(found: Iterable[Step]) -> str:
    """What somebody looked at before they said yes: another calendar, rule or meeting gives another one."""
    said = [(each.what, each.month, each.to, each.standing and each.standing.changed_at) for each in found]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _step(rule: Rule | None, plan: Planned | None, standing: Standing | None, month: date, now: datetime) -> Step:
    to = rule.on(plan.day) if rule and plan and plan.day else None
    what = _new(to, now) if standing is None else _of_meeting(standing, to, now)
    return Step(what, month, plan, standing, to if what in ("add", "change", "move") else None)


def _new(to: Occasion | None, now: datetime) -> What:
    if to is None:
        return "none"
    return "passed" if to.start <= now else "add"


def _of_meeting(standing: Standing, to: Occasion | None, now: datetime) -> What:
    if standing.state not in ("draft", "called"):
        return "settled"
    if standing.now.start <= now:
        return "begun"
    if standing.now != standing.given:
        return "by_hand"
    if to == standing.now:
        return "stays"
    called = standing.state == "called"
    if to is None:
        return "called" if called else "discard"
    if to.start <= now:
        return "passed"
    return "move" if called else "change"

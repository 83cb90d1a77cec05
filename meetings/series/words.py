"""A rule and its days in words (pure)."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.office_days.words import why_closed
from meetings.series.rule import LAST, Planned, Rule
from meetings.series.steps import Step
from portal.dates.months import IN_FISCAL_ORDER
from portal.dates.wareki import day as in_words

NTH = {
    1: gettext_lazy("the first"),
    2: gettext_lazy("the second"),
    3: gettext_lazy("the third"),
    4: gettext_lazy("the fourth"),
    LAST: gettext_lazy("the last"),
}


def month_name(month: int) -> str:
    """4月."""
    return f"{month}月"


def about(rule: Rule) -> str:
    """毎月第2木曜日, 4月・10月の15日."""
    every = len(rule.months) == len(IN_FISCAL_ORDER)
    months = "・".join(month_name(month) for month in IN_FISCAL_ORDER if month in rule.months)
    if rule.nth is None or rule.weekday is None:
        words = {"day": str(rule.day), "months": months}
        return (_("day %(day)s of every month") if every else _("day %(day)s of %(months)s")) % words
    words = {"nth": str(NTH[rule.nth]), "weekday": str(WEEKDAYS[rule.weekday]), "months": months}
    return (_("%(nth)s %(weekday)s of every month") if every else _("%(nth)s %(weekday)s of %(months)s")) % words


def why_there(plan: Planned) -> str:
    """Why the day is not the one of the rule, or is a closed one; nothing where it is simply the day of the rule."""
    if plan.closing is None:
        return ""
    words = {"day": in_words(plan.ruled), "why": why_closed(plan.closing, plan.ruled)}
    if plan.day is None:
        return _("Left out: the office is closed on %(day)s (%(why)s).") % words
    if plan.day == plan.ruled:
        return _("The office is closed on this day (%(why)s).") % words
    later = plan.day > plan.ruled
    said = _("Later than %(day)s: %(why)s.") if later else _("Earlier than %(day)s: %(why)s.")
    return said % words + (_("Otherwise it would fall into another fiscal year.") if plan.turned else "")


def what_happens(step: Step) -> str:
    """What becomes of this month, in one sentence."""
    return {
        "add": _("A draft is made."),
        "change": _("The draft is changed. Nobody has been told of it yet."),
        "move": _("Everybody invited is told, and answers again if the time is another."),
        "discard": _("The draft is discarded. Nobody had been told of it."),
        "stays": _("It stays as it is."),
        "by_hand": _("It stays: somebody gave it a time or place of its own."),
        "begun": _("It stays: its beginning has passed."),
        "settled": _("It stays: it was held, called off or discarded."),
        "called": _("It stays: people were told of it. If it is not to take place, call it off on its own page."),
        "passed": _("Nothing is made or changed: the day of the rule has passed."),
        "none": _("No meeting."),
    }[step.what]


def refused(refusal: str) -> str:
    """Why the series stays as it is, and what to do instead."""
    return {
        "OtherThanSeen": _("Something changed meanwhile. This is how it would be now. Please look through it again."),
        "NothingToMake": _("The rule names no day that is still to come. Please choose other months or another year."),
        "MadeAlready": _("The meetings of this rule are made already. They stand in the year at a glance."),
        "Ended": _("This series has ended already."),
    }[refusal]


def counts(found: Iterable[Step]) -> dict[str, int]:
    """How many months get what."""
    said: dict[str, int] = {}
    for step in found:
        said[step.what] = said.get(step.what, 0) + 1
    return said

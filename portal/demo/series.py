"""A year of meetings made by a rule: one day is shifted by a holiday, one meeting is moved by hand, one is called off."""

from collections.abc import Callable
from datetime import date, time, timedelta

from django.utils import timezone

from meetings.agenda.access import guests_of
from meetings.agenda.models import Item
from meetings.agenda.services import add_item, call_off
from meetings.bodies.models import Body
from meetings.office_days.access import offices
from meetings.office_days.services import enter_day
from meetings.schedule.models import Meeting
from meetings.schedule.services import call_meeting, move_meeting
from meetings.series.access import dates_of, what_making_does
from meetings.series.models import MeetingSeries
from meetings.series.rule import Rule
from meetings.series.services import make_series
from meetings.series.steps import Step, fingerprint
from portal.accounts.models import User
from portal.dates.fiscal import fiscal_year
from portal.dates.months import fiscal_months

PLACE = "市役所 3階 302会議室"
Cast = Callable[[str], User]
AHEAD = timedelta(days=28)  # what comes sooner is told by the rest of the story
ENOUGH = 3
MANY = 6  # of so many, one more is shifted by a day of the city's own


def tell_series(user: Cast, body: Body) -> None:
    """The next fiscal year's Thursdays, or what is left of this one."""
    actor, (year, rule, steps) = user("coordinator"), _rule(timezone.localdate())
    if len(steps) >= MANY:
        _own_day(actor, steps)
    found = what_making_does(year, rule)
    series = make_series(actor=actor, body=body, year=year, rule=rule, seen=fingerprint(found))
    plain = _plain(series)
    people = [user("member"), user("member2")]
    moved, off = plain[0], plain[-1]
    for meeting in (moved, off):
        add_item(
            actor=actor,
            meeting=meeting,
            heading="プラン R8-003",
            kind=Item.Kind.EVALUATION,
            minutes_long=30,
            summoned=people,
        )
        call_meeting(actor=actor, meeting=meeting, guests=guests_of(meeting))
        meeting.refresh_from_db()
    later = offices().on_or_after(moved.day + timedelta(days=5)) - moved.day
    move_meeting(
        actor=actor,
        meeting=moved,
        start=moved.start + later,
        end=moved.end + later,
        place=moved.place,
        seen=moved.changed_at,
    )
    call_off(actor=actor, meeting=off)


def _rule(today: date) -> tuple[int, Rule, list[Step]]:
    """第2木曜 or another Thursday or Tuesday, of this year or the next: the first with a day that a holiday shifts."""
    first = today + AHEAD
    for year in (fiscal_year(today), fiscal_year(today) + 1):
        months = frozenset(month.month for month in fiscal_months(year) if month > first)
        for nth, weekday in ((2, 3), (4, 1), (3, 3), (4, 2), (2, 0), (3, 0)):
            rule = Rule(nth, weekday, None, months, time(14), time(15, 30), place=PLACE)
            steps = what_making_does(year, rule)
            if len(steps) >= ENOUGH and any(_shifted(step) for step in steps[1:-1]):
                return year, rule, steps
    raise LookupError("no year without a holiday")


def _own_day(actor: User, steps: list[Step]) -> None:
    """One more day is the city's own."""
    step = next(step for step in steps[1:] if not _shifted(step) and step.to)
    if step.to:
        day = timezone.localtime(step.to.start).date()
        enter_day(actor=actor, day=day, kind="closed", label="市制記念日")


def _plain(series: MeetingSeries) -> list[Meeting]:
    """Its meetings that stand on the day of the rule."""
    rule = series.rule
    rows = dates_of(series)
    return [each.meeting for each in rows if each.meeting.day == rule.day_in(each.month.year, each.month.month)]


def _shifted(step: Step) -> bool:
    return step.planned is not None and step.planned.shifted

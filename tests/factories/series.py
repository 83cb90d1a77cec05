"""A series of meetings, made by the services in the name of who runs the body."""

from datetime import time

from django.utils import timezone

from meetings.bodies.models import Body
from meetings.series.access import what_making_does
from meetings.series.models import MeetingSeries
from meetings.series.rule import Rule
from meetings.series.services import make_series
from meetings.series.steps import fingerprint
from portal.dates.fiscal import fiscal_year
from portal.dates.months import IN_FISCAL_ORDER
from tests.factories.meetings import secretariat_of


def a_series(body: Body, *, year: int | None = None, nth: int = 2, weekday: int = 3) -> MeetingSeries:
    """第2木曜 of the next fiscal year, or of another."""
    year = year or fiscal_year(timezone.localdate()) + 1
    rule = Rule(nth, weekday, None, frozenset(IN_FISCAL_ORDER), time(14), time(15, 30), "市役所 3階 302会議室")
    seen = fingerprint(what_making_does(year, rule))
    return make_series(actor=secretariat_of(body), body=body, year=year, rule=rule, seen=seen)

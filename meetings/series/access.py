"""Who may see and change a series: who runs its body. Its meetings are seen as all meetings are."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from meetings.bodies.access import ids_run_by, runs_body
from meetings.bodies.models import Body
from meetings.office_days.access import offices
from meetings.series.models import MeetingSeries, SeriesDate
from meetings.series.rule import Rule, planned
from meetings.series.steps import Standing, Step, steps
from portal.accounts.models import User


def may_run(user: User, series: MeetingSeries) -> bool:
    """Whether the person may change the series: secretariat or chair of its body."""
    return runs_body(user, series.body)


def get_series_to_run(user: User, pk: UUID) -> MeetingSeries:
    """A series of a body that the person runs; absent and forbidden are both 404."""
    found = MeetingSeries.objects.filter(pk=pk, body__in=ids_run_by(user)).select_related("body").first()
    if found is None:
        raise Http404
    return found


def series_of(body: Body, year: int) -> list[MeetingSeries]:
    """The series of a body in a fiscal year, ended ones too. The caller asked whether the reader runs the body."""
    return list(MeetingSeries.objects.filter(body=body, fiscal_year=year))


def dates_by_series(body: Body, year: int) -> dict[MeetingSeries, list[SeriesDate]]:
    """The same with the meetings of each; two queries. The caller asked whether the reader runs the body."""
    found: dict[MeetingSeries, list[SeriesDate]] = {each: [] for each in series_of(body, year)}
    rows = SeriesDate.objects.filter(series__body=body, series__fiscal_year=year).select_related("meeting", "series")
    for row in rows if found else ():
        found[row.series].append(row)
    return found


def dates_of(series: MeetingSeries) -> list[SeriesDate]:
    """Its meetings, month by month."""
    return list(SeriesDate.objects.filter(series=series).select_related("meeting__body"))


def what_making_does(year: int, rule: Rule) -> list[Step]:
    """What a new series of this rule would make, by the city's calendar as it is now."""
    return steps(rule, planned(rule, year, offices()), [], timezone.now())


def what_changing_does(series: MeetingSeries, rule: Rule, dates: Iterable[SeriesDate]) -> list[Step]:
    """What this rule would do to the meetings of the series."""
    return steps(rule, planned(rule, series.fiscal_year, offices()), _standing(dates), timezone.now())


def what_ending_does(dates: Iterable[SeriesDate]) -> list[Step]:
    """What becomes of these meetings when their series ends."""
    return steps(None, [], _standing(dates), timezone.now())


def _standing(dates: Iterable[SeriesDate]) -> list[Standing]:
    return [
        Standing(each.month, each.meeting.occasion, each.given, each.meeting.state, each.meeting.changed_at)
        for each in dates
    ]

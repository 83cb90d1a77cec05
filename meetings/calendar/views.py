"""Meetings in time: a month of all that the reader may see, and the fiscal year of one body."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings.bodies.access import pledged_places
from meetings.calendar import access
from meetings.calendar.grid import FIRST, LAST, by_day, has_page, weeks
from meetings.calendar.words import closed_words
from meetings.office_days.access import offices as citys_offices
from meetings.series.access import dates_by_series
from meetings.series.presenting import why_in_year
from meetings.series.words import about
from portal.accounts.requests import PersonRequest
from portal.dates.fiscal import fiscal_year, fiscal_year_label
from portal.dates.months import first_of_month, fiscal_months


def month(request: PersonRequest, year: int | None = None, number: int = 1) -> HttpResponse:
    """The days of a month with their meetings; without a number this month."""
    today = timezone.localdate()
    first = first_of_month(today) if year is None else _month(year, number)
    found = access.meetings_of_month(request.user, first)
    rows = weeks(first.year, first.month, citys_offices(), by_day((each.day, each) for each in found))
    return render(
        request,
        "meetings/calendar/month.html",
        {
            "month": first,
            "weeks": rows,
            "days": [day for week in rows for day in week if day.inside and (day.things or day.named)],
            "closed": {day.day: closed_words(day) for week in rows for day in week if day.inside},
            "any": bool(found),
            "today": today,
            "now": first == first_of_month(today),
            "before": _with_page(first_of_month(first, -1)),
            "after": _with_page(first_of_month(first, 1)),
            "bodies": [body for body, _runs in pledged_places(request.user)],
            "fiscal": fiscal_year(first),
        },
    )


def year(request: PersonRequest, pk: UUID, year: int | None = None) -> HttpResponse:
    """The twelve months of a body's fiscal year, each with its meetings and open questions about dates."""
    user, today = request.user, timezone.localdate()
    body, runs, bodies = access.get_place(user, pk)
    if year is None:
        year = fiscal_year(today)
    elif not FIRST <= year <= LAST:
        raise Http404
    entries = access.entries_of_year(user, body, year, runs=runs)
    things = by_day((each.meeting.day.replace(day=1), each) for each in entries)
    questions = by_day((each.first.replace(day=1), each) for each in access.questions_of(user, body, runs=runs))
    series = dates_by_series(body, year) if runs else {}
    return render(
        request,
        "meetings/calendar/year.html",
        {
            "body": body,
            "runs": runs,
            "year": fiscal_year_label(year),
            "months": [(each, things.get(each, []), questions.get(each, [])) for each in fiscal_months(year)],
            "count": len(entries),
            "this_month": first_of_month(today),
            "before": (year - 1, fiscal_year_label(year - 1)) if year > FIRST else None,
            "after": (year + 1, fiscal_year_label(year + 1)) if year < LAST else None,
            "bodies": bodies,
            "number": year,
            "series": [(each, about(each.rule)) for each in series],
            "why": why_in_year(series, citys_offices),
        },
    )


def _month(year: int, number: int) -> date:
    if not 1 <= number <= 12 or not 1 <= year <= 9998 or not has_page(date(year, number, 1)):
        raise Http404
    return date(year, number, 1)


def _with_page(month: date) -> date | None:
    return month if has_page(month) else None

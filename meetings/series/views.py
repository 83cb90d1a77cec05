"""The pages of a series: the rule, the whole fiscal year before anything is made, the series, its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.bodies.access import get_body_to_run
from meetings.office_days.access import offices
from meetings.series import access, services
from meetings.series.forms import NewSeriesForm, RuleForm, as_written
from meetings.series.presenting import lines_of, people_told, why_shifted, with_hints
from meetings.series.steps import Step, fingerprint
from meetings.series.words import about, counts, refused
from portal.accounts.requests import PersonRequest
from portal.dates.fiscal import fiscal_year_label


def make(request: PersonRequest, body_id: UUID) -> HttpResponse:
    """Write the rule, look at the whole year, then make the drafts."""
    body = get_body_to_run(request.user, body_id)
    form = NewSeriesForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "body": body}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, "meetings/series/make.html", shown, status=422 if form.errors else 200)
    year, rule = form.cleaned_data["year"], form.rule
    if "confirmed" in request.POST:
        try:
            series = services.make_series(
                actor=request.user, body=body, year=year, rule=rule, seen=form.cleaned_data["seen"]
            )
        except services.CannotDo as refusal:
            messages.warning(request, refused(type(refusal).__name__))
        else:
            messages.success(request, _("The drafts are made. Nobody has been told yet."))
            return redirect("series:series", series.pk)
    found = access.what_making_does(year, rule)
    return _look(request, form, found, shown | {"year": fiscal_year_label(year)})


def series(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The rule, and every meeting it made."""
    found = access.get_series_to_run(request.user, pk)
    dates = access.dates_of(found)
    return render(
        request,
        "meetings/series/series.html",
        {
            "series": found,
            "body": found.body,
            "about": about(found.rule),
            "year": fiscal_year_label(found.fiscal_year),
            "dates": dates,
            "why": why_shifted(found, dates, offices()),
        },
    )


def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write another rule, look at what it does to which meeting, then change them."""
    found = access.get_series_to_run(request.user, pk)
    form = RuleForm(request.POST or None, initial=as_written(found.rule))
    shown = {"form": form, "series": found, "body": found.body, "year": fiscal_year_label(found.fiscal_year)}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, "meetings/series/change.html", shown, status=422 if form.errors else 200)
    if "confirmed" in request.POST:
        try:
            services.change_rule(actor=request.user, series=found, rule=form.rule, seen=form.cleaned_data["seen"])
        except services.CannotDo as refusal:
            messages.warning(request, refused(type(refusal).__name__))
        else:
            messages.success(request, _("The series follows the new rule."))
            return redirect("series:series", pk)
    return _look(request, form, access.what_changing_does(found, form.rule, access.dates_of(found)), shown)


def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what ending does to which meeting, and end the series."""
    found = access.get_series_to_run(request.user, pk)
    if found.ended_at:
        messages.warning(request, refused("Ended"))
        return redirect("series:series", pk)
    if request.method == "POST":
        try:
            services.end_series(actor=request.user, series=found, seen=request.POST.get("seen", ""))
        except services.CannotDo as refusal:
            messages.warning(request, refused(type(refusal).__name__))
        else:
            messages.success(
                request, _("The series has ended. Its drafts are discarded, and nobody had been told of them.")
            )
        return redirect("series:series", pk)
    dates = access.dates_of(found)
    steps = access.what_ending_does(dates)
    lines = lines_of(steps, dates)
    return render(
        request,
        "meetings/series/end.html",
        {
            "series": found,
            "body": found.body,
            "about": about(found.rule),
            "year": fiscal_year_label(found.fiscal_year),
            "discarded": [line for line in lines if line.step.what == "discard"],
            "staying": [line for line in lines if line.step.what in ("called", "by_hand")],
            "seen": fingerprint(steps),
        },
    )


def _look(request: PersonRequest, form: RuleForm, found: list[Step], shown: dict[str, Any]) -> HttpResponse:
    """The whole year before anything is done; 409 where the act was refused because something changed."""
    dates = access.dates_of(shown["series"]) if "series" in shown else []
    lines = with_hints(request.user, shown["body"], lines_of(found, dates))
    return render(
        request,
        "meetings/series/look.html",
        shown
        | {
            "lines": [line for line in lines if line.meeting or line.step.what != "passed"],
            "about": about(form.rule),
            "counts": counts(found),
            "does": any(step.does for step in found),
            "told": people_told(request.user, [line.meeting for line in lines if line.step.what == "move"]),
            "fields": [field for field in form if field.name != "seen"],
            "seen": fingerprint(found),
        },
        status=409 if "confirmed" in request.POST else 200,
    )

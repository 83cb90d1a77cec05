"""The reports at the desk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from cms.desk.reports.access import csv_rows
from cms.desk.reports.access import report as report_of
from cms.desk.translations.access import translation
from cms.desk.translations.services import note_caught_up
from cms.statistics.access import daily
from portal.spreadsheets.table import csv_of


@require_safe
def report(request: HttpRequest, name: str) -> HttpResponse:
    """One report."""
    found = report_of(name)
    if found is None:
        raise Http404
    return render(request, "cms/desk/report.html", {"report": found})


@require_safe
def visits_csv(request: HttpRequest) -> HttpResponse:
    """What was read, day by day, for a spreadsheet."""
    answer = HttpResponse(csv_of(csv_rows(daily())), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="visits.csv"'
    return answer


@require_POST
def caught_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A translation says again what the Japanese page says."""
    page = translation(pk, request.user)
    note_caught_up(page)
    messages.success(request, _("“%(title)s” is no longer listed as behind.") % {"title": page.title})
    return redirect("desk:report", "translations")

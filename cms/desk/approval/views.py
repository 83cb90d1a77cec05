"""決裁記録 at the desk: the list of a page, and one on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.desk.approval.access import record_of, records_of


@require_safe
def records(request: HttpRequest, page_id: int) -> HttpResponse:
    """All approvals of a page."""
    page, states = records_of(page_id, request.user)
    return render(request, "cms/desk/records.html", {"page": page, "states": states})


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One approval, to print: who, when, with which words, and what changed."""
    return render(request, "cms/desk/record.html", {"record": record_of(pk, request.user)})

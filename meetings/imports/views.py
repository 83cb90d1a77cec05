"""Inviting many at once: the file, the look at what would come of it, and the sheets to hand over."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.bodies.access import get_body_to_run
from meetings.imports import access, services
from meetings.imports.forms import FileForm
from meetings.imports.judging import COLUMNS, remarks_in_order
from portal.accounts.requests import PersonRequest
from portal.spreadsheets.table import csv_of


def load(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a file; say what is wrong with it row by row, or show what would come of it."""
    body = get_body_to_run(request.user, pk)
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None, actor=request.user, body=body)
    if form.is_valid():
        try:
            draft = services.keep_draft(actor=request.user, body=body, judged=form.judged)
        except services.MustBeMended:
            return _must_be_mended(request, pk, form)
        return redirect("bodies:import_look", pk, draft.pk)
    context = {"body": body, "form": form, "columns": COLUMNS}
    return render(request, "meetings/imports/load.html", context, status=422 if form.errors else 200)


def _must_be_mended(request: PersonRequest, pk: UUID, form: FileForm) -> HttpResponse:
    context = {"body": form.body, "form": form, "columns": COLUMNS, "wrong": form.wrong()}
    return render(request, "meetings/imports/load.html", context, status=422)


def look(request: PersonRequest, pk: UUID, draft_id: UUID) -> HttpResponse:
    """Who would be invited; with the word to do so, everybody is, and their sheets are shown once."""
    body = get_body_to_run(request.user, pk)
    draft = access.get_draft_for(request.user, body, draft_id)
    if request.method == "POST":
        try:
            sheets = services.invite_all(actor=request.user, draft=draft)
        except services.MustBeMended:
            pass  # somebody got a seat meanwhile: the page below says who
        else:
            return render(request, "meetings/imports/sheets.html", {"body": body, "sheets": sheets})
    judged = access.judge_draft(draft)
    context = {
        "body": body,
        "entries": judged.entries,
        "wrong": remarks_in_order(judged.wrong),
        "doubtful": remarks_in_order(judged.doubtful),
    }
    return render(request, "meetings/imports/look.html", context, status=422 if judged.wrong else 200)


def template(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The file to fill in: only its first row."""
    get_body_to_run(request.user, pk)
    response = HttpResponse(csv_of([COLUMNS]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename=\"template.csv\"; filename*=UTF-8''%E5%90%8D%E7%B0%BF.csv"
    return response

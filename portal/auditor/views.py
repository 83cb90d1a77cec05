"""The record of acts, for auditors: looked through, and taken along as CSV."""

from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.requests import PersonRequest
from portal.auditor import access, services
from portal.auditor.forms import ExportForm, FilterFields
from portal.auditor.table import rows_of
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode

PAGE = 50


def acts(request: PersonRequest) -> HttpResponse:
    """The newest acts, or those that are looked for; a page goes on from the number of the last one."""
    access.require_auditor(request.user)
    form = FilterFields(request.GET or None)
    asked = form.asked() if form.is_valid() else access.Filter()
    services.open_record(actor=request.user, asked=asked)
    found, more = access.page_of(asked, _number(request.GET.get("before", "")), PAGE) if not form.errors else ([], None)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "rows": rows_of(found),
        "more": more,
        "query": query.urlencode(),
        "verified": access.last_verification(),
    }
    return render(request, "portal/auditor/acts.html", context, status=422 if form.errors else 200)


def _number(typed: str) -> int | None:
    """Of an act; whatever else stands in the address is as good as nothing. No act has more than eighteen digits."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 18 else None


def export(request: PersonRequest) -> HttpResponse:
    """The same acts as CSV, with a fresh factor; that they were taken along is an act itself."""
    user = request.user
    access.require_auditor(user)
    fields = FilterFields(request.GET or None)
    asked = fields.asked() if fields.is_valid() else access.Filter()
    form = ExportForm(request.POST or None, user=user, act=services.EXPORTING, about=asked.digest)
    if request.method == "POST" and form.is_valid():
        try:
            table = services.export_record(actor=user, asked=asked, factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            response = HttpResponse(table, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = 'attachment; filename="acts.csv"'
            return response
    cut = services.EXPORT_LIMIT if services.is_cut(asked) else 0
    context = {"form": form, "query": request.GET.urlencode(), "cut": cut}
    return render(request, "portal/auditor/export.html", context, status=422 if form.errors else 200)

"""The page on which who runs a body keeps the city's open and closed days."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.office_days import access, services
from meetings.office_days.forms import DayForm, ListForm
from portal.accounts.requests import PersonRequest
from portal.dates.closed import holiday_name
from portal.dates.wareki import wareki


def days(request: PersonRequest) -> HttpResponse:
    """The city's own days, and a form for one more."""
    access.require_keeper(request.user)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.enter_day(actor=request.user, **form.cleaned_data)
        messages.success(request, _("%(day)s is entered.") % {"day": wareki(form.cleaned_data["day"])})
        return redirect("office_days:list")
    offices, today = access.offices(), timezone.localdate()
    return render(
        request,
        "meetings/office_days/list.html",
        {
            "form": form,
            "days": access.days_in_view(),
            "holidays": [(day, holiday_name(day)) for day in offices.next_days(today, 120) if holiday_name(day)],
            "next_open": offices.next_open(today),
        },
        status=422 if form.errors else 200,
    )


def take_out(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A day follows the national calendar again."""
    row = access.get_day_to_keep(request.user, pk)
    if request.method == "POST":
        services.take_out_day(actor=request.user, row=row)
        messages.success(request, _("%(day)s follows the national calendar again.") % {"day": wareki(row.day)})
    return redirect("office_days:list")


def take_in(request: PersonRequest) -> HttpResponse:
    """Take in the Cabinet Office's list of national holidays: what it says otherwise is entered."""
    access.require_keeper(request.user)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        n = services.take_in_list(actor=request.user, listed=form.listed)
        messages.success(request, _("The list is read. Days entered because it says otherwise: %(n)s") % {"n": n})
        return redirect("office_days:list")
    return render(request, "meetings/office_days/take_in.html", {"form": form}, status=422 if form.errors else 200)

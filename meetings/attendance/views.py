"""The attendance of a meeting, for who runs it: the list with one tap for all, and one person's page for what differs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agenda.services import open_meeting
from meetings.attendance import access, services
from meetings.attendance.forms import PersonForm
from meetings.schedule.access import get_meeting_to_run
from portal.accounts.requests import PersonRequest


def sheet(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Everybody at every item; one tap enters all who are not entered."""
    meeting = get_meeting_to_run(request.user, pk)
    if request.method == "POST":
        try:
            entered = services.enter_everybody(actor=request.user, meeting=meeting)
        except services.NotOpen:
            _say_not_open(request)
        else:
            words = ngettext(
                "%(n)s person is entered. Now mend what was otherwise.",
                "%(n)s people are entered. Now mend what was otherwise.",
                entered,
            )
            messages.success(request, words % {"n": entered})
        return redirect("attendance:sheet", pk)
    open_meeting(actor=request.user, meeting=meeting)
    found = access.sheet(request.user, meeting)
    context = {"meeting": meeting, "sheet": found, "open": access.may_enter(meeting)}
    return render(request, "meetings/attendance/sheet.html", context)


def person(request: PersonRequest, pk: UUID, user_id: UUID) -> HttpResponse:
    """One person at their items."""
    meeting = get_meeting_to_run(request.user, pk)
    views, row = access.get_row(request.user, meeting, user_id)
    form = PersonForm(request.POST if request.method == "POST" else None, meeting=meeting, views=views, lines=row.lines)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter(actor=request.user, meeting=meeting, person=row.user, marks=form.marks())
        except services.NotOpen:
            _say_not_open(request)
        except services.ByProxy:
            messages.warning(request, _("Nothing was saved: a proxy was called meanwhile. Please look again."))
        else:
            messages.success(request, _("The attendance of %(name)s is entered.") % {"name": row.user.full_name})
        return redirect("attendance:sheet", pk)
    open_meeting(actor=request.user, meeting=meeting)
    context = {
        "meeting": meeting,
        "row": row,
        "form": form,
        "open": access.may_enter(meeting),
        "proxies_open": access.open_for_proxies(meeting),
        "is_proxy": any(line.summons.stands_for_id for line in row.lines),
    }
    return render(request, "meetings/attendance/person.html", context, status=422 if form.errors else 200)


def _say_not_open(request: PersonRequest) -> None:
    messages.warning(
        request, _("Nothing was saved: attendance is entered from the day of the meeting until its minutes are frozen.")
    )

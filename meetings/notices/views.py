"""送信の記録, and sending again what could not be handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.notices import access, services
from meetings.schedule.access import get_meeting_to_run
from portal.accounts.requests import PersonRequest


def sent(request: PersonRequest, pk: UUID) -> HttpResponse:
    """To whom what was sent when. Looking at it is recorded."""
    meeting = get_meeting_to_run(request.user, pk)
    services.open_notices(actor=request.user, meeting=meeting)
    rows = access.dispatches(request.user, meeting)
    context = {"meeting": meeting, "sendings": access.sendings(rows), "failed": sum(row.again for row in rows)}
    return render(request, "meetings/notices/sent.html", context)


def retry(request: PersonRequest, pk: UUID, notice_id: UUID) -> HttpResponse:
    """Send one failed mail again."""
    meeting = get_meeting_to_run(request.user, pk)
    notice = access.get_notice(request.user, meeting, notice_id)
    if request.method == "POST":
        try:
            services.retry_notice(actor=request.user, notice=notice)
        except services.CannotRetry:
            messages.warning(request, _("This mail is not sent again: it did not fail, or something newer was sent."))
        else:
            messages.success(request, _("The mail is sent again. Please look here once more in a few minutes."))
    return redirect("meetings:notices", pk)

"""The Word file of a meeting's minutes."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from meetings.agenda.access import get_meeting_for
from minutes.export.services import NotFinal, NotIntact, export_minutes
from portal.accounts.requests import PersonRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Download the final minutes of the items the reader may see; by POST, since it is recorded."""
    meeting = get_meeting_for(request.user, meeting_id)
    if request.method != "POST":
        return redirect("signoff:minutes", meeting_id)
    try:
        content = export_minutes(actor=request.user, meeting=meeting)
    except NotFinal:
        messages.warning(request, _("The Word file can be made when all have confirmed."))
        return redirect("signoff:minutes", meeting_id)
    except NotIntact:
        messages.error(request, _("The stored minutes differ from what was sealed. Please call the secretariat."))
        return redirect("signoff:minutes", meeting_id)
    response = HttpResponse(content, content_type=WORD)
    # the file name is neutral: it lands in download folders
    name = f"会議録_第{meeting.notice_number}号.docx"
    response["Content-Disposition"] = f"attachment; filename=\"minutes.docx\"; filename*=UTF-8''{quote(name)}"
    return response

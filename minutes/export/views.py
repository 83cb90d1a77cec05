"""The Word file of a meeting's minutes."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda.access import get_meeting_for
from minutes.export import services
from minutes.export.forms import ExportForm
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode
from portal.word.page import CONTENT_TYPE


def word(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Ask for a fresh factor, then hand out the final minutes of the items the reader may see."""
    user, meeting = request.user, get_meeting_for(request.user, meeting_id)
    posted = request.POST if request.method == "POST" else None
    form = ExportForm(posted, user=user, act=services.EXPORTING, about=str(meeting.pk))
    try:
        services.gather(actor=user, meeting=meeting)  # before a code is used up
        if form.is_valid():
            return _file(
                meeting.notice_number, services.export_minutes(actor=user, meeting=meeting, factor=form.prove())
            )
    except WrongCode as refusal:
        refuse_code(form, str(refusal))
    except services.NotFinal:
        messages.warning(request, _("The Word file can be made when all have confirmed."))
        return redirect("signoff:minutes", meeting_id)
    except services.NotIntact:
        messages.error(request, _("The stored minutes differ from what was sealed. Please call the secretariat."))
        return redirect("signoff:minutes", meeting_id)
    context = {"meeting": meeting, "form": form}
    return render(request, "minutes/export/word.html", context, status=422 if form.errors else 200)


def _file(number: int, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    # the file name is neutral: it lands in download folders
    name = f"会議録_第{number}号.docx"
    response["Content-Disposition"] = f"attachment; filename=\"minutes.docx\"; filename*=UTF-8''{quote(name)}"
    return response

"""The printed papers of a meeting, for who runs it."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from meetings.letters import access, services
from meetings.letters.forms import LettersForm
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode
from portal.word.page import CONTENT_TYPE


def papers(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask which papers and for a fresh factor, then hand the file out."""
    user, meeting = request.user, access.get_meeting_to_print(request.user, pk)
    form = LettersForm(
        request.POST if request.method == "POST" else None,
        user=user,
        act=services.PRINTING,
        about=str(meeting.pk),
        meeting=meeting,
        people=access.people_to_write_to(user, meeting),
    )
    try:
        if form.is_valid():
            made = services.export_letters(actor=user, meeting=meeting, factor=form.prove(), **form.chosen())
            return _file(meeting.notice_number, made)
    except WrongCode as refusal:
        refuse_code(form, str(refusal))
    context = {"meeting": meeting, "form": form}
    return render(request, "meetings/letters/papers.html", context, status=422 if form.errors else 200)


def _file(number: int, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    # the file name is neutral: it lands in download folders
    name = f"会議の書類_第{number}号.docx"
    response["Content-Disposition"] = f"attachment; filename=\"letters.docx\"; filename*=UTF-8''{quote(name)}"
    return response

"""The printed papers of a meeting, for who runs it."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from meetings.letters import access, services
from meetings.letters.forms import LettersForm, SlipsForm
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


def date_slips(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The same for slips on which people answer a question about dates."""
    user, poll = request.user, access.get_poll_to_print(request.user, pk)
    form = SlipsForm(
        request.POST if request.method == "POST" else None,
        user=user,
        act=services.PRINTING,
        about=str(poll.pk),
        people=access.people_asked(poll),
    )
    try:
        if form.is_valid():
            made = services.export_date_slips(actor=user, poll=poll, factor=form.prove(), people=form.people_chosen())
            return _file(poll.number, made)
    except WrongCode as refusal:
        refuse_code(form, str(refusal))
    context = {"poll": poll, "form": form}
    return render(request, "meetings/letters/date_slips.html", context, status=422 if form.errors else 200)


def _file(number: int, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    # the file name is neutral: it lands in download folders
    name = f"会議の書類_第{number}号.docx"
    response["Content-Disposition"] = f"attachment; filename=\"letters.docx\"; filename*=UTF-8''{quote(name)}"
    return response

"""Answering an invitation, with and without a login, and the page on which who runs the meeting sees the answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.replies import access, services
from meetings.replies.forms import AnswerForm, EntryForm
from meetings.schedule.access import get_meeting_to_run
from portal.accounts.requests import PersonRequest


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: opening it shows, sending answers (mail scanners open links)."""
    invitation = access.invitation_of_link(token)
    if invitation is None:
        return render(request, "meetings/replies/over.html", status=404)
    wanted = request.GET.get("answer", "").upper()
    form = AnswerForm(request.POST or None, initial={"answer": wanted, "sequence": invitation.last_sent_sequence})
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(
                actor=invitation.user,
                invitation=invitation,
                sequence=form.cleaned_data["sequence"],
                given=form.cleaned_data["answer"],
                note=form.cleaned_data["note"],
            )
        except services.OutOfDate:
            return render(request, "meetings/replies/over.html", status=404)
        return redirect(f"{request.path}?done=1")
    invitation = access.invitation_of_link(token) or invitation
    context = {"form": form, "invitation": invitation, "meeting": invitation.meeting, "done": "done" in request.GET}
    return render(request, "meetings/replies/by_link.html", context, status=422 if form.errors else 200)


def own(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The person's own answer, after login."""
    invitation = access.get_own_invitation(request.user, pk)
    form = AnswerForm(
        request.POST or None,
        initial={
            "answer": invitation.answer,
            "note": invitation.note or "",
            "sequence": invitation.last_sent_sequence,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(
                actor=request.user,
                invitation=invitation,
                sequence=form.cleaned_data["sequence"],
                given=form.cleaned_data["answer"],
                note=form.cleaned_data["note"],
            )
        except services.OutOfDate:
            messages.warning(request, _("Nothing was saved: the meeting was changed, or has begun. Please look again."))
        else:
            messages.success(request, _("Your answer is saved. The secretariat sees it."))
        return redirect("meetings:meeting", pk)
    context = {"form": form, "meeting": invitation.meeting, "open": access.may_still_answer(invitation)}
    return render(request, "meetings/replies/own.html", context, status=422 if form.errors else 200)


def everybody(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who comes and who does not, for who runs the meeting."""
    meeting = get_meeting_to_run(request.user, pk)
    answers = access.answers_of(request.user, meeting)
    return render(request, "meetings/replies/everybody.html", {"meeting": meeting, "answers": answers})


def enter(request: PersonRequest, pk: UUID, participation_id: UUID) -> HttpResponse:
    """Enter what somebody told by phone or fax."""
    invitation = access.get_invitation_to_enter(request.user, pk, participation_id)
    form = EntryForm(request.POST or None, initial={"answer": invitation.answer, "note": invitation.note or ""})
    if request.method == "POST" and form.is_valid():
        given, note = form.cleaned_data["answer"], form.cleaned_data["note"]
        try:
            services.enter_answer(actor=request.user, invitation=invitation, given=given, note=note)
        except services.OutOfDate:
            messages.warning(request, _("Nothing was saved: the minutes are frozen, or the notice was taken back."))
        else:
            messages.success(request, _("The answer of %(name)s is entered.") % {"name": invitation.user.full_name})
        return redirect("replies:everybody", pk)
    context = {"form": form, "meeting": invitation.meeting, "invitation": invitation}
    return render(request, "meetings/replies/enter.html", context, status=422 if form.errors else 200)

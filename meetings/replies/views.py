"""Answering an invitation, with and without a login, and the page on which who runs the meeting sees the answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda.services import open_meeting
from meetings.replies import access, proposals, services
from meetings.replies.forms import ANSWERS, EXACTLY, AnswerForm, DecideForm, EntryForm, LinkForm, ProposalForm
from meetings.schedule.access import get_meeting_to_run
from meetings.schedule.services import CannotChange
from portal.accounts.requests import PersonRequest


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: opening it shows, sending answers (mail scanners open links)."""
    invitation = access.invitation_of_link(token)
    if invitation is None:
        return render(request, "meetings/replies/over.html", status=404)
    wanted = request.GET.get("answer", "").upper()
    form = LinkForm(request.POST or None, initial={"answer": wanted, "sequence": invitation.last_sent_sequence})
    if request.method == "POST" and form.is_valid():
        try:
            form.send(actor=invitation.user, invitation=invitation)
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
            form.send(actor=request.user, invitation=invitation)
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
    open_meeting(actor=request.user, meeting=meeting)  # everybody's names and words: looking is recorded
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


def review(request: PersonRequest) -> HttpResponse:
    """Mails that a person has to look at, and other times that were proposed."""
    access.require_running(request.user)
    context = {
        "waiting": access.waiting_mails(request.user),
        "proposals": access.proposals_to_decide(request.user),
        "choices": ANSWERS,
    }
    return render(request, "meetings/replies/review.html", context)


def decide(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One click: it is this answer, or nothing follows from it."""
    mail = access.get_mail_to_review(request.user, pk)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = form.cleaned_data["act"]
        try:
            if act == "aside":
                services.set_aside(actor=request.user, mail=mail)
            else:
                services.apply_mail(actor=request.user, mail=mail, given=act)
        except services.AlreadyDecided:
            messages.warning(request, _("Nothing was changed: somebody else was faster, or the meeting is over."))
        else:
            messages.success(request, _("Set aside.") if act == "aside" else _("It is entered as the answer."))
    return redirect("replies:review")


def proposal(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another time that was proposed: move the meeting to it, or keep to the time of the notice."""
    found = access.get_proposal_to_decide(request.user, pk)
    meeting = found.participation.meeting
    form = ProposalForm(request.POST or None, initial={"seen": meeting.changed_at.strftime(EXACTLY)})
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["act"] == "refuse":
                proposals.refuse_proposal(actor=request.user, proposal=found)
                done = _("The meeting stays as it is. The person who proposed gets a mail, nobody else.")
            else:
                proposals.accept_proposal(actor=request.user, proposal=found, seen=form.cleaned_data["seen"])
                done = _("The meeting is moved. Everybody invited gets a new notice and answers anew.")
        except (services.AlreadyDecided, CannotChange):
            messages.warning(
                request, _("Nothing was changed: the meeting or the proposal is not as it was. Please look again.")
            )
        else:
            messages.success(request, done)
        return redirect("replies:review")
    context = {"proposal": found, "invitation": found.participation, "meeting": meeting, "form": form}
    return render(request, "meetings/replies/proposal.html", context, status=422 if form.errors else 200)

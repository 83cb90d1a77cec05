"""Asking to read in an emergency, answering, ending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda.presenting import present_item
from meetings.emergency import access, services
from meetings.emergency.forms import AnswerForm, AskForm
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode


def ask(request: PersonRequest) -> HttpResponse:
    """Ask; the answer is the same whether there is such an item or not."""
    form = AskForm(request.POST or None, user=request.user, act=services.ASKING, about=services.ASKED)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.ask(
                actor=request.user,
                number=given["number"],
                begins=given["begins"],
                reason=given["reason"],
                factor=form.prove(),
            )
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            messages.success(
                request,
                _("What you asked was taken. If it can be read, you get a mail. If it is urgent, please phone."),
            )
            return redirect("home")
    return render(request, "meetings/emergency/ask.html", {"form": form}, status=422 if form.errors else 200)


def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who asks, and why; allow it for some hours with a fresh code."""
    found = access.get_to_decide(request.user, pk)
    form = AnswerForm(request.POST or None, user=request.user, act=services.ALLOWING, about=str(found.pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.allow(
                actor=request.user,
                emergency=found,
                hours=form.cleaned_data["hours"],
                factor=form.prove(),
            )
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        except services.Settled:
            messages.warning(request, _("This was settled meanwhile."))
            return redirect("home")
        else:
            messages.success(
                request,
                _("%(name)s can read the item now. Everybody in it sees that.") % {"name": found.user.full_name},
            )
            return redirect("meetings:meeting", found.item.meeting_id)
    context = {"emergency": found, "item": present_item(request.user, found.item), "meeting": found.item.meeting}
    return render(
        request, "meetings/emergency/answer.html", {**context, "form": form}, status=422 if form.errors else 200
    )


def refuse(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what refusing does, and refuse."""
    found = access.get_to_decide(request.user, pk)
    if request.method == "POST":
        try:
            services.refuse(actor=request.user, emergency=found)
        except services.Settled:
            messages.warning(request, _("This was settled meanwhile."))
        else:
            messages.success(request, _("It was not allowed. The asker is told nothing; please phone them."))
        return redirect("home")
    return render(request, "meetings/emergency/refuse.html", {"emergency": found, "meeting": found.item.meeting})


def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what ending does, and end the reading before its hour."""
    found = access.get_to_end(request.user, pk)
    if request.method == "POST":
        services.end(actor=request.user, emergency=found)
        messages.success(request, _("The emergency reading has ended."))
        return redirect("home")
    return render(request, "meetings/emergency/end.html", {"emergency": found, "own": found.user_id == request.user.pk})

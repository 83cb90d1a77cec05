"""A lost device: stop it, agree to a new one, and set that up by the code."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts import setup_right
from portal.accounts.helping import is_for_the_host
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import ProofForm, refuse_code
from portal.mfa.step_up import WrongCode
from portal.resets import access, services
from portal.resets.forms import AskForm, SetupCodeForm


def ask(request: PersonRequest, user_id: UUID) -> HttpResponse:
    """Stop somebody's devices at once, and ask a second coordinator to agree to new ones."""
    subject = access.get_person_for(request.user, user_id)
    waiting = access.pending_of(subject)
    if waiting is not None:
        return redirect("resets:reset", waiting.pk)
    if is_for_the_host(subject):
        return render(request, "portal/resets/for_the_host.html", {"subject": subject})
    form = AskForm(_posted(request), user=request.user, act=services.ASKING, about=str(subject.pk))
    if form.is_valid():
        try:
            reason, factor = form.cleaned_data["reason"], form.prove()
            reset = services.ask_reset(actor=request.user, subject=subject, reason=reason, factor=factor)
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        except services.AlreadyAsked:
            return redirect("resets:ask", user_id)
        else:
            messages.success(request, _("The devices of %(name)s are stopped.") % {"name": subject.full_name})
            return redirect("resets:reset", reset.pk)
    return _page(request, "ask", form, subject=subject, nobody=not access.could_approve(request.user, subject))


def reset(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What was asked and by whom; the second person agrees, and sees the setup code once."""
    user, found = request.user, access.get_pending_for(request.user, pk)
    mine, may = found.asked_by_id == user.pk, access.may_approve(user, found)
    form = ProofForm(_posted(request), user=user, act=services.APPROVING, about=str(found.pk))
    if may and form.is_valid():
        try:
            code = services.approve_reset(actor=user, reset=found, factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            return render(request, "portal/resets/code.html", {"subject": found.subject, "code": code})
    nobody = found.asked_by is None or not access.could_approve(found.asked_by, found.subject)
    return _page(request, "reset", form, reset=found, mine=mine, may=may, nobody=nobody)


def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The device was found: let it work again."""
    found = access.get_pending_for(request.user, pk)
    form = ProofForm(_posted(request), user=request.user, act=services.WITHDRAWING, about=str(found.pk))
    if form.is_valid():
        try:
            services.withdraw_reset(actor=request.user, reset=found, factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            messages.success(request, _("The devices of %(name)s work again.") % {"name": found.subject.full_name})
            return redirect("home")
    return _page(request, "withdraw", form, reset=found)


def setup_code(request: PersonRequest) -> HttpResponse:
    """After the password: the setup code that replaces the lost device's."""
    found = access.open_code_of(request.user)
    if found is None:
        return redirect("enter:code")
    form = SetupCodeForm(_posted(request))
    if form.is_valid():
        try:
            services.use_setup_code(actor=request.user, reset=found, typed=form.cleaned_data["code"])
        except services.WrongSetupCode as refusal:
            words = _("The setup code differs. Please look at the paper once more. You can try %(n)s more times.")
            form.add_error("code", words % {"n": refusal.tries_left})
        else:
            setup_right.give(request.session)
            return redirect("enter:app")
    return _page(request, "setup_code", form)


def _posted(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(request: PersonRequest, name: str, form: object, **words: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, f"portal/resets/{name}.html", {"form": form, **words}, status=status)

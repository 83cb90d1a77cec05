"""The first step: password, first visit, logout."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.accounts import access, services, setup_right
from portal.accounts.forms import JoinForm, LoginForm
from portal.sessions.store import SHARED_PC


def after(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if it is on this host."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("home")


def enter(request: HttpRequest) -> HttpResponse:
    """Mail address and password; who is past both steps is led on, as the browser's back button brings them here."""
    if request.method != "POST" and access.is_past_login(request.user):
        return HttpResponseRedirect(after(request))
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        user = authenticate(request, username=email, password=form.cleaned_data["password"])
        if user is not None:
            request.session.flush()  # whoever was logged in here is not any more, and nothing of theirs stays
            login(request, user)  # new session id
            request.session[SHARED_PC] = form.cleaned_data["shared"]
            return HttpResponseRedirect(f"{reverse('enter:code')}?next={quote(after(request))}")
        form.add_error(
            None, _("The mail address or the password differs. Please check both. Capitals and small letters count.")
        )
    return render(
        request,
        "portal/enter/login.html",
        {"form": form, "next": after(request), "over": request.GET.get("over", "")},
        status=422 if form.errors else 200,
    )


def join(request: HttpRequest, token: str) -> HttpResponse:
    """First visit by the link of the invitation."""
    invitation = access.open_invitation_by(token)
    if invitation is None:
        return render(request, "portal/enter/invitation_over.html", status=410)
    form = JoinForm(request.POST or None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.join(
                invitation=invitation, code=form.cleaned_data["code"], password=form.cleaned_data["password"]
            )
        except services.CannotJoin as refusal:
            if not refusal.tries_left:
                return render(request, "portal/enter/invitation_over.html", {"stopped": True}, status=410)
            form.add_error("code", _wrong_code(refusal.tries_left))
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            setup_right.give(request.session)  # the setup code was shown: a first factor may be set up
            return redirect("enter:app")
    return render(
        request,
        "portal/enter/join.html",
        {"form": form, "person": invitation.user},
        status=422 if form.errors else 200,
    )


def _wrong_code(tries_left: int) -> str:
    return _("The setup code differs. Please look at the paper once more. You can try %(n)s more times.") % {
        "n": tries_left
    }


def leave(request: HttpRequest) -> HttpResponse:
    """Log out; on a shared PC nothing stays in the browser."""
    if request.method != "POST":  # a link from elsewhere must not wipe anything
        return redirect("home")
    if request.user.is_authenticated:
        end_session(request)
        messages.success(request, _("You are logged out."))
    return wiped(redirect("enter:login"))


def end_session(request: HttpRequest) -> None:
    """Log the person out and tell it, in this order: whoever asks again finds the session gone."""
    user = request.user
    logout(request)
    if user.is_authenticated:
        services.leave_session(actor=user)


def wiped(response: HttpResponse) -> HttpResponse:
    """The answer, telling the browser to forget what it kept (shared PCs)."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response

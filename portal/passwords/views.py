"""The pages of a forgotten password, and of changing one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.forms import NewPasswordForm
from portal.accounts.requests import PersonRequest
from portal.passwords import access, services
from portal.passwords.forms import ChangeForm, ForgottenForm


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whoever asks."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_for_link(email=form.cleaned_data["email"])
        return render(request, "portal/passwords/asked.html", {"address": form.cleaned_data["email"]})
    return render(request, "portal/passwords/forgotten.html", {"form": form}, status=422 if form.errors else 200)


def replace(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Choose a new password by the link of the mail."""
    person = access.person_of_link(pk, token)
    if person is None:
        return _over(request)
    form = NewPasswordForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        try:
            services.replace_password(pk=pk, token=token, password=form.cleaned_data["password"])
        except services.LinkIsOver:
            return _over(request)
        messages.success(request, _("Your new password is set. Please log in with it."))
        return redirect("enter:login")
    context = {"form": form, "person": person}
    return render(request, "portal/passwords/replace.html", context, status=422 if form.errors else 200)


def change(request: PersonRequest) -> HttpResponse:
    """Change one's own password; all other logins end."""
    user = request.user
    form = ChangeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        # asked as at the login, so that wrong tries count as there
        if authenticate(request, username=user.email, password=form.cleaned_data["old"]) == user:
            services.change_password(
                actor=user, password=form.cleaned_data["password"], here=request.session.session_key
            )
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Elsewhere you are logged out."))
            return redirect("me:home")
        form.add_error("old", _("This differs from the password you use now. Capitals and small letters count."))
    return render(request, "portal/passwords/change.html", {"form": form}, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/passwords/over.html", status=410)

"""The second step: code, printed code, setting up the app."""

import django_otp
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts import setup_right
from portal.accounts.access import is_past_login
from portal.accounts.requests import PersonRequest
from portal.accounts.views import after
from portal.mfa import access, passkeys, services, sheet_right, step_up
from portal.mfa.forms import AskPasskeyForm, CodeForm, LoginForm, PrintedCodeForm, refuse_code
from portal.mfa.qr import drawing
from portal.sessions.store import DEVICE


def _let_in(request: PersonRequest, factor: step_up.Factor) -> None:
    """The session is verified from here on, under a new id."""
    request.session.cycle_key()
    setup_right.spend(request.session)
    request.session[DEVICE] = factor.device.title  # for the list of one's logins
    django_otp.login(request, factor.device)


def code(request: PersonRequest) -> HttpResponse:
    """Enter the code of the authenticator app; nothing is asked again of who has shown it."""
    if is_past_login(request.user):
        return HttpResponseRedirect(after(request))
    if access.app_device(request.user) is None:
        return redirect("enter:app")
    form = LoginForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            factor = form.prove()
        except step_up.WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            _let_in(request, factor)
            return HttpResponseRedirect(after(request))
    status = 422 if form.errors else 200
    return render(request, "portal/enter/code.html", {"form": form, "next": after(request)}, status=status)


def passkey(request: PersonRequest) -> HttpResponse:
    """What the browser needs to ask a passkey of the person: for the login, or for an act that a page names."""
    if request.method != "POST":
        return redirect("enter:code")
    form = AskPasskeyForm(request.POST)
    if not form.is_valid() or not access.passkeys(request.user).exists():
        return JsonResponse({}, status=422)
    return JsonResponse(passkeys.begin_proof(request.user, **form.cleaned_data))


def printed(request: PersonRequest) -> HttpResponse:
    """Enter a printed code: it opens the setting up of a new app, nothing more."""
    if is_past_login(request.user):
        return redirect("home")
    form = PrintedCodeForm(request.POST or None)
    sheet = access.printed_sheet(request.user)
    if request.method == "POST" and form.is_valid():
        try:
            if sheet is None:
                raise step_up.WrongCode(_("No codes were printed for you. Please call the secretariat."))
            services.use_printed_code(actor=request.user, sheet=sheet, typed=form.cleaned_data["code"])
        except step_up.WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            setup_right.give(request.session)
            return redirect("enter:app")
    return render(request, "portal/enter/printed.html", {"form": form}, status=422 if form.errors else 200)


def app(request: PersonRequest) -> HttpResponse:
    """Set up the authenticator app: QR, secret for typing, first code."""
    user = request.user
    device = None
    if setup_right.holds(request.session):
        device = services.device_of_setup(actor=user, begun=setup_right.device_of(request.session))
    if device is None:
        # a password alone must never set up a factor (security.md A1)
        if access.app_device(user) is not None:
            return redirect("enter:code")
        return render(request, "portal/enter/no_app.html", status=403)
    setup_right.bind(request.session, device.pk)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factor = services.finish_app(actor=user, typed=form.cleaned_data["code"], here=request.session.session_key)
        except step_up.WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            _let_in(request, factor)
            sheet_right.give(request.session)
            return redirect("enter:codes")
    link = services.app_link(device, f"かさね {settings.CITY_NAME}")
    return render(
        request,
        "portal/enter/app.html",
        {"form": form, "qr": drawing(link), "link": link, "secret": services.typed_secret(device)},
        status=422 if form.errors else 200,
    )


def codes(request: PersonRequest) -> HttpResponse:
    """Ten printed codes, shown once, to the login that set up the app; any other shows a fresh factor for them."""
    user = request.user
    if access.printed_sheet(user) is not None:
        return redirect("home")
    if not sheet_right.holds(request.session):
        return redirect("me:new_codes")
    words = services.print_codes(actor=user) if request.method == "POST" else []
    if words:
        sheet_right.spend(request.session)
    return render(request, "portal/enter/codes.html", {"codes": words, "then": reverse("home")})

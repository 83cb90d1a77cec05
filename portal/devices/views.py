"""The devices of one's login: the list, and a page for each act."""

import json
from uuid import UUID

import django_otp
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.requests import PersonRequest
from portal.devices import access, adding_right, services
from portal.devices.forms import AddForm, NameForm, PasskeyForm
from portal.mfa.access import printed_codes_left
from portal.mfa.forms import CodeForm, ProofForm, refuse_code
from portal.mfa.qr import drawing
from portal.mfa.services import app_link, typed_secret
from portal.mfa.step_up import WrongCode


def devices(request: PersonRequest) -> HttpResponse:
    """What the reader confirms their login with."""
    context = {"devices": access.my_devices(request.user), "codes_left": printed_codes_left(request.user)}
    return render(request, "portal/devices/list.html", context)


def add_app(request: PersonRequest) -> HttpResponse:
    """Name one more app, and show a factor that one has."""
    user = request.user
    form = AddForm(_posted(request), user=user, act=services.ADDING, about=str(user.pk))
    if form.is_valid():
        try:
            right = services.begin_adding(actor=user, name=form.cleaned_data["name"], factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            adding_right.keep(request.session, right)
            return redirect("me:finish_app")
    return _page(request, "add", form)


def finish_app(request: PersonRequest) -> HttpResponse:
    """The new app reads the picture and shows its first code."""
    user, right = request.user, adding_right.kept(request.session, "app")
    device = access.app_to_finish(user, right)
    if device is None or right is None:
        return redirect("me:add_app")
    form = CodeForm(_posted(request))
    if form.is_valid():
        here, typed = request.session.session_key, form.cleaned_data["code"]
        try:
            services.finish_adding(actor=user, device=device, typed=typed, right=right, here=here)
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            adding_right.spend(request.session, "app")
            return _done(request, _("The app is added. You can log in with it from now on."))
    link = app_link(device, f"かさね {settings.CITY_NAME}")
    return _page(request, "finish", form, qr=drawing(link), link=link, secret=typed_secret(device))


def add_passkey(request: PersonRequest) -> HttpResponse:
    """Name a passkey, and show a factor that one has."""
    user = request.user
    form = AddForm(_posted(request), user=user, act=services.ADDING, about=str(user.pk))
    if form.is_valid():
        try:
            right = services.begin_passkey(actor=user, name=form.cleaned_data["name"], factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            adding_right.keep(request.session, right)
            return redirect("me:finish_passkey")
    elsewhere = "" if _passkeys_work(request) else settings.PASSKEY_URL
    return _page(request, "add_passkey", form, elsewhere=elsewhere)


def finish_passkey(request: PersonRequest) -> HttpResponse:
    """The browser makes the passkey."""
    user, right = request.user, adding_right.kept(request.session, "passkey")
    if right is None or not access.may_make_passkey(user, right):
        return redirect("me:add_passkey")
    form = PasskeyForm(_posted(request))
    if form.is_valid():
        here, answer = request.session.session_key, form.cleaned_data["answer"]
        try:
            services.add_passkey(actor=user, answer=answer, right=right, here=here)
        except WrongCode as refusal:
            form.add_error(None, str(refusal))
        else:
            adding_right.spend(request.session, "passkey")
            return _done(request, _("The passkey is added. You can log in with it from now on."))
    made = json.dumps(services.passkey_options(actor=user, right=right))
    return _page(request, "finish_passkey", form, made=made)


def _passkeys_work(request: PersonRequest) -> bool:
    """Browsers make passkeys only at the host they belong to, or below it."""
    host = request.get_host().partition(":")[0]
    return f".{host}".endswith(f".{settings.PASSKEY_DOMAIN}")


def rename(request: PersonRequest, number: UUID) -> HttpResponse:
    """Call a device something else."""
    device = access.get_my_device(request.user, number)
    form = NameForm(_posted(request), initial={"name": device.name})
    if form.is_valid():
        services.rename(actor=request.user, device=device, name=form.cleaned_data["name"])
        return _done(request, _("The device has its new name."))
    return _page(request, "rename", form, device=device)


def remove(request: PersonRequest, number: UUID) -> HttpResponse:
    """Say what follows, and remove a device."""
    user, device = request.user, access.get_my_device(request.user, number)
    last = not access.may_remove(user, device)
    form = ProofForm(_posted(request), user=user, act=services.REMOVING, about=device.persistent_id)
    if not last and form.is_valid():
        try:
            factor = form.prove()
            services.remove(actor=user, device=device, factor=factor, here=request.session.session_key)
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        except services.LastApp:
            last = True
        except services.ProvedByItself:
            refuse_code(form, _("This is the device that is to go. Please confirm with another one of your devices."))
        else:
            django_otp.login(request, factor.device)
            return _done(request, _("The device is removed. Nobody can log in with it any more."))
    return _page(request, "remove", form, device=device, last=last)


def new_codes(request: PersonRequest) -> HttpResponse:
    """A new sheet of printed codes, shown once."""
    user = request.user
    form = ProofForm(_posted(request), user=user, act=services.PRINTING, about=str(user.pk))
    if form.is_valid():
        try:
            here = request.session.session_key
            codes = services.new_sheet(actor=user, factor=form.prove(), here=here)
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            return render(request, "portal/devices/new_codes.html", {"codes": codes})
    return _page(request, "new_codes", form)


def _posted(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(request: PersonRequest, name: str, form: object, **words: object) -> HttpResponse:
    wrong = request.method == "POST"
    return render(request, f"portal/devices/{name}.html", {"form": form, **words}, status=422 if wrong else 200)


def _done(request: PersonRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("me:devices")

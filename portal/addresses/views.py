"""The pages on which a person changes their mail address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.requests import PersonRequest
from portal.addresses import access, services
from portal.addresses.forms import AddressForm
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode


def ask(request: PersonRequest) -> HttpResponse:
    """Ask for the change; nothing changes until the link in the new mailbox is opened."""
    user = request.user
    form = AddressForm(request.POST or None, user=user, act=services.ACT, about=str(user.pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_change(actor=user, address=form.cleaned_data["address"], factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        else:
            messages.success(
                request,
                _(
                    "A mail is on its way to %(address)s. Open the link in it within 24 hours, then your address is changed."
                )
                % {"address": form.cleaned_data["address"]},
            )
            return redirect("me:home")
    context = {"form": form, "waiting": access.change_under_way(user)}
    return render(request, "portal/addresses/ask.html", context, status=422 if form.errors else 200)


def confirm(request: PersonRequest, token: str) -> HttpResponse:
    """The link from the new mailbox: opening it shows, pressing changes."""
    change = access.change_of_link(request.user, token)
    if change is None:
        return render(request, "portal/addresses/over.html", status=410)
    if request.method == "POST":
        try:
            services.confirm_change(actor=request.user, change=change)
        except services.AddressTaken:
            messages.warning(request, _("This address cannot be used. Please call the secretariat."))
        else:
            messages.success(request, _("Your mail address is changed. Log in with it from now on."))
        return redirect("me:home")
    return render(request, "portal/addresses/confirm.html", {"change": change})

"""The page on which a person says of what they wish to be reminded."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.reminders import services
from meetings.reminders.forms import KindsForm
from portal.accounts.requests import PersonRequest


def mine(request: PersonRequest) -> HttpResponse:
    """The switches, and what always comes, with the reason."""
    form = KindsForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        services.choose_kinds(actor=request.user, wanted=form.cleaned_data["kinds"])
        messages.success(request, _("It is kept. It holds from the next mail on."))
        return redirect("reminders:mine")
    context = {"form": form, "at": settings.REMIND_AT}
    return render(request, "meetings/reminders/mine.html", context, status=422 if form.errors else 200)

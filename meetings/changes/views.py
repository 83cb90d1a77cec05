"""Moving a meeting, calling it off, calling it again: each says first what it does and who will be told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda import services as agenda
from meetings.agenda.access import guests_again, invitations_shown, visible_items
from meetings.changes.forms import ChangeForm
from meetings.changes.words import about
from meetings.hints.access import hints_about
from meetings.invites.access import by_name
from meetings.schedule import services
from meetings.schedule.access import get_meeting_to_run, refusal_to_change
from portal.accounts.requests import PersonRequest


def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another time or place: write it, look at what it does, then do it."""
    found = get_meeting_to_run(request.user, pk)
    if refused := refusal_to_change(found):
        return _refuse(request, pk, refused)
    form = ChangeForm(request.POST or None, now=found.occasion, changed_at=found.changed_at)
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        shown = {"form": form, "meeting": found}
        return render(request, "meetings/changes/change.html", shown, status=422 if form.errors else 200)
    wanted, draft = form.wanted, found.state == "draft"
    if not draft and "confirmed" not in request.POST:
        if wanted == found.occasion:
            return _refuse(request, pk, "NothingChanges")
        return _page(
            request,
            "look",
            found,
            {
                "form": form,
                "wanted": wanted,
                "moved": found.occasion.moves_to(wanted),
                "elsewhere": found.occasion.elsewhere_than(wanted),
                "hints": hints_about(request.user, wanted, _people(request, found), but=[found]),
            },
        )
    try:
        services.move_meeting(
            actor=request.user,
            meeting=found,
            start=wanted.start,
            end=wanted.end,
            place=wanted.place,
            seen=form.cleaned_data["seen"],
        )
    except services.CannotChange as refusal:
        return _refuse(request, pk, type(refusal).__name__)
    if draft:
        messages.success(request, _("The draft is changed. Nobody has been told yet."))
    else:
        messages.success(request, _("The meeting is changed. Everybody invited gets a mail that mends their calendar."))
    return redirect("meetings:meeting", pk)


def call_off(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what calling off does, and call off; a draft is discarded."""
    found = get_meeting_to_run(request.user, pk)
    if refused := refusal_to_change(found):
        return _refuse(request, pk, refused)
    draft = found.state == "draft"
    if request.method == "POST":
        try:
            if draft:
                services.discard_draft(actor=request.user, meeting=found)
            else:
                agenda.call_off(actor=request.user, meeting=found)
        except services.CannotChange as refusal:
            return _refuse(request, pk, type(refusal).__name__)
        if draft:
            messages.success(request, _("The draft is discarded. Nobody had been told of it."))
        else:
            messages.success(request, _("The meeting is called off. Everybody invited gets the news by mail."))
        return redirect("meetings:meeting", pk)
    return _page(request, "discard" if draft else "call_off", found, {})


def call_again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what calling again does, and do it."""
    found = get_meeting_to_run(request.user, pk)
    if not found.called_off:
        return _refuse(request, pk, "NotStanding")
    if found.began:
        return _refuse(request, pk, "Began")
    if request.method == "POST":
        try:
            told = agenda.call_again(actor=request.user, meeting=found)
        except services.CannotChange as refusal:
            return _refuse(request, pk, type(refusal).__name__)
        messages.success(request, _("The notice goes to %(n)s people, each by a mail of their own.") % {"n": told})
        return redirect("meetings:meeting", pk)
    guests = guests_again(found, visible_items(request.user, found))
    return render(request, "meetings/changes/call_again.html", {"meeting": found, "guests": guests})


def _page(request: PersonRequest, name: str, meeting: Any, more: dict[str, Any]) -> HttpResponse:
    shown = {"meeting": meeting, "people": _people(request, meeting), **more}
    return render(request, f"meetings/changes/{name}.html", shown)


def _people(request: PersonRequest, meeting: Any) -> list[Any]:
    return [one.user for one in by_name(invitations_shown(request.user, [meeting]))]


def _refuse(request: PersonRequest, pk: UUID, refusal: str) -> HttpResponse:
    messages.warning(request, about(refusal))
    return redirect("meetings:meeting", pk)

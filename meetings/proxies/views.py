"""Letting a proxy in at the door: who it may be, whether their pledge is in force, and what to do where it is not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda.services import TooLate, UnknownMember, open_meeting
from meetings.attendance.access import open_for_proxies
from meetings.proxies import access, services
from meetings.proxies.forms import ProxyForm
from meetings.schedule.access import get_meeting_to_run
from portal.accounts.requests import PersonRequest


def let_in(request: PersonRequest, pk: UUID, user_id: UUID) -> HttpResponse:
    """Choose who comes in a member's place, and to which items."""
    meeting = get_meeting_to_run(request.user, pk)
    views, member = access.get_member(request.user, meeting, user_id)
    found = access.candidates(meeting, member)
    form = ProxyForm(request.POST if request.method == "POST" else None, candidates=found, views=views)
    if request.method == "POST" and form.is_valid():
        proxy = form.proxy_chosen()
        refusal = _try_to_let_in(request, form, meeting, member)
        if refusal:
            messages.warning(request, refusal)
            return redirect("proxies:let_in", pk, user_id)
        words = _("%(proxy)s comes in place of %(member)s, and sees only the items chosen.")
        messages.success(request, words % {"proxy": proxy.full_name, "member": member.full_name})
        return redirect("attendance:sheet", pk)
    open_meeting(actor=request.user, meeting=meeting)
    context = {
        "meeting": meeting,
        "member": member,
        "candidates": found,
        "organisation": access.organisation_of(member),
        "form": form,
        "views": views,
        "open": open_for_proxies(meeting),
    }
    return render(request, "meetings/proxies/let_in.html", context, status=422 if form.errors else 200)


def _try_to_let_in(request: PersonRequest, form: ProxyForm, meeting: Any, member: Any) -> str:
    """What stood in the way, in words; nothing where the proxy is in."""
    proxy, items = form.proxy_chosen(), form.items_chosen()
    try:
        services.let_in(actor=request.user, meeting=meeting, member=member, proxy=proxy, items=items)
    except services.NotOpen:
        return _("Nobody was let in: the minutes are frozen, or the meeting is not called.")
    except services.NotPledged:
        return _("Nobody was let in: the pledge of this person is not in force.")
    except services.CalledAlready:
        return _("Nobody was let in: this person is called to one of the items on their own account.")
    except (services.NotOfTheirs, services.NotTheirs, UnknownMember):
        return _("Nobody was let in: somebody changed the list meanwhile, or this person keeps out of an item.")
    return ""


def take_back(request: PersonRequest, pk: UUID, user_id: UUID, item_id: UUID) -> HttpResponse:
    """Say what taking a proxy back does, and take them back."""
    meeting = get_meeting_to_run(request.user, pk)
    view, summons = access.get_proxy_at(request.user, meeting, user_id, item_id)
    if request.method == "POST":
        try:
            services.take_back(actor=request.user, item=view.item, proxy=summons.user)
        except (services.NotTheirs, TooLate):
            messages.warning(request, _("Nothing was changed: the minutes are frozen, or somebody was faster."))
        else:
            messages.success(request, _("%(name)s no longer comes as a proxy.") % {"name": summons.user.full_name})
        return redirect("attendance:sheet", pk)
    context = {"meeting": meeting, "item": view, "summons": summons}
    return render(request, "meetings/proxies/take_back.html", context)

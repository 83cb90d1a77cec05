"""Who sees an item and why; calling people to it, calling them off, keeping them out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda import services
from meetings.agenda.access import decision_on, get_item_for, get_item_to_run
from meetings.agenda.presenting import present_item
from meetings.circle import access
from meetings.circle.forms import CallForm, RecuseForm
from meetings.circle.why import about_you
from portal.accounts.requests import PersonRequest


def people(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For who runs the meeting: everybody around the item, and why. For a member: why they see it themselves."""
    item = get_item_for(request.user, pk)
    services.open_item(actor=request.user, item=item)
    decision = decision_on(request.user, item)
    if decision.runs:
        circle = access.circle_of(item)
        return _page(request, "people", item, {"circle": circle, "count": len(circle.inside)})
    return _page(request, "own", item, {"why": about_you(decision.reason), "reason": decision.reason})


def call(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Call more people."""
    item = get_item_to_run(request.user, pk)
    form = CallForm(request.POST or None, people=access.callable_to(item))
    if request.method == "POST" and form.is_valid():
        try:
            new = services.summon(actor=request.user, item=item, users=form.chosen())
        except services.TooLate:
            _say_too_late(request, item.meeting.state)
        else:
            messages.success(request, _("%(n)s people were called to this item.") % {"n": len(new)})
        return redirect("circle:people", pk)
    return _page(request, "call", item, {"form": form})


def withdraw(request: PersonRequest, pk: UUID, user_id: UUID) -> HttpResponse:
    """Say what calling off does, and call off."""
    item = get_item_to_run(request.user, pk)
    person = access.get_called(item, user_id)
    if request.method == "POST":
        try:
            services.remove_summons(actor=request.user, item=item, user=person)
        except services.TooLate:
            _say_too_late(request, item.meeting.state)
        else:
            messages.success(request, _("%(name)s is no longer called to this item.") % {"name": person.full_name})
        return redirect("circle:people", pk)
    return _page(request, "withdraw", item, {"person": person})


def recuse(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep somebody out; a member can keep out only themselves."""
    user = request.user
    item = get_item_for(user, pk)
    runs = decision_on(user, item).runs
    form = RecuseForm(
        request.POST or None,
        people=access.recusable_from(item) if runs else [user],
        initial={"person": request.GET.get("person", "")},
    )
    if not runs:
        form.fields.clear()  # nothing to choose: it is the reader
    if request.method == "POST" and (form.is_valid() if runs else True):
        person = form.chosen() if runs else user
        try:
            services.recuse(actor=user, item=item, user=person)
        except services.NobodyLeft:
            messages.warning(request, _("Somebody must be left to run this item. Please ask the others first."))
            return redirect("circle:people", pk)
        if person == user:
            messages.success(request, _("You keep out of it from now on. Thank you for telling us."))
            return redirect("meetings:list")
        messages.success(request, _("%(name)s keeps out of this item.") % {"name": person.full_name})
        return redirect("circle:people", pk)
    return _page(request, "recuse", item, {"form": form, "runs": runs})


def lift(request: PersonRequest, pk: UUID, user_id: UUID) -> HttpResponse:
    """Say what lifting a recusal does, and lift it."""
    item = get_item_to_run(request.user, pk)
    person = access.get_recused(item, user_id)
    if request.method == "POST":
        services.lift_recusal(actor=request.user, item=item, user=person)
        messages.success(request, _("%(name)s no longer has to keep out of this item.") % {"name": person.full_name})
        return redirect("circle:people", pk)
    return _page(request, "lift", item, {"person": person})


def _page(request: PersonRequest, name: str, item: Any, context: dict[str, Any]) -> HttpResponse:
    form = context.get("form")
    shown = {"item": present_item(request.user, item), "meeting": item.meeting, **context}
    return render(request, f"meetings/circle/{name}.html", shown, status=422 if form and form.errors else 200)


def _say_too_late(request: PersonRequest, state: str) -> None:
    if state in ("cancelled", "discarded"):
        messages.warning(request, _("This meeting does not take place: nobody is called or called off any more."))
        return
    messages.warning(
        request, _("The minutes are frozen: who was called stays in the record. You can still keep people out.")
    )

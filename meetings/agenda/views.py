"""The meeting's pages that show items: list, meeting, making, adding, calling.

They stand here, above ``schedule``, because what a reader may see of a meeting is its items.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agenda import access, services
from meetings.agenda.forms import ItemForm
from meetings.agenda.presenting import present_items
from meetings.bodies.access import get_body_to_run, own_people, pledged_places
from meetings.hints.access import hints_about
from meetings.invites.access import by_name, digest, my_participation
from meetings.invites.tally import tally
from meetings.polls.access import open_polls_run_by
from meetings.schedule import services as schedule
from meetings.schedule.access import get_meeting_to_run, may_run
from meetings.schedule.forms import MeetingForm
from portal.accounts.requests import PersonRequest


def meetings(request: PersonRequest) -> HttpResponse:
    """Every meeting the reader may see: coming ones first."""
    rows = list(access.shown_meetings(request.user))
    now = timezone.now()
    return render(
        request,
        "meetings/schedule/list.html",
        {
            "coming": [row for row in rows if row.end >= now and row.state != "discarded"],
            "past": [row for row in reversed(rows) if row.end < now or row.state == "discarded"],
            "polls": open_polls_run_by(request.user),
            "places": pledged_places(request.user),
        },
    )


def meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One meeting: where, when, and what concerns the reader."""
    user = request.user
    found = access.get_shown_meeting(user, pk)
    runs = may_run(user, found)
    items = present_items(user, found)
    participations = by_name(access.invitations_shown(user, [found])) if runs else []
    services.open_meeting(actor=user, meeting=found)
    return render(
        request,
        "meetings/schedule/meeting.html",
        {
            "meeting": found,
            "runs": runs,
            "takes_items": access.takes_items(found),
            "items": items,
            "emergencies": access.emergencies_of(item.item for item in items),
            "length": sum(item.minutes_long for item in items),
            "summoned": access.summoned_counts(item.item for item in items) if runs else {},
            "participations": participations,
            "counts": tally(one.answer for one in participations),
            "told": digest(access.notices_shown(user, found)) if runs else [],
            "mine": my_participation(user, found),
            "hints": _hints(request, found) if runs and found.state == "draft" else [],
        },
    )


def make(request: PersonRequest, body_id: UUID) -> HttpResponse:
    """A draft of the next meeting of a body."""
    body = get_body_to_run(request.user, body_id)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        made = schedule.plan_meeting(
            actor=request.user,
            body=body,
            start=cleaned["start"],
            end=cleaned["end"],
            place=cleaned["place"],
        )
        messages.success(request, _("The draft is made. Nobody has been told yet. Next, add the items."))
        return redirect("meetings:meeting", made.pk)
    return render(
        request, "meetings/schedule/make.html", {"form": form, "body": body}, status=422 if form.errors else 200
    )


def add_item(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One more item on the agenda of a draft."""
    found = get_meeting_to_run(request.user, pk)
    form = ItemForm(request.POST or None, kind=found.body.kind, people=access.summonable(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_item(**form.add_to(actor=request.user, meeting=found))
        except services.NotADraft:
            messages.warning(request, _("The meeting has begun or was held; its agenda stays as it is."))
        else:
            messages.success(request, _("The item is on the agenda."))
        return redirect("meetings:meeting", pk)
    return render(
        request, "meetings/agenda/add.html", {"form": form, "meeting": found}, status=422 if form.errors else 200
    )


def call(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what calling does, and call."""
    found = get_meeting_to_run(request.user, pk)
    if request.method == "POST":
        try:
            told = services.call(actor=request.user, meeting=found)
        except schedule.CannotCall:
            messages.warning(request, _("It cannot be called: add an item and call somebody to it first."))
        else:
            messages.success(request, _("The notice goes to %(n)s people, each by a mail of their own.") % {"n": told})
        return redirect("meetings:meeting", pk)
    return render(
        request,
        "meetings/agenda/call.html",
        {
            "meeting": found,
            "guests": access.guests_of(found, access.visible_items(request.user, found)),
            "hints": _hints(request, found),
        },
    )


def _hints(request: PersonRequest, draft: Any) -> list[str]:
    """What to know before the draft is called: of whom its items call, or of all the body's own people while there is none."""
    items = list(access.visible_items(request.user, draft))
    people = access.guests_of(draft, items) if items else own_people(draft.body)
    return hints_about(request.user, draft.occasion, people, but=[draft])

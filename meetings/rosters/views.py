"""The roster of a body: who can enter, and the one thing that helps each person on."""

from typing import cast
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.bodies.access import get_body_to_run
from meetings.rosters import access, services
from meetings.rosters.forms import ExportForm, NarrowForm
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode


def members(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who sits in the body, who can enter, and why somebody cannot."""
    body = get_body_to_run(request.user, pk)
    roster = access.roster_of(body)
    narrow = NarrowForm(request.GET)
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    show, query = cast(access.Show, asked.get("show") or "all"), asked.get("q", "")
    lines = roster.shown(show, query)
    return render(
        request,
        "meetings/rosters/members.html",
        {
            "body": body,
            "roster": roster,
            "show": show,
            "query": query,
            "lines": lines,
            "groups": access.groups_of(lines) if show != "former" else [],
            "waiting": [line for line in lines if line.trouble],
        },
    )


def ask_to_sign(request: PersonRequest, pk: UUID, seat_id: UUID) -> HttpResponse:
    """「署名をお願いする」: a mail that reminds, once a day at most."""
    seat = access.get_seat_to_run(get_body_to_run(request.user, pk), seat_id)
    if request.method == "POST":
        words = {"name": seat.user.full_name}
        try:
            services.ask_to_sign(actor=request.user, seat=seat)
        except services.NothingToAsk:
            messages.info(request, _("%(name)s need not sign anything now.") % words)
        except services.AskedToday:
            messages.info(request, _("%(name)s got such a mail today already. You can ask again tomorrow.") % words)
        else:
            messages.success(request, _("%(name)s gets a mail that asks for the signature.") % words)
    return redirect("bodies:members", pk)


def export(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask why and for a fresh factor, then hand out the list."""
    user, body = request.user, get_body_to_run(request.user, pk)
    posted = request.POST if request.method == "POST" else None
    form = ExportForm(posted, user=user, act=services.EXPORTING, about=str(body.pk))
    try:
        if form.is_valid():
            purpose = form.cleaned_data["purpose"]
            content = services.export_roster(actor=user, body=body, purpose=purpose, factor=form.prove())
            return _csv(_("roster"), content)
    except WrongCode as refusal:
        refuse_code(form, str(refusal))
    context = {"body": body, "form": form}
    return render(request, "meetings/rosters/export.html", context, status=422 if form.errors else 200)


def _csv(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename=\"roster.csv\"; filename*=UTF-8''{quote(name)}.csv"
    return response

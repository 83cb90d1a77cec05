"""The register of pledges of a body, what somebody signed, and the next version of a text."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.bodies.access import get_body_to_run
from meetings.pledges import access, services
from meetings.pledges.forms import ExportForm, TextForm, kind_named, words_of
from meetings.pledges.publishing import preview
from portal.accounts.requests import PersonRequest
from portal.dates.wareki import wareki
from portal.mfa.forms import ProofForm, refuse_code
from portal.mfa.step_up import WrongCode
from portal.pledge.access import may_publish, newest_text
from portal.pledge.services import PUBLISHING, TextChanged, publish_draft


def register(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who has signed, who has not, and whose pledge ends."""
    body = get_body_to_run(request.user, pk)
    lines = access.register_of(body)
    context = {
        "body": body,
        "lines": lines,
        "open": [line for line in lines if not line.settled],
        "may_publish": may_publish(request.user, body.pledge_series),
    }
    return render(request, "meetings/pledges/register.html", context)


def signed(request: PersonRequest, pk: UUID, signature_id: UUID) -> HttpResponse:
    """What somebody of the body signed, in the form in which it is printed; the look is recorded."""
    body = get_body_to_run(request.user, pk)
    signature = access.get_pledge_in(body, signature_id)
    services.open_pledge(actor=request.user, body=body, signature=signature)
    return render(request, "meetings/pledges/signed.html", {"body": body, "pledge": signature})


def export(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask why and for a fresh factor, then hand out the register."""
    user, body = request.user, get_body_to_run(request.user, pk)
    posted = request.POST if request.method == "POST" else None
    form = ExportForm(posted, user=user, act=services.EXPORTING, about=str(body.pk))
    try:
        if form.is_valid():
            purpose = form.cleaned_data["purpose"]
            content = services.export_register(actor=user, body=body, purpose=purpose, factor=form.prove())
            return _csv(content)
    except WrongCode as refusal:
        refuse_code(form, str(refusal))
    context = {"body": body, "form": form}
    return render(request, "meetings/pledges/export.html", context, status=422 if form.errors else 200)


def text(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write the next version, look at what changes, publish it with a fresh factor: one address, three steps."""
    user, body = request.user, access.get_body_to_publish_for(request.user, pk)
    series = body.pledge_series
    typed = request.POST if request.method == "POST" else None
    kind = kind_named((typed or request.GET).get("kind", ""))
    last = newest_text(series, kind)
    initial = {"covers": body.name, **words_of(last or newest_text(series)), "kind": kind}
    form = TextForm(typed, initial=initial, series=series, bases=access.bases_of(series), last=last)
    if typed is None or "edit" in typed or not form.is_valid():
        status = 422 if typed is not None and "edit" not in typed else 200
        return render(request, "meetings/pledges/write.html", {"body": body, "form": form, "last": last}, status=status)
    draft = form.draft()
    proof = ProofForm(typed if "code" in typed else None, user=user, act=PUBLISHING, about=draft.sha256)
    try:
        if proof.is_valid():
            publish_draft(actor=user, draft=draft, factor=proof.prove())
            messages.success(request, _("The text is published. It is in force from %s.") % wareki(draft.in_force_from))
            return redirect("home")  # whom a material text closes out, signs it first
    except WrongCode as refusal:
        refuse_code(proof, str(refusal))
    except TextChanged:
        proof.add_error(None, _("The text was renewed meanwhile. Please look at it once more."))
    context = {"body": body, "form": form, "proof": proof, "last": last, **preview(draft, last)}
    return render(request, "meetings/pledges/check.html", context, status=422 if proof.errors else 200)


def _csv(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = quote(_("register of pledges"))
    response["Content-Disposition"] = f"attachment; filename=\"pledges.csv\"; filename*=UTF-8''{name}.csv"
    return response

"""The register of pledges of a body, what somebody signed, and the next version of a text: written by one, published by another."""

from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.bodies.access import get_body_to_run
from meetings.pledges import access, services
from meetings.pledges.forms import ExportForm, PublishForm, TextForm, kind_named, words_of
from meetings.pledges.publishing import preview
from portal.accounts.requests import PersonRequest
from portal.dates.wareki import wareki
from portal.mfa.forms import ProofForm, refuse_code
from portal.mfa.step_up import WrongCode
from portal.pledge.access import drafts_for, get_draft, may_publish, newest_text, own_drafts, partners_of
from portal.pledge.services import (
    PUBLISHING,
    Draft,
    TextChanged,
    about_draft,
    drop_draft,
    hand_in,
    is_overtaken,
    publish_draft,
    publish_handed_in,
)


def register(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who has signed, who has not, and whose pledge ends."""
    body = get_body_to_run(request.user, pk)
    lines = access.register_of(body)
    others = [draft for draft in drafts_for(request.user) if draft.series == body.pledge_series]
    context = {
        "body": body,
        "lines": lines,
        "open": [line for line in lines if not line.settled],
        "may_write": access.may_write(request.user, body.pledge_series),
        "drafts": [*own_drafts(request.user, body.pledge_series), *others],
    }
    return render(request, "meetings/pledges/register.html", context)


def signed(request: PersonRequest, pk: UUID, signature_id: UUID) -> HttpResponse:
    """What somebody of the body signed, in the form in which it is printed; the look is recorded."""
    body = get_body_to_run(request.user, pk)
    signature = access.get_pledge_in(body, signature_id)
    services.open_pledge(actor=request.user, body=body, signature=signature)
    context = {"body": body, "pledge": signature, "changes": access.changes_since(signature)}
    return render(request, "meetings/pledges/signed.html", context)


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
    """Write the next version, look at what changes, publish it or hand it in: one address, three steps."""
    user, body = request.user, access.get_body_to_write_for(request.user, pk)
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
    context = {"body": body, "form": form, "last": last, **preview(draft, last)}
    if not may_publish(series, user):
        if "hand_in" in typed:
            hand_in(actor=user, draft=draft)
            messages.success(request, _("The draft is handed in. The others got a mail, without a word of it."))
            return redirect("bodies:pledges", pk=body.pk)
        return render(request, "meetings/pledges/check.html", {**context, "partners": partners_of(user, series)})
    proof = ProofForm(typed if "code" in typed else None, user=user, act=PUBLISHING, about=draft.sha256)
    try:
        if proof.is_valid():
            publish_draft(actor=user, draft=draft, factor=proof.prove())
            return _published(request, draft.in_force_from)
    except WrongCode as refusal:
        refuse_code(proof, str(refusal))
    except TextChanged:
        proof.add_error(None, _("The text was renewed meanwhile. Please look at it once more."))
    context["proof"] = proof
    return render(request, "meetings/pledges/check.html", context, status=422 if proof.errors else 200)


def draft(request: PersonRequest, pk: UUID, draft_id: UUID) -> HttpResponse:
    """Read what was handed in beside what it follows; publish it as the second person, withdraw it or send it back."""
    user, body = request.user, get_body_to_run(request.user, pk)
    handed = get_draft(user, body.pledge_series, draft_id)
    typed = request.POST if request.method == "POST" else None
    own, late = handed.drafted_by_id == user.pk, is_overtaken(handed)
    if typed is not None and "drop" in typed:
        drop_draft(actor=user, handed=handed)
        messages.success(request, _("The draft is withdrawn.") if own else _("The draft went back to its author."))
        return redirect("bodies:pledges", pk=body.pk)
    bases = access.bases_of(handed.series)
    words, last = Draft.of(handed, bases), newest_text(handed.series, handed.kind)
    about = about_draft(handed, words)
    proof = None if own or late else PublishForm(typed, user=user, act=PUBLISHING, about=about)
    if proof is not None and proof.is_valid():
        try:
            publish_handed_in(actor=user, handed=handed, bases=bases, factor=proof.prove())
            return _published(request, handed.in_force_from)
        except WrongCode as refusal:
            refuse_code(proof, str(refusal))
        except TextChanged:
            messages.error(request, _("The draft changed while you read it. Please look at it again."))
            return redirect("bodies:pledges", pk=body.pk)
    context = {"body": body, "draft": handed, "own": own, "late": late, "proof": proof, "shown": about, "last": last}
    failed = proof is not None and bool(proof.errors)
    context |= preview(words, last)
    return render(request, "meetings/pledges/draft.html", context, status=422 if failed else 200)


def _published(request: PersonRequest, day: date) -> HttpResponse:
    messages.success(request, _("The text is published. It is in force from %s.") % wareki(day))
    return redirect("home")  # whom a material text closes out, signs it first


def _csv(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = quote(_("register of pledges"))
    response["Content-Disposition"] = f"attachment; filename=\"pledges.csv\"; filename*=UTF-8''{name}.csv"
    return response

"""The minutes of a meeting: overview, freezing, reading and confirming, asking for a change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agenda.access import emergencies_of, get_meeting_for, runs_item
from meetings.agenda.presenting import present_item, present_items
from meetings.schedule.access import get_meeting_to_run, may_run
from minutes.comments.access import open_threads
from minutes.documents.canonical import from_canonical
from minutes.signoff import access, services
from minutes.signoff.forms import ChangeForm, ConfirmForm, FreezeForm
from minutes.versions.access import get_version_for, open_items, standing_versions
from minutes.versions.services import open_version, reopen_item
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode


def minutes(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """How far each item's record is, for the items the reader may see."""
    user = request.user
    meeting = get_meeting_for(user, meeting_id)
    versions = {version.item_id: version for version in standing_versions(user, meeting)}
    signers = access.signers_of(versions.values())
    runs = may_run(user, meeting)
    requests = access.change_requests(user, versions.values()) if runs else {}
    mine = {version.pk for version in access.versions_to_sign(user)}
    rows = []
    items = present_items(user, meeting)
    emergencies = emergencies_of(item.item for item in items)
    for item in items:
        version = versions.get(item.item.pk)
        row: dict[str, Any] = {"item": item, "version": version, "emergencies": emergencies.get(item.item.pk, [])}
        if version is not None:
            row["signers"] = signers[version.pk]
            row["requests"] = requests.get(version.pk, [])
            row["mine"] = version.pk in mine
        rows.append(row)
    context = {
        "meeting": meeting,
        "rows": rows,
        "runs": runs,
        "final": bool(rows) and len(versions) == len(rows) and all(each.final_at for each in versions.values()),
        "open": len(versions) < len(rows),
    }
    services.open_minutes(actor=user, meeting=meeting)
    return render(request, "minutes/signoff/minutes.html", context)


def freeze(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Who was there, and what freezing does; then freeze and send round."""
    meeting = get_meeting_to_run(request.user, meeting_id)
    items = open_items(request.user, meeting)
    if not items or not access.may_be_frozen(meeting):
        messages.warning(request, _("There is nothing to freeze."))
        return redirect("signoff:minutes", meeting_id)
    form = FreezeForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            services.freeze_minutes(actor=request.user, meeting=meeting, attended=form.attended())
        except services.NothingToFreeze:
            messages.warning(request, _("There is nothing to freeze."))
        except services.Moved:
            messages.warning(request, _("An item was opened for changes meanwhile. Please look at the list once more."))
            return redirect("signoff:freeze", meeting_id)
        else:
            messages.success(request, _("The minutes are frozen and sent round to those who were there."))
        return redirect("signoff:minutes", meeting_id)
    shown = {view.item.pk: view for view in present_items(request.user, meeting)}
    talk = open_threads(item.document for item in items)
    rows = [(shown[item.pk], form[str(item.pk)], talk.get(item.document.pk, 0)) for item in items]
    status = 422 if form.errors else 200
    return render(
        request,
        "minutes/signoff/freeze.html",
        {"meeting": meeting, "form": form, "rows": rows, "early": meeting.start > timezone.now()},
        status=status,
    )


def version(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Read one item's version and confirm it with a fresh code."""
    user = request.user
    found = get_version_for(user, pk)
    form = ConfirmForm(
        request.POST or None, initial={"shown": found.sha256}, user=user, act=services.CONFIRMING, about=found.sha256
    )
    if request.method == "POST" and form.is_valid():
        try:
            # asked before the code is used up: a version that moved must not cost one
            if form.cleaned_data["shown"] != found.sha256 or not access.must_sign(user, found):
                raise services.Moved
            services.sign_version(
                actor=user,
                version=found,
                shown=form.cleaned_data["shown"],
                factor=form.prove(),
            )
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        except services.Moved:
            messages.warning(request, _("The minutes moved while you were reading. Please read what stands now."))
            return redirect("signoff:minutes", found.item.meeting_id)
        else:
            messages.success(request, _("You confirmed version %(n)s. Thank you.") % {"n": found.number})
            return redirect("signoff:minutes", found.item.meeting_id)
    open_version(actor=user, version=found)
    signers = access.signers(found)
    return render(
        request,
        "minutes/signoff/version.html",
        {
            "version": found,
            "meeting": found.item.meeting,
            "item": present_item(user, found.item),
            "emergencies": emergencies_of([found.item]).get(found.item_id, []),
            "runs": runs_item(user, found.item),
            "agenda": from_canonical(found.agenda),
            "minutes": from_canonical(found.minutes),
            "signers": signers,
            "present_signers": [signer for signer in signers if signer.attended],
            "present": sum(signer.asked or signer.signoff is not None for signer in signers),
            "confirmed": sum(signer.signoff is not None for signer in signers),
            "mine": next((signer for signer in signers if signer.user == user), None),
            "asked": access.must_sign(user, found),
            "my_request": access.my_request(user, found),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for a change instead of confirming."""
    found = get_version_for(request.user, pk)
    if not access.must_sign(request.user, found):
        raise Http404
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_change(actor=request.user, version=found, text=form.cleaned_data["text"])
        except services.Moved:
            messages.warning(request, _("The minutes moved while you were reading. Please read what stands now."))
        else:
            messages.success(request, _("The secretariat has your request. They tell you when a new version is ready."))
        return redirect("signoff:minutes", found.item.meeting_id)
    context = {"version": found, "meeting": found.item.meeting, "form": form}
    return render(request, "minutes/signoff/ask.html", context, status=422 if form.errors else 200)


def reopen(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open an item again because a change was asked for; says first what that does."""
    found = get_version_for(request.user, pk)
    if not runs_item(request.user, found.item) or found.final_at or found.withdrawn_at:
        raise Http404
    if request.method == "POST":
        reopen_item(actor=request.user, item=found.item)
        messages.success(request, _("The item is open for changes. Freeze it again when it is right."))
        return redirect("rooms:room", found.item.meeting_id, found.item_id)
    item = present_item(request.user, found.item)
    context = {
        "version": found,
        "meeting": found.item.meeting,
        "item": item,
        "requests": access.change_requests(request.user, [found]).get(found.pk, []),
    }
    return render(request, "minutes/signoff/reopen.html", context)

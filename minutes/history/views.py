"""The history of an item's document: its stages, what changed between two of them, and putting words back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.agenda.access import emergencies_of, get_item_for
from meetings.agenda.presenting import present_item
from minutes.documents.access import get_document_of
from minutes.documents.services import load
from minutes.history.access import Moment, may_write_in, state_at, timeline
from minutes.history.presenting import compared
from minutes.history.services import Frozen, NothingToRestore, open_history, restore_stage
from portal.accounts.requests import PersonRequest

NOW = "now"


class _Visit:
    """The document as somebody looks into its history: recorded, with all that every page of it shows."""

    def __init__(self, request: PersonRequest, pk: UUID) -> None:
        self.user = request.user
        self.item = get_item_for(self.user, pk)
        self.document = get_document_of(self.user, self.item)
        open_history(actor=self.user, document=self.document)
        _seq, self.state = load(self.document.pk)
        self.moments = timeline(self.document, self.state)
        self.frozen = self.document.frozen_at is not None
        self.writes = may_write_in(self.user, self.document)

    def moment(self, name: str) -> Moment | None:
        """The entry of this name: its number, or ``NOW``."""
        return next((each for each in self.moments if _name(each) == name), None)

    def state_of(self, name: str) -> bytes:
        """The text as it stood then."""
        return self.state if name == NOW else state_at(self.document, int(name))

    def context(self) -> dict[str, Any]:
        """What every page of the history shows."""
        return {
            "item": present_item(self.user, self.item),
            "meeting": self.item.meeting,
            "moments": self.moments,
            "frozen": self.frozen,
            "writes": self.writes,
            "emergencies": emergencies_of([self.item]).get(self.item.pk, []),
        }


def item(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The stages, the newest first."""
    visit = _Visit(request, pk)
    return render(request, "minutes/history/item.html", visit.context())


def now(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What was written since the last stage."""
    return _difference(request, _Visit(request, pk), NOW)


def stage(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """What changed up to a stage: since the one before, or against any other."""
    visit = _Visit(request, pk)
    if visit.moment(str(number)) is None:
        raise Http404
    return _difference(request, visit, str(number))


def restore(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """Say what putting the words of a stage back does, then do it. Only for who writes in the item."""
    visit = _Visit(request, pk)
    moment = visit.moment(str(number))
    if moment is None or not visit.writes:
        raise Http404
    if request.method == "POST":
        try:
            restore_stage(actor=visit.user, document=visit.document, number=number)
        except Frozen:
            messages.warning(
                request, _("The record is fixed now, so nothing was put back. The secretariat can open it for changes.")
            )
        except NothingToRestore:
            messages.info(request, _("It reads like that already. Nothing was changed."))
        else:
            messages.success(request, _("It reads as it did then. What stood there before is a stage of its own."))
        return redirect("history:item", pk)
    parts = compared(visit.state, visit.state_of(str(number)))
    context = {"moment": moment, "parts": parts, "changed": any(part.changed for part in parts)}
    return render(request, "minutes/history/restore.html", visit.context() | context)


def _difference(request: PersonRequest, visit: _Visit, name: str) -> HttpResponse:
    names = [_name(each) for each in visit.moments] + ["0"]  # the newest first; 0 is how every document begins
    if name not in names:  # nothing was written since the last stage: compare that with itself
        names.insert(0, name)
    here = names.index(name)
    asked = request.GET.get("against", "")
    other = asked if asked in names and asked != name else names[here + 1]
    newer, older = sorted((name, other), key=names.index)
    parts = compared(visit.state_of(older), visit.state_of(newer))
    context = {
        "name": name,
        "moment": visit.moment(name),
        "older": visit.moment(older),
        "newer": visit.moment(newer),
        "against": other,
        "choices": [(each, visit.moment(each)) for each in names if each != name],
        "parts": parts,
        "changed": any(part.changed for part in parts),
    }
    return render(request, "minutes/history/stage.html", visit.context() | context)


def _name(moment: Moment) -> str:
    return NOW if moment.number is None else str(moment.number)

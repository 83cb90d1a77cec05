"""「この議題をひらいた人」: for everybody who may see the item."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from meetings.agenda.access import get_item_for
from meetings.agenda.presenting import present_item
from meetings.agenda.services import open_item
from minutes.readers.access import readings_of
from portal.accounts.requests import PersonRequest


def readers(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who opened the item, from which agency, and when; looking at it is recorded, too."""
    item = get_item_for(request.user, pk)
    open_item(actor=request.user, item=item)
    rows = readings_of(item)
    context = {
        "item": present_item(request.user, item),
        "meeting": item.meeting,
        "rows": rows,
        "people": len({row.person for row in rows}),
    }
    return render(request, "minutes/readers/readers.html", context)

"""The page on which people write together, one agenda item at a time."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.agenda.access import emergencies_of, get_item_for, get_meeting_for, people_in, runs_item, summoned_to
from meetings.agenda.presenting import ItemView, present_item, present_items
from meetings.agenda.services import open_item
from minutes.comments import labels as comments
from minutes.documents.access import get_document_of, right_in_document
from minutes.rooms.access import writers_of
from minutes.rooms.journal import grant
from minutes.rooms.labels import labels
from portal.accounts.requests import PersonRequest
from portal.organisations.access import identities, short_identity
from portal.sessions.belonging import may_keep

SCHEMA = 3  # of the blocks; the socket refuses tabs with another (consumers.SCHEMA)


def enter(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Into the room: to the first item that the reader may see."""
    user = request.user
    items = present_items(user, get_meeting_for(user, meeting_id))
    if not items:
        raise Http404
    return redirect(items[0].room_url)


def room(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One item's room. Opening it is recorded."""
    user = request.user
    item = get_item_for(user, item_id)
    if item.meeting_id != meeting_id:
        raise Http404
    document = get_document_of(user, item)
    open_item(actor=user, item=item)
    meeting = item.meeting
    runs, items = runs_item(user, item), present_items(user, meeting)
    emergencies = emergencies_of([item]).get(item.pk, [])
    config: dict[str, Any] = {
        "socket": f"/ws/documents/{document.pk}/?v={SCHEMA}&as={user.pk}",
        "me": short_identity(user),
        "may": right_in_document(user, document),
        "people": identities(people_in(item)),
        "called": [str(each.pk) for each in summoned_to(item)],
        "labels": labels() | comments.labels(),
        "comments": reverse("comments:document", args=[document.pk]),
        "writers": reverse("rooms:writers", args=[meeting_id, item_id]),
        "journal": reverse("rooms:journal", args=[meeting_id, item_id]),
        "admission": reverse("rooms:admission", args=[meeting_id, item_id]),
        "secretariat": {"name": settings.SECRETARIAT_NAME, "phone": settings.SECRETARIAT_PHONE},
        "leave": reverse("signoff:minutes", args=[meeting_id]),  # where a frozen record is read
    }
    context = {
        "meeting": {
            "title": meeting.title,
            "start": meeting.start,
            "end": meeting.end,
            "url": reverse("meetings:meeting", args=[meeting_id]),
        },
        "item": present_item(user, item),
        "emergencies": emergencies,
        "emergencies_shown": " ".join(sorted(str(each.pk) for each in emergencies)),
        "runs": runs,
        "items": items,
        "next": _after(items, item.pk) if runs else None,
        "projector": request.GET.get("view") == "projector",  # large type and nothing to press
        "config": config,
    }
    return render(request, "minutes/rooms/room.html", context)


def writers(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> JsonResponse:
    """Whose words are whose, for the script of the room; for whoever sees the item. Asking is recorded as opening it."""
    user = request.user
    item = get_item_for(user, item_id)
    if item.meeting_id != meeting_id:
        raise Http404
    document = get_document_of(user, item)
    open_item(actor=user, item=item)
    by_client, people = writers_of(document)
    return JsonResponse({"writers": {str(client): str(pk) for client, pk in by_client.items()}, "people": people})


def journal(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The keys to the unsent words that this browser keeps of this item; none on a computer that others use too.

    Not recorded: the page beside it is, and the keys open nothing that the server has.
    """
    item = get_item_for(request.user, item_id)
    if item.meeting_id != meeting_id:
        raise Http404
    document = get_document_of(request.user, item)
    if request.method != "POST":  # a form's token is asked: no other page and no link gets them
        return redirect("rooms:room", meeting_id, item_id)
    if not may_keep(request):
        return HttpResponse(status=204)
    return HttpResponse(grant(request.user.pk, document.pk), content_type="application/octet-stream")


def admission(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Whether the room is still open to its reader: a browser is not told why a socket was refused before it was accepted.

    Says no more than any page does: the gate leads to the step that is missing, and absent and forbidden are the same 404.
    Nothing is read here, so nothing is recorded but a refusal.
    """
    item = get_item_for(request.user, item_id)
    if item.meeting_id != meeting_id:
        raise Http404
    get_document_of(request.user, item)
    return HttpResponse(status=204)


def _after(items: list[ItemView], pk: object) -> ItemView | None:
    """The item that follows in the order of business; None after the last."""
    here = next((at for at, each in enumerate(items) if each.pk == pk), len(items))
    return next(iter(items[here + 1 :]), None)

"""The page on which people write together, one agenda item at a time."""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.agenda.access import emergencies_of, get_meeting_for, runs_item
from meetings.agenda.presenting import ItemView, present_item, present_items
from meetings.agenda.services import open_item
from meetings.attendance.access import may_enter
from minutes.rooms.access import get_room_for, writers_of
from minutes.rooms.journal import grant
from minutes.rooms.presenting import config
from portal.accounts.requests import PersonRequest
from portal.sessions.belonging import may_keep


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
    item, document = get_room_for(user, meeting_id, item_id)
    open_item(actor=user, item=item)
    meeting = item.meeting
    runs, items = runs_item(user, item), present_items(user, meeting)
    emergencies = emergencies_of([item]).get(item.pk, [])
    context = {
        "meeting": {
            "pk": meeting.pk,
            "title": meeting.title,
            "start": meeting.start,
            "end": meeting.end,
            "url": reverse("meetings:meeting", args=[meeting_id]),
        },
        "item": present_item(user, item),
        "emergencies": emergencies,
        "emergencies_shown": " ".join(sorted(str(each.pk) for each in emergencies)),
        "runs": runs,
        "may_enter": may_enter(meeting),
        "items": items,
        "next": _after(items, item.pk) if runs else None,
        "projector": request.GET.get("view") == "projector",  # large type and nothing to press
        "config": config(user, item, document),
    }
    return render(request, "minutes/rooms/room.html", context)


def writers(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> JsonResponse:
    """Whose words are whose, for the script of the room; for whoever sees the item. Asking is recorded as opening it."""
    item, document = get_room_for(request.user, meeting_id, item_id)
    open_item(actor=request.user, item=item)
    by_client, people = writers_of(document)
    return JsonResponse({"writers": {str(client): str(pk) for client, pk in by_client.items()}, "people": people})


def journal(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The keys to the unsent words that this browser keeps of this item; none on a computer that others use too.

    Not recorded: the page beside it is, and the keys open nothing that the server has.
    """
    _item, document = get_room_for(request.user, meeting_id, item_id)
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
    get_room_for(request.user, meeting_id, item_id)
    return HttpResponse(status=204)


def _after(items: list[ItemView], pk: object) -> ItemView | None:
    """The item that follows in the order of business; None after the last."""
    here = next((at for at, each in enumerate(items) if each.pk == pk), len(items))
    return next(iter(items[here + 1 :]), None)

"""The doors of comments: the room's script asks and sends, and gets the whole talk about the document back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.agenda.services import open_item
from minutes.comments import access, services
from minutes.comments.forms import CommentForm, ThreadForm
from minutes.comments.presenting import presented
from minutes.documents.access import get_document_for
from portal.accounts.requests import PersonRequest


def document(request: PersonRequest, pk: UUID) -> HttpResponse:
    """All comments on a document; POST begins a thread. Looking at them is looking into the item: recorded."""
    found = get_document_for(request.user, pk)
    if request.method != "POST":
        return _talk(request, found)
    form = ThreadForm(request.POST)
    if not form.is_valid():
        return _refusal(_words_of(form))
    return _act(request, found, lambda: services.begin_thread(actor=request.user, document=found, **form.cleaned_data))


@require_POST
def reply(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say something more in a thread."""
    thread = access.get_thread_for(request.user, pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _refusal(_words_of(form))
    text = form.cleaned_data["text"]
    return _act(request, thread.document, lambda: services.reply(actor=request.user, thread=thread, text=text))


@require_POST
def resolve(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Settle a thread."""
    thread = access.get_thread_for(request.user, pk)
    return _act(request, thread.document, lambda: services.resolve(actor=request.user, thread=thread))


@require_POST
def reopen(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open a settled thread again."""
    thread = access.get_thread_for(request.user, pk)
    return _act(request, thread.document, lambda: services.reopen(actor=request.user, thread=thread))


@require_POST
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take one's own comment back."""
    comment = access.get_comment_of(request.user, pk)
    return _act(request, comment.document, lambda: services.withdraw(actor=request.user, comment=comment))


def _act(request: PersonRequest, found: Any, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except services.Closed:
        return _refusal(_("Comments can no longer be written here: the record is frozen, or you only read it."), 409)
    except services.Full:
        return _refusal(
            _("There are too many comments on this item. Please write it into the record, or tell the secretariat."),
            409,
        )
    return _talk(request, found)


def _words_of(form: Form) -> str:
    if isinstance(form, ThreadForm) and form.place_is_wrong:
        return _("The words to which this belongs could not be found. Please choose them once more.")
    return str(next(iter(form.errors.get("text", []))))


def _refusal(words: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


def _talk(request: PersonRequest, found: Any) -> JsonResponse:
    """All of it, also after an act that changed nothing: whoever gets it has looked into the item."""
    open_item(actor=request.user, item=found.item)
    return JsonResponse({**presented(request.user, found), "token": get_token(request)})

"""The gate for HTTP: runs after URL resolution, so that a view without any mark is refused too."""

from collections.abc import Awaitable, Callable
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from portal.audit.origin import Origin, came_through, client_address, coming_from
from portal.audit.services import Target, record
from portal.gate.levels import Level, level_of
from portal.gate.rules import level_of_user
from portal.limits.doors import Limit
from portal.limits.services import use
from portal.sessions.store import SEEN_AGAIN_AFTER, SessionStore, seen

# what a visitor who has shown this much must do next
NEXT_STEP = {Level.PUBLIC: "enter:login", Level.PASSWORD: "enter:code", Level.VERIFIED: "enter:pledge"}
# so many refusals of one person are recorded one by one, in an hour; of the rest, that there were more
REFUSED, REFUSALS = "door.refused", Limit(100)
# who comes back to one's own computer finds what was unsent, sealed; only their new login opens it (decision 14)
FORGET = {True: '"cache", "storage"', False: '"cache"'}


class GateMiddleware:
    """Default deny for every path (levels.py lists the exceptions)."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._answer_async(request)
        with coming_from(_origin_of(request)):
            return cast(HttpResponseBase, self.get_response(request))

    async def _answer_async(self, request: HttpRequest) -> HttpResponseBase:
        with coming_from(_origin_of(request)):
            return cast(HttpResponseBase, await self.get_response(request))

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let the request through, or send it to the step that is missing."""
        match = request.resolver_match
        came_through(match.view_name if match else "")
        asked = level_of(match.view_name if match else "", getattr(view, "__module__", ""), request.path_info)
        # for the frame of the page: is a reader to be named, is the menu open to them?
        request.known = asked > Level.PUBLIC  # type: ignore[attr-defined]
        request.entered = False  # type: ignore[attr-defined]
        if asked == Level.PUBLIC:
            return None
        shown = level_of_user(request.user)
        if asked == Level.CLOSED and shown > Level.PASSWORD:
            raise Http404
        request.entered = shown == Level.PLEDGED  # type: ignore[attr-defined]
        if shown > Level.PUBLIC:
            _notice(cast(SessionStore, request.session))
        return None if shown >= asked else _missing_step(request, shown)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A closed door that somebody known tried is recorded, with the id they asked for.

        Whether it is absent or forbidden is not asked: both are recorded alike, so that both take as long.
        """
        if request.user.is_authenticated and isinstance(exception, Http404 | PermissionDenied):
            over = use(door=REFUSED, who=f"person {request.user.pk}", limit=REFUSALS)
            if over is not None:  # once for each stretch: who tries thousands of ids must not flood the record
                if over.first:
                    record(actor=request.user, verb="limit.reached", detail=REFUSED)
                return
            match = request.resolver_match
            asked = [str(each) for each in match.kwargs.values() if isinstance(each, UUID)] if match else []
            record(actor=request.user, verb="door.refused", target=Target(id=asked[-1] if asked else ""))


def _missing_step(request: HttpRequest, shown: Level) -> HttpResponse:
    """Lead to it, and from there on to where the visitor wanted to go; of an ended login say that it ended."""
    then = request.get_full_path() if request.method == "GET" else reverse("home")
    session = cast(SessionStore, request.session)
    over = session.over
    if over and request.method == "POST" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        answer: HttpResponse = _unsent(request, session)
    else:
        ended = f"&over={over}" if over else ""
        answer = HttpResponseRedirect(f"{reverse(NEXT_STEP[shown])}?next={quote(then)}{ended}")
    if over:  # whoever sits there now finds nothing to read in the browser
        answer.headers["Clear-Site-Data"] = FORGET[session.was_shared]
    return answer


def _unsent(request: HttpRequest, session: SessionStore) -> HttpResponse:
    """A form came after the end of its login: nothing of it is taken or kept, and the page says so.

    It leads to no other page, so that the form stays one step back in the browser, with what was typed if that keeps it.
    """
    return render(request, "portal/enter/unsent.html", {"over": session.over, "shared": session.was_shared}, status=403)


def _notice(session: SessionStore) -> None:
    """Something came from this login. Written at most once a minute: reading costs no write."""
    row, key = session.row, session.session_key
    if row is not None and key is not None and timezone.now() - row.last_seen_at >= SEEN_AGAIN_AFTER:
        seen([key])


def _origin_of(request: HttpRequest) -> Origin:
    address = client_address(request.META, behind_proxy=settings.BEHIND_PROXY)
    return Origin(address, session_key=lambda: request.session.session_key)

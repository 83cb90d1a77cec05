"""The gate for HTTP: runs after URL resolution, so that a view without any mark is refused too."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from portal.audit.origin import Origin, came_through, coming_from
from portal.gate.levels import EDITORIAL_PREFIX, METHODS, Level, level_of
from portal.gate.rules import level_of_user

# what a visitor who has shown this much must do next
NEXT_STEP = {Level.PUBLIC: "enter:login", Level.PASSWORD: "enter:code", Level.VERIFIED: "enter:pledge"}


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
            return self._finish(request, self.get_response(request))

    async def _answer_async(self, request: HttpRequest) -> HttpResponseBase:
        with coming_from(_origin_of(request)):
            return self._finish(request, await self.get_response(request))

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let the request through, send it to the step that is missing, or refuse its method."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(sorted(METHODS))
        match = request.resolver_match
        came_through(match.view_name if match else "")
        asked = level_of(match.view_name if match else "", getattr(view, "__module__", ""), request.path_info)
        # for the frame of the page: is a reader to be named, is the menu open to them?
        request.known = asked > Level.PUBLIC  # type: ignore[attr-defined]
        request.entered = asked == Level.PLEDGED  # type: ignore[attr-defined]
        if asked == Level.PUBLIC:
            return None
        shown = level_of_user(request.user)
        if shown >= asked:
            return None
        return self._to(shown, request.get_full_path() if request.method == "GET" else reverse("home"))

    @staticmethod
    def _to(shown: Level, then: str) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse(NEXT_STEP[shown])}?next={quote(then)}")

    @staticmethod
    def _finish(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if getattr(request, "known", True) or request.path.startswith("/portal/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.path.startswith(EDITORIAL_PREFIX):
            # Wagtail's admin carries a few inline scripts and styles; it holds no case content
            response._csp_update = {  # type: ignore[attr-defined]
                "script-src": ["'unsafe-inline'"],
                "style-src": ["'unsafe-inline'"],
                "frame-src": ["'self'"],
            }
        return response


def _origin_of(request: HttpRequest) -> Origin:
    return Origin(request.META.get("REMOTE_ADDR") or "", session_key=lambda: request.session.session_key)

"""What every answer carries, and which methods get one; the outermost layer, so that nothing is left out."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from portal.gate.levels import EDITORIAL_PREFIX, METHODS
from portal.gate.policy import is_preview

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
}
NOT_KEPT = "no-store, private"
# A calendar program keeps its feed, and asks each time whether it is still so (scheduling.md §3.5).
FEEDS, ASKED_ANEW = "/portal/calendar/", "private, no-cache"
NOT_FOUND_BY_SEARCH = ("/portal/", EDITORIAL_PREFIX, "/demo/")


class HeadersMiddleware:
    """Stands around everything else, refusals of the other layers included."""

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
        if request.method not in METHODS:
            return dressed(request, HttpResponseNotAllowed(sorted(METHODS)))
        return dressed(request, self.get_response(request))

    async def _answer_async(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return dressed(request, HttpResponseNotAllowed(sorted(METHODS)))
        return dressed(request, await self.get_response(request))


def dressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with all its headers."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if is_preview(request.path):
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    if not _may_be_kept(request):
        if request.path.startswith(EDITORIAL_PREFIX):
            response.headers.setdefault("Cache-Control", NOT_KEPT)  # Wagtail's icons may be kept
        else:
            feed = request.path.startswith(FEEDS) and response.status_code in (200, 304)
            response.headers["Cache-Control"] = ASKED_ANEW if feed else NOT_KEPT
    if request.path.startswith(NOT_FOUND_BY_SEARCH):
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _may_be_kept(request: HttpRequest) -> bool:
    """Static files and public pages; never what a known reader saw, whatever the address ends in (ASVS 14.2.5)."""
    if request.path.startswith(settings.STATIC_URL):
        return True
    return not getattr(request, "known", True) and not request.path.startswith("/portal/")

"""Leads on from an address that a page no longer has."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.desk.addresses.targets import is_ours
from cms.publishing.asking import ASKED_ANEW

# No editor may lead somebody on from a door of the house, or speak for its name (RFC 8615)
NOT_OURS = ("/portal/", "/editorial/", "/static/", "/media/", "/demo/", "/ws/", "/_util/", "/.well-known/")
PAGES = "wagtail_serve"


class MovedMiddleware(RedirectMiddleware):
    """Wagtail's redirects for public addresses only; it sets no cookie and varies by nothing."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Another address before the page that says "not found" is written: that one looks who is there."""
        if not isinstance(exception, Http404):
            return None
        nothing = HttpResponseNotFound()
        found: HttpResponseBase = self.process_response(request, nothing)
        return None if found is nothing else found

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Another address for what no view knows (``/soshiki/12.html`` of an older site)."""
        if response.status_code != 404 or _is_a_door(request.path):
            return response
        found = super().process_response(request, response)
        if found is not response:
            if not is_ours(found.headers.get("Location", "")):
                return response
            found.headers["Cache-Control"] = ASKED_ANEW  # browsers keep a 301 for ever: long after it was taken back
        return found


def _is_a_door(path: str) -> bool:
    """Whether this is the address of something else than a page, with its slash or without."""
    whole = f"{path.rstrip('/')}/"
    if whole.startswith(NOT_OURS):
        return True
    try:
        name = resolve(whole).view_name
    except Resolver404:  # /soshiki/12.html of an older site
        return False
    # without its slash Django adds that first: the address of a live page must not lead away
    return name != PAGES or not path.endswith("/")

"""Leads on from an address that a page no longer has."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

# No editor may lead somebody on from a door of the house
NOT_OURS = ("/portal/", "/editorial/", "/static/", "/media/", "/demo/", "/ws/", "/_util/")


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
        if request.path.startswith(NOT_OURS):
            return response
        return super().process_response(request, response)

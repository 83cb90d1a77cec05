"""The content security policy: scripts run by nonce only; at the editors' desk and on the public site, from our files only."""

from typing import Any

from csp.constants import HEADER, NONCE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.gate.levels import EDITORIAL_PREFIX

# Wagtail's templates name their files without a nonce, and its tooltips and pickers write styles by themselves
# (wagtail#1288); inline scripts stay forbidden there too: cms/templates/wagtailadmin replaces the few it has.
DESK: dict[str, list[Any]] = {
    "script-src": ["'self'", NONCE],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
}

# A public page is one file for everybody: no nonce, and nothing but its own files.
SITE: dict[str, list[Any] | None] = {
    "script-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": None,
    "connect-src": None,
    "object-src": None,
}
SCREENS = ("/portal/", EDITORIAL_PREFIX, "/demo/")


def is_preview(path: str) -> bool:
    """Whether this is the page as the desk shows it beside the editor: the one thing that stands in a frame."""
    return path.startswith(EDITORIAL_PREFIX) and "/preview/" in path


class PolicyMiddleware(CSPMiddleware):
    """django-csp with one policy for the house, one for the desk and one for the public site."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_preview(request.path):
            # Wagtail asked for the page inside, as from the public site: in the editor's frame the desk's policy holds
            del response[HEADER]
        answered: HttpResponseBase = super().process_response(request, response)
        return answered

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(EDITORIAL_PREFIX):
            frame = {"frame-ancestors": ["'self'"]} if is_preview(request.path) else {}
            parts.replace = DESK | frame | (parts.replace or {})
        elif not request.path.startswith(SCREENS):
            parts.replace = SITE | (parts.replace or {})
        return parts

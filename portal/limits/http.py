"""The layer behind the gate that counts uses of costly doors and answers 429 when they are too many."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from portal.audit import services as audit
from portal.audit.origin import current
from portal.limits.doors import BY_NAME, UPLOADED, UPLOADS, WEIGHED_FROM, Limit
from portal.limits.services import Over, use


class LimitsMiddleware(MiddlewareMixin):
    """Runs after the gate: who was not let in costs nothing and is not counted."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None while it is not too often."""
        door = request.resolver_match.view_name if request.resolver_match else ""
        limit = BY_NAME.get(door)
        method = "GET" if request.method == "HEAD" else request.method  # it costs as much
        if limit is not None and method == limit.method:
            over = use(door=door, who=_who(request, limit), limit=limit)
            if over is not None:
                return _too_often(request, door, over)
        weight = _kibibytes(request)
        if weight > WEIGHED_FROM:
            over = use(door=UPLOADS, who=_who(request, UPLOADED), limit=UPLOADED, amount=weight)
            if over is not None:
                return _too_often(request, UPLOADS, over)
        return None


def _who(request: HttpRequest, limit: Limit) -> str:
    if limit.by == "person" and request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"address {current().address}"


def _kibibytes(request: HttpRequest) -> int:
    """What came with a form that may bring files; the server reads no further than the length that was announced."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) // 1024 if request.content_type == "multipart/form-data" and length.isdecimal() else 0


def _too_often(request: HttpRequest, door: str, over: Over) -> HttpResponse:
    if over.first:  # once for each stretch: a flood must not flood the record
        actor = request.user if request.user.is_authenticated else None
        audit.record(actor=actor, verb="limit.reached", detail=door)
    answer = render(request, "portal/too_often.html", {"minutes": max(1, -(-over.seconds // 60))}, status=429)
    answer.headers["Retry-After"] = str(over.seconds)
    return answer

"""The demo's mail in the browser: what members get."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.demo import letters

FOLDER = "mail"


def mail(request: HttpRequest) -> HttpResponse:
    """Every mail that left the outbox."""
    _demo_only()
    return render(request, "portal/demo/mail.html", {"letters": letters.letters(settings.DATA_DIR / FOLDER)})


def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One mail with its parts."""
    response = render(request, "portal/demo/letter.html", {"letter": _get(name)})
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return response


def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One part as it arrived; HTML is shown without any right to do something."""
    found = next((each for each in _get(name).parts if each.number == number), None)
    if found is None:
        raise Http404
    html = found.content_type.startswith("text/html")
    response = HttpResponse(found.content, content_type="text/html" if html else "text/plain; charset=utf-8")
    if found.name or "calendar" in found.content_type:
        response = HttpResponse(found.content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="invite.ics"'
    response._csp_replace = {  # type: ignore[attr-defined]
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups"],
    }
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _get(name: str) -> letters.Letter:
    _demo_only()
    found = letters.letter(settings.DATA_DIR / FOLDER, name)
    if found is None:
        raise Http404
    return found


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404

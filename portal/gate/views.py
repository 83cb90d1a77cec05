"""What the gate answers by itself: health and a form that was sent from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.audit.protection import missing


def healthz(request: HttpRequest) -> HttpResponse:
    """The process runs."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The process reaches its database, and the database refuses to change the record."""
    if missing():
        return HttpResponse("the record can be changed: run manage.py migrate", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: say what to do."""
    return render(request, "403_csrf.html", status=403)

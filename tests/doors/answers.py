"""Asking at a door, undoing what it did, naming the answer, and what every answer carries."""

import re

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

STEPS = {"/portal/enter/": "login", "/portal/enter/code/": "code", "/portal/enter/pledge/": "pledge"}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """The answer to a request, POST with an empty form; whatever it changed is undone."""
    form = {"csrfmiddlewaretoken": "every form of a browser has one"} if method == "POST" else None
    with transaction.atomic():
        answer = getattr(client, method.lower())(path, form)
        if answer.streaming:  # read to its end: only then its file is closed
            answer.streaming_content = list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def body_of(answer: HttpResponse) -> bytes:
    """All that an answer brings, a file as well; of a file once only."""
    return b"".join(answer) if answer.streaming else answer.content


def name_of(answer: HttpResponse, asked: str = "") -> str:
    """The answer in the words of the matrix."""
    if answer.status_code not in (301, 302):
        return str(answer.status_code)
    to = answer.headers["Location"].partition("?")[0]
    if asked.startswith("/editorial/") and to == "/portal/":
        return "site"
    return STEPS.get(to, "go")


def lacking(answer, path: str) -> list[str]:
    """What an answer at ``path`` lacks."""
    headers = answer.headers
    feed = path.startswith("/portal/calendar/") and answer.status_code == 200
    fixed = FIXED | {"Referrer-Policy": "no-referrer"} if feed else FIXED
    found = [name for name, value in fixed.items() if headers.get(name) != value]
    found += ["Permissions-Policy"] * ("camera=()" not in headers.get("Permissions-Policy", ""))
    policy = headers.get("Content-Security-Policy", "")
    found += ["default-src"] * ("default-src 'none'" not in policy)
    scripts = re.search(r"script-src([^;]*)", policy)
    found += ["unsafe"] * (scripts is not None and "unsafe" in scripts[1])
    inside = path.startswith(("/portal/", "/editorial/"))
    kept = "private, no-cache" if feed else "no-store, private"
    found += ["no-store"] * (path.startswith("/portal/") and headers.get("Cache-Control") != kept)
    found += ["noindex"] * (inside and "noindex" not in headers.get("X-Robots-Tag", ""))
    return found


def assert_guarded(answer) -> None:
    """No frames, no guessing of types, no scripts but our own."""
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def assert_closed(answer) -> None:
    """Guarded, and no browser or proxy keeps a copy."""
    assert_guarded(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Frame-Options"] == "DENY"

"""Asking the house for one of its public addresses, as somebody without a login would; the answer is what is published.

Nothing can be published by mistake that the house would not show a stranger: private pages, drafts and unused files
are refused here by the same code that refuses them at the door.
"""

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils import translation

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)
DROPPED = {"content-length", "content-encoding", "etag", "vary", "last-modified", "cache-control", "date", "server"}
ASKED_ANEW = "public, max-age=0, must-revalidate"  # what is taken back must not live on in a browser


class NotTheSameForAll(Exception):
    """The answer depends on who asks: it sets a cookie, or varies."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    etag: str
    content: bytes

    @property
    def content_type(self) -> str:
        """The kind of the content, with its character set."""
        return dict(self.headers).get("Content-Type", "")


@dataclass(frozen=True)
class Asking:
    """How pages are written: whether somebody answers their forms, and where the search is, if elsewhere."""

    forms_answered: bool = True
    search_at: str = ""

    def ask(self, path: str, etag: str = "") -> Answer:
        """The answer at ``path``; with ``etag`` it may be 304. NotTheSameForAll if it is not for everybody."""
        request = _request(path, etag)
        request.forms_answered = self.forms_answered  # type: ignore[attr-defined]
        request.search_at = self.search_at  # type: ignore[attr-defined]
        language = translation.get_language()
        quiet = _quiet.set(True)
        try:
            response = _house().get_response(request)
            content = _content_of(response)
            for close in response._resource_closers:  # type: ignore[attr-defined]  # close() itself would end the database's connection
                close()
        finally:
            _quiet.reset(quiet)
            translation.activate(language or settings.LANGUAGE_CODE)
        return _answer(response, content)


def _content_of(response: Any) -> bytes:
    if not response.streaming:
        return bytes(response.content)
    if response.is_async:  # static files
        return async_to_sync(_collected)(response)
    return b"".join(response.streaming_content)


async def _collected(response: Any) -> bytes:
    return b"".join([part async for part in response.streaming_content])


def _answer(response: Any, content: bytes) -> Answer:
    varies = {each.strip().lower() for each in response.headers.get("Vary", "").split(",")} - {"", "accept-encoding"}
    if response.cookies or varies or "no-store" in response.headers.get("Cache-Control", ""):
        raise NotTheSameForAll(str(varies))
    headers = [(name, value) for name, value in response.headers.items() if name.lower() not in DROPPED]
    kept = response.headers.get("Cache-Control", "")
    headers.append(("Cache-Control", kept if "immutable" in kept else ASKED_ANEW))
    return Answer(response.status_code, headers, response.headers.get("ETag", ""), content)


@lru_cache(maxsize=1)
def _house() -> "_House":
    return _House()


class _House(BaseHandler):
    """Every layer of the house, as for a request from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()
        # what is not there is asked for on purpose: for the page that says so
        logging.getLogger("django.request").addFilter(
            lambda record: not (_quiet.get() and record.levelno < logging.ERROR)
        )

    def get_response(self, request: Any) -> HttpResponse:
        response: HttpResponse = super().get_response(request)  # type: ignore[assignment]
        return response


def _request(path: str, etag: str) -> WSGIRequest:
    base = urlsplit(settings.BASE_URL)
    said = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin1"),
        "QUERY_STRING": "",
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or (443 if settings.HTTPS else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": base.netloc,
        "HTTP_X_FORWARDED_PROTO": base.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": base.scheme,
        "wsgi.input": BytesIO(),
    }
    return WSGIRequest(said | ({"HTTP_IF_NONE_MATCH": etag} if etag else {}))

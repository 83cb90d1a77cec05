"""Who sends a request: read from the row that the session brought with it, with no further question."""

from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.sessions.access import person_of


class PersonMiddleware(AuthenticationMiddleware):
    """``request.user`` and ``request.auser`` as Django sets them; django-otp's middleware goes on from there."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(partial(recognised, request))  # type: ignore[assignment]
        request.auser = sync_to_async(partial(recognised, request))


def recognised(request: HttpRequest) -> Any:
    """The person of the session, or nobody; a login whose account or password is another by now is ended."""
    person = person_of(request.session)  # type: ignore[arg-type]
    if person is None and SESSION_KEY in request.session:
        request.session.flush()
    return person or AnonymousUser()

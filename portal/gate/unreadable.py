"""When a stored record does not open: a page that says so, an event with its id, an alarm; never a word of it."""

import logging
from typing import Any, cast

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from portal.accounts.models import User
from portal.audit import services as audit
from portal.crypto.box import CannotOpen

log = logging.getLogger(__name__)


class UnreadableMiddleware(MiddlewareMixin):
    """Turns ``CannotOpen`` of any view into an answer: the bytes were altered, moved, or lost their key."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page; None for every other exception."""
        if not isinstance(exception, CannotOpen):
            return None
        user: Any = getattr(request, "user", None)
        sound_alarm(exception, user if user is not None and user.is_authenticated else None)
        return render(request, "portal/unreadable.html", status=503)


def sound_alarm(shut: CannotOpen, person: User | None) -> None:
    """Tell who watches the log, and keep in the record who met it; by id only."""
    row = cast(models.Model | None, shut.row)
    kind, key = (row._meta.label_lower, row.pk) if row is not None else ("", "")
    log.critical("sealed value cannot be opened: %s %s %s", kind, key, shut.column)
    audit.record(actor=person, verb="sealed.unreadable", target=row, detail=shut.column)

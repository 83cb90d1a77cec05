"""Wrong passwords: five stop an account, thirty an address, each for a quarter of an hour (django-axes).

An address that nobody has an account under is stopped like any other, so nothing tells who is a member.
"""

import ipaddress
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.audit.origin import client_address

V6_LINE = 64  # bits of an IPv6 address that are one customer's (RFC 6177): the rest is theirs to change


class Handler(AxesDatabaseHandler):
    """axes knows one limit for all it counts, and forgives an address when any account there gets in. Not here."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The account's failures, or the address's in proportion to its own limit: whichever is nearer."""
        account, line = (
            rows.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for rows in self.get_user_attempts(request, credentials)
        )
        return max(account, line * settings.AXES_FAILURE_LIMIT // settings.ADDRESS_FAILURE_LIMIT)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Getting in forgives one's own slips only: who has an account must not clear the count of others."""
        return forgive((credentials or {}).get(settings.AXES_USERNAME_FORM_FIELD, ""))


def forgive(email: str) -> int:
    """Forget the wrong passwords of an account; answers how many rows there were."""
    return AccessAttempt.objects.filter(username=email).delete()[0]


def is_stopped(email: str) -> bool:
    """Whether the account takes no password now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    rows = AccessAttempt.objects.filter(username=email, attempt_time__gte=since)
    failures: int = rows.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
    return failures >= settings.AXES_FAILURE_LIMIT


def line_of(request: HttpRequest) -> str | None:
    """The address that is counted: the client's; of IPv6 the network, which is one line."""
    address = client_address(request.META, behind_proxy=settings.BEHIND_PROXY)
    if ":" not in address:
        return address or None
    return str(ipaddress.ip_network(f"{address}/{V6_LINE}", strict=False).network_address)


def answer(request: HttpRequest, *_unreliable: Any) -> HttpResponse:
    """The page that says when to try again. axes 8.3.1 mixes its arguments up on the asynchronous path."""
    response = render(request, "portal/enter/locked.html", status=429)
    response["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return response

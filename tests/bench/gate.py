"""What the gate adds to a request of a member: the same view with the gate's middleware and without.

Session, person, device, pledge; on a SQLite file, requests of both kinds in turn. Printed: the median of the
rounds, by the clock on the wall and by the processor's own. Wanted are less than 5 ms at the 95th percentile; on a
machine that does other work besides, only the processor's figure says something about the gate.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

REQUESTS, ROUNDS, LIMIT_MS = 2000, 3, 5.0
GATE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.gate.person.PersonMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "portal.gate.http.GateMiddleware",
)
NEED_THE_GATE = ("CsrfViewMiddleware", "MessageMiddleware")


def bare(request: HttpRequest) -> HttpResponse:
    """A view that does nothing."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare, name="bare")]


def percentile(samples: list[float], share: float) -> float:
    """The value below which this share of the samples lies, in milliseconds."""
    return sorted(samples)[round(share * (len(samples) - 1))] * 1000


@dataclass(frozen=True)
class Cost:
    """Seconds of one request: on the wall, and of the processor (all threads)."""

    wall: float
    cpu: float


def timed(client: Client) -> Cost:
    """One request."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get("/bare/")
    cost = Cost(time.perf_counter() - wall, time.process_time() - cpu)
    assert answer.status_code == 200, answer
    return cost


def round_of(client_with: Callable[[], Client]) -> tuple[list[Cost], list[Cost]]:
    """The cost of each request without the gate and with it."""
    others = [name for name in settings.MIDDLEWARE if name not in GATE and not name.endswith(NEED_THE_GATE)]
    with override_settings(ROOT_URLCONF=__name__):
        gated = client_with()
        timed(gated)
        with override_settings(MIDDLEWARE=others):
            open_ = client_with()
            timed(open_)  # a handler keeps the middleware with which it was first asked
        without, with_ = [], []
        for _each in range(REQUESTS):
            without.append(timed(open_))
            with_.append(timed(gated))
    return without, with_


def measure(client_with: Callable[[], Client]) -> dict[str, float]:
    """The gate's overhead in milliseconds, by clock and share of the requests: ``{"cpu p95": 2.1, …}``."""
    rounds = [round_of(client_with) for _each in range(ROUNDS)]
    return {
        f"{clock} p{share * 100:.0f}": statistics.median(
            percentile([getattr(each, clock) for each in with_], share)
            - percentile([getattr(each, clock) for each in without], share)
            for without, with_ in rounds
        )
        for clock in ("wall", "cpu")
        for share in (0.5, 0.95)
    }

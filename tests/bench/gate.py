"""What the gate adds to a request of a member: the same view with the gate's middleware and without.

Session, person, device, pledge; on a SQLite file. Each request through the gate is paired with one without, one right
after the other and each first in turn, and the pairs' differences are what is looked at: what else the machine does
meets both alike. Printed: the median of the rounds, by the clock on the wall and by the processor's own, and what a
request without the gate costs. Wanted are less than 5 ms at the 95th percentile of the differences; where other work
waits for the processor, a pair of which one half was put aside for a while tells of that work, not of the gate.
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
    "portal.gate.person.DeviceMiddleware",
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


def round_of(client_with: Callable[[], Client]) -> list[tuple[Cost, Cost]]:
    """Pairs of what a request costs without the gate and with it."""
    others = [name for name in settings.MIDDLEWARE if name not in GATE and not name.endswith(NEED_THE_GATE)]
    with override_settings(ROOT_URLCONF=__name__):
        gated = client_with()
        timed(gated)
        with override_settings(MIDDLEWARE=others):
            open_ = client_with()
            timed(open_)  # a handler keeps the middleware with which it was first asked
        return [pair(open_, gated, first=number % 2) for number in range(REQUESTS)]


def pair(open_: Client, gated: Client, *, first: int) -> tuple[Cost, Cost]:
    """One request of each kind; ``first`` says which comes first."""
    if first:
        with_ = timed(gated)
        return timed(open_), with_
    without = timed(open_)
    return without, timed(gated)


def measure(client_with: Callable[[], Client]) -> dict[str, float]:
    """Milliseconds that the gate adds, by clock and share of the pairs: ``{"cpu p95": 2.1, …}``; and those without."""
    rounds = [round_of(client_with) for _each in range(ROUNDS)]
    return {
        f"{what}{clock} p{share * 100:.0f}": statistics.median(percentile(one(pairs, clock), share) for pairs in rounds)
        for what, one in (("", added), ("without the gate: ", bare_cost))
        for clock in ("wall", "cpu")
        for share in (0.5, 0.95)
    }


def added(pairs: list[tuple[Cost, Cost]], clock: str) -> list[float]:
    """What the gate added in each pair."""
    return [getattr(with_, clock) - getattr(without, clock) for without, with_ in pairs]


def bare_cost(pairs: list[tuple[Cost, Cost]], clock: str) -> list[float]:
    """What each request without the gate cost."""
    return [getattr(without, clock) for without, _ in pairs]

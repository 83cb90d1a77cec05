"""Counts reads of pages in this process, without a cookie and without an address; ``storing`` stores the numbers."""

from collections import Counter
from datetime import date
from threading import Lock

from django.utils import timezone

from cms.statistics.lines import MACHINES, page_of

MOST = 10_000  # different pages and days that wait to be stored: what is asked for by chance does not fill the memory
_waiting: Counter[tuple[date, str]] = Counter()
_lock = Lock()


def counted(path: str, agent: str = "", times: int = 1) -> None:
    """A page at this address was just served, or several times since a moment ago. Costs no query and never fails."""
    page = page_of(path)
    if page is None or MACHINES.search(agent):
        return
    key = (timezone.localdate(), page)
    with _lock:
        if key in _waiting or len(_waiting) < MOST:
            _waiting[key] += times


def taken() -> Counter[tuple[date, str]]:
    """What was counted since the last time; it counts from nothing again."""
    with _lock:
        found = Counter(_waiting)
        _waiting.clear()
    return found


def given_back(found: Counter[tuple[date, str]]) -> None:
    """It could not be stored: the next time tries again."""
    with _lock:
        _waiting.update(found)

"""Chores that time asks for (reminders, terms that end): each run once, however many processes there are.

Concepts register theirs when the app starts; the outbox worker's loop runs what is due. What a chore
tells is only news: no right may depend on it, for the worker may be stopped.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from portal.chores.models import Chore

UNDER_WAY = timedelta(minutes=10)  # should the process that took a chore die, it is due again after this
AGAIN = timedelta(minutes=1)  # after a failure
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Registered:
    """How often a chore is run, and what it does."""

    every: timedelta
    run: Callable[[], None]


_chores: dict[str, Registered] = {}


def register(name: str, every: timedelta, run: Callable[[], None]) -> None:
    """Let ``run`` be called about ``every`` so often; it must bear being called twice.

    ``name`` is "<concept>.<what is done>" and tells one chore from another in the database.
    """
    _chores[name] = Registered(every, run)


def run_due() -> int:
    """Run the chores that are due; answers how many. One query where none is."""
    now = timezone.now()
    due_at = dict(Chore.objects.filter(name__in=_chores).values_list("name", "due_at"))
    due = [name for name in _chores if name not in due_at or due_at[name] <= now]
    return sum(_run(name, _chores[name]) for name in due)


def _run(name: str, chore: Registered) -> bool:
    """Take the chore and run it, unless somebody else took it; a failure is tried again soon."""
    if not _take(name):
        return False
    begun, failure = timezone.now(), ""
    try:
        chore.run()
    except Exception as error:  # whatever one chore meets, the others and the mail go on
        failure = type(error).__name__  # without its words and its place: they may tell of a case
        log.error("the chore %s failed with %s and is tried again", name, failure)
    if failure:
        Chore.objects.filter(name=name).update(due_at=timezone.now() + AGAIN, last_failure=failure[:80])
    else:
        Chore.objects.filter(name=name).update(due_at=begun + chore.every, last_run_at=begun, last_failure="")
    return True


def _take(name: str) -> bool:
    """Move the chore's next time on: the database lets one of several do so (one conditional UPDATE)."""
    now = timezone.now()
    Chore.objects.get_or_create(name=name, defaults={"due_at": now})
    return Chore.objects.filter(name=name, due_at__lte=now).update(due_at=now + UNDER_WAY) == 1

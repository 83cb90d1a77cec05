"""The right of one login to print its first codes: given where it set up the app, for half an hour, once."""

import time
from typing import Any

KEY = "may_print_first_codes"
SECONDS = 30 * 60


def give(session: Any) -> None:
    """The app showed its first code just now."""
    session[KEY] = int(time.time()) + SECONDS


def holds(session: Any) -> bool:
    """Whether this login may print the first codes now."""
    return bool(time.time() < session.get(KEY, 0))


def spend(session: Any) -> None:
    """They are printed: the next sheet asks for a fresh factor."""
    session.pop(KEY, None)

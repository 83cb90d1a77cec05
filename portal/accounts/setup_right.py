"""The right of one login to set up a first factor: given by a setup code or a printed code, for half an hour, to one device."""

import time
from typing import Any

KEY = "may_set_up"
SECONDS = 30 * 60


def give(session: Any) -> None:
    """The code was shown just now; no device has been begun yet."""
    session[KEY] = {"until": int(time.time()) + SECONDS, "device": None}


def holds(session: Any) -> bool:
    """Whether this login may set up a factor now."""
    right = session.get(KEY)
    return bool(right) and time.time() < right["until"]


def device_of(session: Any) -> int | None:
    """The number of the device that it began; None before it began one."""
    number: int | None = session[KEY]["device"] if holds(session) else None
    return number


def bind(session: Any, device: int) -> None:
    """From now on the right is good for this device only."""
    session[KEY] = {**session[KEY], "device": device}


def spend(session: Any) -> None:
    """The factor is set up: the right is used."""
    session.pop(KEY, None)

"""What a connection may do in a room, why not more, and with which code it is closed (pure)."""

from dataclasses import dataclass, field
from typing import Literal

# Close codes. 4400–4499 are final for the browser, 1011–1013 mean «come back» (y-websocket 3).
MALFORMED = 4400
LOG_IN = 4401
NO_LONGER_YOURS = 4403
RELOAD = 4409
UNREADABLE = 4422
FROZEN = 4423
SIGN_PLEDGE = 4428
STORE_FAILED = 1011
RESTARTING = 1012
TOO_SLOW = 1013

Reason = Literal["", "login", "pledge", "withdrawn", "frozen", "closed", "full"]


@dataclass(frozen=True, slots=True)
class Right:
    """The answer to «what may this visitor do in this document, now?»."""

    may: Literal["none", "read", "write"]
    reason: Reason = ""
    emergencies: tuple[str, ...] = ()  # readings of this item in force, by id: everybody at it is told
    why: str = field(default="", compare=False)  # on which ground, for the record of who came in


OUTSIDE = Right("none", "login")
UNPLEDGED = Right("none", "pledge")
WITHDRAWN = Right("none", "withdrawn")
FROZEN_RIGHT = Right("read", "frozen")
_GONE = {"login": LOG_IN, "pledge": SIGN_PLEDGE}


def close_code(before: Right | None, now: Right) -> int | None:
    """The code with which a connection ends when its right changes from ``before`` to ``now``, if it does."""
    if now.may == "none":
        return _GONE.get(now.reason, NO_LONGER_YOURS)
    if now.reason == "frozen" and before is not None and before.may == "write":
        return FROZEN
    return None

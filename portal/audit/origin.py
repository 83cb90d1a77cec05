"""From where an act is done: address, door and session of the request or socket at hand; empty for commands."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


def _no_session() -> str | None:
    return None


@dataclass(frozen=True)
class Origin:
    """``door`` is the name of a URL or socket, never its address: addresses carry tokens and ids."""

    address: str = ""
    door: str = ""
    session_key: Callable[[], str | None] = _no_session  # asked late: logging in changes the session's id

    @property
    def session(self) -> str:
        """Which session, without opening it: the beginning of the hash of its key, or empty."""
        key = self.session_key()
        return session_mark(key) if key else ""


NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def session_mark(key: str) -> str:
    """Sixteen hexadecimal digits by which events of one session are known as such."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def current() -> Origin:
    """Where the running code was called from."""
    return _origin.get()


def came_through(door: str) -> None:
    """Name the door, once the address is resolved to one."""
    _origin.set(replace(_origin.get(), door=door))


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Everything recorded inside came from there."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)

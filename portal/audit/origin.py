"""From where an act is done: address, door and session of the request or socket at hand; empty for commands."""

import hashlib
import ipaddress
from collections.abc import Callable, Iterator, Mapping
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


def client_address(meta: Mapping[str, object], *, behind_proxy: bool) -> str:
    """The address of who asks, as far as it can be known; empty where it cannot (a Unix socket).

    ``meta`` is a request's META. Anybody can write ``X-Forwarded-For``: only its last entry, and only behind
    our own proxy, was written by somebody we know (security.md A1).
    """
    direct = _address(str(meta.get("REMOTE_ADDR") or ""))
    said = str(meta.get("HTTP_X_FORWARDED_FOR") or "").rpartition(",")[2] if behind_proxy else ""
    return _address(said) or direct


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip().partition("%")[0]))
    except ValueError:
        return ""


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

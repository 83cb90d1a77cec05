"""The gate before sockets says from where they come."""

import pytest
from asgiref.sync import async_to_sync

from portal.audit.origin import current
from portal.gate.ws import SocketGate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]
ORIGIN = "https://kasane.example"


def address_seen_behind(headers: list[tuple[bytes, bytes]], cookie: bytes) -> str:
    """The address that a socket's own code finds."""
    seen: list[str] = []

    async def inner(scope, receive, send) -> None:
        assert "headers" not in scope  # the cookie is not kept for as long as the socket is open
        seen.append(current().address)

    async def never(*_args) -> None:
        raise AssertionError("refused")

    scope = {
        "type": "websocket",
        "client": ("127.0.0.1", 5000),
        "headers": [(b"origin", ORIGIN.encode()), (b"cookie", cookie), *headers],
    }
    async_to_sync(SocketGate(inner, [ORIGIN]))(scope, never, never)
    return seen[0]


@pytest.mark.parametrize(
    ("behind", "address"), [(True, "203.0.113.9"), (False, "127.0.0.1")], ids=["behind a proxy", "open"]
)
def test_a_socket_comes_from_its_person_and_not_from_the_proxy(cast, settings, behind, address):
    settings.BEHIND_PROXY = behind
    cookie = f"{settings.SESSION_COOKIE_NAME}={cast.session_of(cast.member)}".encode()
    headers = [(b"x-forwarded-for", b"10.0.0.1, 203.0.113.9")]
    assert address_seen_behind(headers, cookie) == address

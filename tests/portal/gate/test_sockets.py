"""The gate before sockets: what it records of those it refuses."""

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings

from portal.audit.models import AuditEvent
from portal.gate.ws import SocketGate, no_such_socket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]
OURS = "http://127.0.0.1:8000"


def knock(session: str, origin: str = OURS) -> list[int]:
    """The codes with which it closes."""
    sent: list[dict] = []
    headers = [(b"origin", origin.encode()), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode())]
    scope = {"type": "websocket", "path": "/ws/nothing/", "client": ("10.0.0.7", 4), "headers": headers}

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    async_to_sync(SocketGate(no_such_socket, [OURS]))(scope, receive, send)
    return [message["code"] for message in sent]


def test_who_is_inside_and_refused_is_recorded_once_a_while(cast):
    key = cast.session_of(cast.member)
    assert knock(key) + knock(key) == [4403, 4403]
    event = AuditEvent.objects.get(verb="door.refused")
    assert (event.actor, event.door, event.address) == (cast.member, "socket", "10.0.0.7")


def test_a_page_of_another_host_that_uses_ones_login_is_recorded(cast):
    assert knock(cast.session_of(cast.member), "https://evil.test") == [4403]
    assert AuditEvent.objects.get(verb="door.refused").actor == cast.member


@pytest.mark.parametrize("role", ["unpledged", "password_only", "nobody"])
def test_who_is_not_known_yet_is_refused_and_fills_no_record(cast, role):
    key = "x" * 32 if role == "nobody" else cast.session_of(getattr(cast, role))
    assert knock(key) == [4403]
    assert not AuditEvent.objects.filter(verb="door.refused").exists()

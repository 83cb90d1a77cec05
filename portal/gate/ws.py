"""The gate for sockets: exact origin, verified session, pledge; everybody else is refused before accept."""

from collections.abc import Awaitable, Callable
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.http.cookie import parse_cookie

from portal.audit.origin import Origin, coming_from
from portal.gate.rules import visitor_of

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class SocketGate:
    """Wraps every socket route. It reads the session itself and never writes one.

    Channels' own ``AuthMiddleware`` knows no second factor and flushes sessions on key rotation
    (security.md A4).
    """

    def __init__(self, inner: Application, origins: list[str]) -> None:
        self.inner = inner
        self.origins = {origin.rstrip("/").lower() for origin in origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        key = _session_key(headers.get(b"cookie", b""))
        visitor = None
        with coming_from(Origin((scope.get("client") or ("",))[0], "socket", lambda: key)):
            if headers.get(b"origin", b"").decode("latin1").lower() in self.origins:
                visitor = await database_sync_to_async(visitor_of)(key)
            if visitor is None:
                await refuse(receive, send)
                return
            await self.inner({**scope, "visitor": visitor}, receive, send)


async def refuse(receive: Receive, send: Send) -> None:
    """Close before accept: the server answers the handshake with HTTP 403, whatever the reason."""
    await receive()
    await send({"type": "websocket.close", "code": 4403})


async def no_such_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """The last route: unknown paths look like forbidden ones."""
    await refuse(receive, send)


def _session_key(cookie: bytes) -> str | None:
    """Read as Django reads it: a foreign cookie with odd letters must not keep anybody out."""
    return parse_cookie(cookie.decode("latin1")).get(settings.SESSION_COOKIE_NAME)

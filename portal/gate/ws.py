"""The gate for sockets: exact origin, verified session, pledge; everybody else is refused before accept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.http.cookie import parse_cookie

from portal.audit.origin import Origin, client_address, coming_from
from portal.gate.rules import Visitor, note_refusal, visitors_of
from portal.gate.together import Together

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PASSED_ON = ("type", "root_path", "path", "query_string", "extensions")


class SocketGate:
    """Wraps every socket route. It reads the session itself and never writes one.

    Refusals of people who are inside are recorded, as at the gate for pages: from a page of another host
    (``Origin`` is not ours), and at addresses that do not exist. Who is not known yet is only refused, as a
    page only leads them to the next step: strangers must not be able to fill the record.

    Channels' own ``AuthMiddleware`` knows no second factor and flushes sessions on key rotation
    (security.md A4).
    """

    def __init__(self, inner: Application, origins: list[str]) -> None:
        self.inner = inner
        self.origins = {origin.rstrip("/").lower() for origin in origins}
        self._asking: tuple[asyncio.AbstractEventLoop, Together[str | None, Visitor | None]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key, address, is_ours = self._read(scope)
        with coming_from(Origin(address, "socket", lambda: key)):
            visitor = await self._visitor_of(key)
            if visitor is not None and not is_ours:
                await database_sync_to_async(note_refusal)(visitor)
                visitor = None
            if visitor is None:
                await refuse(receive, send)
                return
            # headers and the rest are read; what is passed on is kept for as long as the socket is open
            await self.inner(
                {**{key: scope[key] for key in PASSED_ON if key in scope}, "visitor": visitor}, receive, send
            )

    def _read(self, scope: Scope) -> tuple[str | None, str, bool]:
        """Of the headers the key of the login, the address, and whether the page is ours; they are not kept while it is open."""
        headers = dict(scope.get("headers", []))
        origin = headers.get(b"origin", b"").decode("latin1").lower()
        return session_key(headers.get(b"cookie", b"")), _address(scope, headers), origin in self.origins

    async def _visitor_of(self, key: str | None) -> Visitor | None:
        """Many who knock at once are asked about together."""
        loop = asyncio.get_running_loop()
        if self._asking is None or self._asking[0] is not loop:
            self._asking = loop, Together(database_sync_to_async(visitors_of))
        return await self._asking[1].ask(key)


async def refuse(receive: Receive, send: Send) -> None:
    """Close before accept: the server answers the handshake with HTTP 403, whatever the reason."""
    await receive()
    await send({"type": "websocket.close", "code": 4403})


async def no_such_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """The last route: unknown paths look like forbidden ones."""
    await database_sync_to_async(note_refusal)(scope["visitor"])
    await refuse(receive, send)


def _address(scope: Scope, headers: dict[bytes, bytes]) -> str:
    """As pages read it: behind our proxy it is the proxy that knows."""
    meta = {
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "HTTP_X_FORWARDED_FOR": headers.get(b"x-forwarded-for", b"").decode("latin1"),
    }
    return client_address(meta, behind_proxy=settings.BEHIND_PROXY)


def session_key(cookie: bytes) -> str | None:
    """The key of a login in a Cookie header, read as Django reads it: a foreign cookie with odd letters must not keep anybody out."""
    return parse_cookie(cookie.decode("latin1")).get(settings.SESSION_COOKIE_NAME)

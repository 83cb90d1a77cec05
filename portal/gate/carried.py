"""Carried sockets: the same conversation by ordinary requests, for who sits behind a proxy that lets no WebSocket through.

The socket's application does not know the difference: it is started with the socket's scope, passes the same gate,
and gets and gives the same frames. Each request names its turn, so that one that is repeated is taken once:

* ``POST /carried/ws/…`` with ``X-Carried: new`` opens; the answer's ``X-Carried`` is the name of this conversation;
* with that name and ``X-Carried-Send: n`` it brings the n-th lot of frames;
* with that name and ``X-Carried-End`` the tab is closed;
* with that name and ``X-Carried-Hear: n`` it asks for what comes after the n-th lot, and waits for it a while. The
  answer's ``X-Carried-Hear`` is the number of its lot, ``X-Carried-End`` the code with which the socket closed.

A header of our own keeps forms of other hosts out (the browser would have to ask first); the origin is checked
as for any socket. Who is not let in, and a name nobody knows, get the same answer.
"""

import asyncio
import hmac
import logging
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from portal.gate.ws import Application, Receive, Scope, Send, session_key

PREFIX = "/carried"
HEAR_SECONDS = (
    8.0  # how long a question for news waits: shorter than proxies' patience, and than the end of the process
)
GONE_SECONDS = 40.0  # nobody asked for so long: the tab is gone
LOT_BYTES = 8 * 1024 * 1024  # of one request; a single frame may have half of it
WAITING_BYTES = 1024 * 1024  # what waits to be fetched before the room sees that the reader is slow
AT_ONCE, AT_ONCE_OF_ONE = 1000, 12
log = logging.getLogger(__name__)


class CarriedSockets:
    """Answers requests under ``PREFIX`` by way of the sockets' application; everything else goes on to the pages."""

    def __init__(self, pages: Any, sockets: Application) -> None:
        self.pages = pages
        self.sockets = sockets
        self._open: dict[str, Conversation] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        name = headers.get(b"x-carried", b"").decode("latin1")
        if scope["method"] != "POST" or not name or not scope["path"].startswith(f"{PREFIX}/ws/"):
            await self.pages(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            await _answer(send, 413)
        elif name == "new":
            await self._begin(scope, headers, send)
        else:
            await self._go_on(self._find(name, scope, headers), headers, body, send)

    async def _begin(self, scope: Scope, headers: dict[bytes, bytes], send: Send) -> None:
        conversation = Conversation(scope["path"], _whose(headers))
        mine = sum(each.whose == conversation.whose for each in self._open.values())
        if len(self._open) >= AT_ONCE or mine >= AT_ONCE_OF_ONE:
            await _answer(send, 503)
            return
        name = secrets.token_urlsafe(32)
        self._open[name] = conversation
        conversation.start(self.sockets, _as_socket(scope), lambda: self._open.pop(name, None))
        if await conversation.accepted:
            await _answer(send, 200, x_carried=name)
        else:
            await _answer(send, 403)

    def _find(self, name: str, scope: Scope, headers: dict[bytes, bytes]) -> "Conversation | None":
        found = self._open.get(name)
        return found if found is not None and found.is_of(scope["path"], _whose(headers)) else None

    async def _go_on(
        self, conversation: "Conversation | None", headers: dict[bytes, bytes], body: bytes, send: Send
    ) -> None:
        if conversation is None:
            await _answer(send, 403)
            return
        try:
            if b"x-carried-end" in headers:
                conversation.leave()
                await _answer(send, 200)
                return
            if b"x-carried-send" in headers:
                await conversation.take(int(headers[b"x-carried-send"]), list(unpacked(body)))
                await _answer(send, 200)
                return
            number, lot = await conversation.give(int(headers.get(b"x-carried-hear", b"")))
        except ValueError:
            await _answer(send, 400)
            return
        ended = {} if conversation.code is None or lot else {"x_carried_end": str(conversation.code)}
        await _answer(send, 200, packed(lot), x_carried_hear=str(number), **ended)


class Conversation:
    """One carried socket: what came and is not read, what was said and is not fetched."""

    def __init__(self, path: str, whose: bytes) -> None:
        self.path, self.whose = path, whose
        self.accepted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.code: int | None = None
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=64)
        self._taken = 0  # lots of the reader's that were taken
        self._taking = asyncio.Lock()
        self._outgoing: deque[bytes] = deque()
        self._given = 0  # lots given to the reader; the last is kept until they say that they have it
        self._lot: list[bytes] = []
        self._asked = 0
        self._news = asyncio.Condition()
        self._gone: asyncio.TimerHandle | None = None

    def is_of(self, path: str, whose: bytes) -> bool:
        """Whether this login opened it, at this address."""
        return self.path == path and hmac.compare_digest(self.whose, whose)

    def start(self, sockets: Application, scope: Scope, over: Any) -> None:
        """Let the sockets' application talk; ``over`` is called some time after it ended."""
        self._task = asyncio.create_task(self._run(sockets, scope, over))
        self._here()

    def leave(self) -> None:
        """The tab is closed."""
        try:
            self._incoming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        except asyncio.QueueFull:  # it does not listen: then it is stopped
            self._task.cancel()

    async def take(self, number: int, frames: list[bytes]) -> None:
        """The ``number``-th lot of the reader's frames. ``ValueError`` where one before it is missing."""
        self._here()
        async with self._taking:
            if number > self._taken + 1:
                raise ValueError("a lot is missing")
            if number <= self._taken:
                return
            self._taken = number
            for frame in frames:
                if self.code is None:
                    await self._incoming.put({"type": "websocket.receive", "bytes": frame})

    async def give(self, has: int) -> tuple[int, list[bytes]]:
        """The number of the next lot and its frames, as soon as there are any; without news the number ``has``.

        ``ValueError`` for a number that was never given.
        """
        self._here()
        self._asked = asked = self._asked + 1
        async with self._news:
            self._news.notify_all()  # an earlier question was given up by its reader
            if has == self._given - 1:
                return self._given, self._lot
            if has != self._given:
                raise ValueError("no such lot")
            self._lot = []
            try:
                async with asyncio.timeout(HEAR_SECONDS):
                    await self._news.wait_for(lambda: self._outgoing or self.code is not None or asked != self._asked)
            except TimeoutError:
                return has, []
            if asked != self._asked or not self._outgoing:
                return has, []
            size = 0
            while self._outgoing and (not self._lot or size + len(self._outgoing[0]) <= LOT_BYTES):
                self._lot.append(self._outgoing.popleft())
                size += len(self._lot[-1])
            self._given += 1
            self._news.notify_all()
            return self._given, self._lot

    async def _run(self, sockets: Application, scope: Scope, over: Any) -> None:
        self._incoming.put_nowait({"type": "websocket.connect"})
        try:
            await sockets(scope, self._incoming.get, self._send)
        except Exception:
            log.exception("a carried socket ended")
        finally:
            await self._close(1011)
            # of one that was let in, the last words may still be asked for
            asyncio.get_running_loop().call_later(GONE_SECONDS if self.accepted.result() else 0, over)

    async def _send(self, event: dict[str, Any]) -> None:
        if event["type"] == "websocket.accept":
            self.accepted.set_result(True)
        elif event["type"] == "websocket.close":
            await self._close(event.get("code", 1000))
        else:
            self._outgoing.append(event["bytes"])
            async with self._news:
                self._news.notify_all()
                await self._news.wait_for(
                    lambda: sum(map(len, self._outgoing)) <= WAITING_BYTES or self.code is not None
                )

    async def _close(self, code: int) -> None:
        if not self.accepted.done():
            self.accepted.set_result(False)
        if self._gone is not None:
            self._gone.cancel()
        async with self._news:
            if self.code is None:
                self.code = code
            self._news.notify_all()
        while not self._incoming.empty():  # who still waits to bring frames need not wait any more
            self._incoming.get_nowait()

    def _here(self) -> None:
        """The reader gave a sign of life."""
        if self._gone is not None:
            self._gone.cancel()
        if self.code is None:
            self._gone = asyncio.get_running_loop().call_later(GONE_SECONDS, self.leave)


def packed(frames: Iterable[bytes]) -> bytes:
    """Frames as one body: each behind its length in four octets, the highest first."""
    return b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)


def unpacked(body: bytes) -> Iterator[bytes]:
    """The frames of a body. Raises ``ValueError`` where it ends in the middle of one."""
    at = 0
    while at < len(body):
        start = at + 4
        at = start + int.from_bytes(body[at:start], "big")
        if start > len(body) or at > len(body):
            raise ValueError("half a frame")
        yield body[start:at]


def _as_socket(scope: Scope) -> Scope:
    kept = {key: scope[key] for key in ("asgi", "http_version", "query_string", "headers", "client", "server")}
    path = scope["path"].removeprefix(PREFIX)
    return {**kept, "type": "websocket", "scheme": "ws", "path": path, "raw_path": path.encode(), "subprotocols": []}


def _whose(headers: dict[bytes, bytes]) -> bytes:
    return (session_key(headers.get(b"cookie", b"")) or "").encode()


async def _body(receive: Receive) -> bytes | None:
    """All of the request's body; None for one that is too long."""
    body = bytearray()
    while True:
        event = await receive()
        body += event.get("body", b"")
        if len(body) > LOT_BYTES:
            return None
        if event["type"] == "http.disconnect" or not event.get("more_body"):
            return bytes(body)


async def _answer(send: Send, status: int, body: bytes = b"", **headers: str) -> None:
    ours = {
        "content-type": "application/octet-stream",
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [(name.encode(), value.encode()) for name, value in ours.items()]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})

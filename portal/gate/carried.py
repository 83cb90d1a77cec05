"""Carried sockets: the same conversation by ordinary requests, for who sits behind a proxy that lets no WebSocket through.

The socket's application does not know the difference: it is started with the socket's scope, passes the same gate,
and gets and gives the same frames. Each request names its turn, so that one that is repeated is taken once:

* ``POST /carried/ws/…`` with ``X-Carried: new`` opens; the answer's ``X-Carried`` is the name of this conversation;
* with that name and ``X-Carried-Send: n`` it brings the n-th lot of frames;
* with that name and ``X-Carried-End`` the tab is closed;
* with that name and ``X-Carried-Hear: n`` it asks for what comes after the n-th lot, and waits for it a while. The
  answer's ``X-Carried-Hear`` is the number of its lot, ``X-Carried-End`` the code with which the socket closed.

Where there are several processes, whichever is asked hands the request to the one that holds the conversation
(neighbours.py). A header of our own keeps forms of other hosts out (the browser would have to ask first); the origin is checked
as for any socket. Who is not let in, and a name nobody knows, get the same answer.
"""

import asyncio
import hmac
import logging
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from portal.gate.neighbours import Neighbours
from portal.gate.ws import Application, Receive, Scope, Send, session_key

PREFIX = "/carried"
# how long a question for news waits: shorter than the patience of proxies, and than the end of the process
HEAR_SECONDS = 8.0
GONE_SECONDS = 40.0  # nobody asked for so long: the tab is gone
BRINGING_SECONDS = 30.0  # for the body of one request
LOT_BYTES, LOT_FRAMES = 4 * 1024 * 1024 + 65536, 2000  # of one request: the longest frame of a room, or many short ones
WAITING_BYTES = 1024 * 1024  # what waits to be read, or to be fetched, before the other side is let wait
AT_ONCE, AT_ONCE_OF_ONE = 1000, 12
NOT_YOURS = {4401, 4403, 4428}  # after these nothing is handed out any more that waited to be fetched
log = logging.getLogger(__name__)


class CarriedSockets:
    """Answers requests under ``PREFIX`` by way of the sockets' application; everything else goes on to the pages."""

    def __init__(self, pages: Any, sockets: Application, neighbours: Neighbours | None = None) -> None:
        self.pages = pages
        self.sockets = sockets
        self.neighbours = neighbours
        self._open: dict[str, Conversation] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        name = headers.get(b"x-carried", b"").decode("latin1")
        if scope["method"] != "POST" or not name or not scope["path"].startswith(f"{PREFIX}/ws/"):
            await self.pages(scope, receive, send)
            return
        if name == "new":
            await self._begin(scope, headers, send)
        elif not await self._is_elsewhere(name, scope, receive, send):
            await self._answer(name, scope, receive, send)

    async def _answer(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        conversation = self._find(name, scope, headers)
        if conversation is None:
            await _answer(send, 403)
        elif b"x-carried-send" in headers:
            await _take(conversation, headers[b"x-carried-send"], receive, send)
        elif b"x-carried-end" in headers:
            conversation.leave()
            await _answer(send, 200)
        else:
            await _give(conversation, headers.get(b"x-carried-hear", b""), send)

    async def _begin(self, scope: Scope, headers: dict[bytes, bytes], send: Send) -> None:
        conversation = Conversation(scope["path"], _whose(headers))
        inside = [each.whose for each in self._open.values() if each.is_inside and each.code is None]
        if len(inside) >= AT_ONCE or inside.count(conversation.whose) >= AT_ONCE_OF_ONE:
            await _answer(send, 503)
            return
        self._forget_ended(conversation.whose)
        name = secrets.token_urlsafe(32)
        if self.neighbours is not None and await self.neighbours.open(self._for_a_neighbour):
            name = f"{self.neighbours.name}.{name}"
        self._open[name] = conversation
        conversation.start(self.sockets, _as_socket(scope), lambda: self._open.pop(name, None))
        if await conversation.accepted:
            await _answer(send, 200, x_carried=name)
        else:
            await _answer(send, 403)

    def _forget_ended(self, whose: bytes) -> None:
        """Who comes and goes again and again leaves no more last words behind than they may have tabs."""
        ended = [name for name, each in self._open.items() if each.whose == whose and each.code is not None]
        for name in ended[: max(0, len(ended) - AT_ONCE_OF_ONE + 1)]:
            del self._open[name]

    async def _is_elsewhere(self, name: str, scope: Scope, receive: Receive, send: Send) -> bool:
        """Whether another process holds the conversation, and has answered."""
        process, dot, _ = name.partition(".")
        if self.neighbours is None or not dot or process == self.neighbours.name:
            return False
        return await self.neighbours.pass_on(process, scope, receive, send)

    async def _for_a_neighbour(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(dict(scope["headers"]).get(b"x-carried", b"").decode("latin1"), scope, receive, send)

    def _find(self, name: str, scope: Scope, headers: dict[bytes, bytes]) -> "Conversation | None":
        found = self._open.get(name)
        return found if found is not None and found.is_of(scope["path"], _whose(headers)) else None


async def _take(conversation: "Conversation", number: bytes, receive: Receive, send: Send) -> None:
    """Read a lot, only for a conversation that is known and brings no other just now."""
    if conversation.is_taking:
        await _answer(send, 503)
        return
    async with conversation.taking:
        try:
            turn = conversation.turn(number)
            async with asyncio.timeout(BRINGING_SECONDS):
                body = await _body(receive)
            if body is not None:
                await conversation.take(turn, list(islice(unpacked(body), LOT_FRAMES + 1)))
        except TimeoutError:
            await _answer(send, 408)
        except TooMuch:
            await _answer(send, 413)
        except ValueError:
            await _answer(send, 400)
        else:
            if body is not None:
                await _answer(send, 200)


async def _give(conversation: "Conversation", has: bytes, send: Send) -> None:
    """What is new, or that it ended."""
    try:
        number, lot = await conversation.give(int(has))
    except ValueError:
        await _answer(send, 400)
        return
    ended = {} if conversation.code is None or lot else {"x_carried_end": str(conversation.code)}
    await _answer(send, 200, packed(lot), x_carried_hear=str(number), **ended)


class TooMuch(Exception):
    """More than one request may bring."""


class Conversation:
    """One carried socket: what came and is not read, what was said and is not fetched."""

    def __init__(self, path: str, whose: bytes) -> None:
        self.path, self.whose = path, whose
        self.accepted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.code: int | None = None
        self.taking = asyncio.Lock()
        self._incoming: deque[dict[str, Any]] = deque()
        self._taken = 0  # lots of the reader's that were taken
        self._outgoing: deque[bytes] = deque()
        self._given = 0  # lots given to the reader; the last is kept until they say that they have it
        self._lot: list[bytes] = []
        self._asked = 0
        self._left = False
        self._news = asyncio.Condition()
        self._gone: asyncio.TimerHandle | None = None

    def is_of(self, path: str, whose: bytes) -> bool:
        """Whether this login opened it, at this address."""
        return self.path == path and hmac.compare_digest(self.whose, whose)

    def start(self, sockets: Application, scope: Scope, over: Any) -> None:
        """Let the sockets' application talk; ``over`` is called some time after it ended."""
        self._task = asyncio.create_task(self._run(sockets, scope, over))
        self._here()

    @property
    def is_inside(self) -> bool:
        """Whether the gate and the room let it in."""
        return self.accepted.done() and self.accepted.result()

    @property
    def is_taking(self) -> bool:
        """Whether a lot is on its way in just now."""
        return self.taking.locked()

    def leave(self) -> None:
        """The tab is closed: what it brought is still read, nothing is handed out any more."""
        self._left = True
        self._outgoing.clear()
        self._lot = []
        self._incoming.append({"type": "websocket.disconnect", "code": 1001})
        self._tell()

    def turn(self, number: bytes) -> int:
        """The number of a lot. ``ValueError`` for none, and where one before it is missing."""
        turn = int(number)
        if not 0 < turn <= self._taken + 1:
            raise ValueError("a lot is missing")
        return turn

    async def take(self, turn: int, frames: list[bytes]) -> None:
        """The reader's lot of this number, unless it was taken before; waits while much is not read yet.

        Raises ``TooMuch``.
        """
        self._here()
        if len(frames) > LOT_FRAMES:
            raise TooMuch
        if turn <= self._taken:
            return
        self._taken = turn
        async with self._news:
            for frame in frames:
                await self._news.wait_for(lambda: self.code is not None or self._unread() <= WAITING_BYTES)
                if self.code is None:
                    self._incoming.append({"type": "websocket.receive", "bytes": frame})
                    self._news.notify_all()

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
        self._incoming.append({"type": "websocket.connect"})
        try:
            await sockets(scope, self._receive, self._send)
        except Exception:
            log.exception("a carried socket ended")
        finally:
            await self._close(1011)
            # of one that was let in, the last words may still be asked for
            asyncio.get_running_loop().call_later(GONE_SECONDS if self.accepted.result() else 0, over)

    async def _receive(self) -> dict[str, Any]:
        async with self._news:
            await self._news.wait_for(lambda: self._incoming)
            self._news.notify_all()
            return self._incoming.popleft()

    def _unread(self) -> int:
        return sum(len(event.get("bytes", b"")) for event in self._incoming)

    def _tell(self) -> None:
        async def tell() -> None:
            async with self._news:
                self._news.notify_all()

        self._telling = asyncio.create_task(tell())

    async def _send(self, event: dict[str, Any]) -> None:
        if event["type"] == "websocket.accept":
            self.accepted.set_result(True)
        elif event["type"] == "websocket.close":
            await self._close(event.get("code", 1000))
        elif not self._left:
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
            if self.code in NOT_YOURS:
                self._outgoing.clear()
                self._lot = []
            self._incoming.clear()
            self._news.notify_all()

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
    """All of the request's body; None where it broke off. Raises ``TooMuch``."""
    body = bytearray()
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return None  # half of a lot is none: it comes again
        body += event.get("body", b"")
        if len(body) > LOT_BYTES:
            raise TooMuch
        if not event.get("more_body"):
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

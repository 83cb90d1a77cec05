"""The published files in front of the pages: one look at a file's time, one look into a table, two messages.

Only what is in the table is answered here, and only what GET and HEAD ask for under a name of ours; everything else goes on
to the house as before. There is no waiting: a small file is read once and kept until something else is published.
"""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from cms.statistics.counting import counted

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
TELL_SECONDS, MOST_READS = 20.0, 2000
KEPT_BYTES, KEPT_FILE, CHUNK, HOSTS = 64 * 1024 * 1024, 512 * 1024, 256 * 1024, 256


class Ready:
    """An answer whose messages are made: what is sent whole, and what is sent to who has it already."""

    __slots__ = ("body", "etag", "file", "same", "size", "start")

    def __init__(self, entry: dict[str, Any], file: Path, *, zipped: bool) -> None:
        self.file, self.size = file, file.stat().st_size
        self.etag = (entry["etag"][:-1] + '-gz"' if zipped else entry["etag"]).encode()
        headers = [(name.lower().encode(), value.encode("latin1")) for name, value in entry["headers"]]
        headers.append((b"etag", self.etag))
        if entry["zipped"]:
            headers.append((b"vary", b"Accept-Encoding"))
        self.same = {"type": "http.response.start", "status": 304, "headers": list(headers)}
        if zipped:
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(self.size).encode()))
        self.start = {"type": "http.response.start", "status": entry["status"], "headers": headers}
        self.body = {"type": "http.response.body", "body": file.read_bytes()} if self.size <= KEPT_FILE else None


NOTHING = {"type": "http.response.body", "body": b""}


class PublishedFiles:
    """Answers from the directory ``root`` (publishing/tree.py); what is not there is asked of ``house``."""

    def __init__(self, house: Any, root: Path) -> None:
        self.house = house
        self._generation, self._current = str(root / "generation"), str(root / "current")
        self._seen: tuple[int, int] | None = None
        self._files = Path()
        self._entries: dict[str, dict[str, Any]] = {}
        self._ready: dict[tuple[str, bool], Ready] = {}
        self._kept = 0
        self._hosts: dict[bytes, bool] = {}
        self._reads: dict[tuple[str, bytes], int] = {}
        self._told = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            ready = self._find(scope)
            if ready is not None:
                answer, known = ready
                await send(answer.same if known else answer.start)
                if known or scope["method"] == "HEAD":
                    await send(NOTHING)
                elif answer.body is not None:
                    await send(answer.body)
                else:
                    await _send_long(answer.file, send)
                return
        if scope["type"] == "lifespan":
            receive = self._telling_at_the_end(receive)
        await self.house(scope, receive, send)

    def _telling_at_the_end(self, receive: Receive) -> Receive:
        async def heard() -> dict[str, Any]:
            event = await receive()
            if event["type"] == "lifespan.shutdown":  # the house stores what was counted before it ends
                self._tell()
            return event

        return heard

    def _find(self, scope: Scope) -> tuple[Ready, bool] | None:
        """What is published at this address, and whether who asks has it already; None for the house to answer."""
        if scope["method"] not in ("GET", "HEAD"):
            return None
        try:
            stamp = os.stat(self._generation)  # noqa: PTH116 (a Path of its own for each request costs more than this)
            seen = (stamp.st_ino, stamp.st_mtime_ns)
            if seen != self._seen:
                self._read(seen)
            path = scope["path"]
            entry = self._entries.get(path)
            if entry is None or (entry["answers_queries"] and scope["query_string"]):
                return None
            return self._answer(path, entry, scope)
        except OSError:  # nothing is published, or it went this very moment
            return None

    def _answer(self, path: str, entry: dict[str, Any], scope: Scope) -> tuple[Ready, bool] | None:
        host = accepts = known = agent = b""
        secure = scope.get("scheme") == "https"
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"accept-encoding":
                accepts = value
            elif name == b"if-none-match":
                known = value
            elif name == b"user-agent":
                agent = value
            elif name == b"x-forwarded-proto" and settings.BEHIND_PROXY:
                secure = value == b"https"
        if (settings.HTTPS and not secure) or not self._is_ours(host):
            return None
        zipped = entry["zipped"] and _accepts_gzip(accepts)
        ready = self._ready.get((path, zipped)) or self._make(path, entry, zipped=zipped)
        if entry["page"] and scope["method"] == "GET":
            self._count(path, agent)
        return ready, known != b"" and (known.strip() == b"*" or ready.etag in known)

    def _count(self, path: str, agent: bytes) -> None:
        """How often a page is read, in lots: telling of each read would cost as much as the answer."""
        key = (path, agent[:200])
        self._reads[key] = self._reads.get(key, 0) + 1
        if time.monotonic() - self._told > TELL_SECONDS or len(self._reads) > MOST_READS:
            self._tell()

    def _tell(self) -> None:
        self._told, reads, self._reads = time.monotonic(), self._reads, {}
        for (page, by), times in reads.items():
            counted(page, by.decode("latin1"), times)

    def _make(self, path: str, entry: dict[str, Any], *, zipped: bool) -> Ready:
        file = self._files / (entry["file"] + ".gz" if zipped else entry["file"])
        ready = Ready(entry, file, zipped=zipped)
        self._kept += ready.size if ready.body else 0
        if self._kept > KEPT_BYTES:
            self._ready, self._kept = {}, ready.size
        self._ready[path, zipped] = ready
        return ready

    def _read(self, seen: tuple[int, int]) -> None:
        tree = Path(self._current).resolve(strict=True)
        self._entries = json.loads((tree / "manifest.json").read_bytes())["entries"]
        self._files, self._ready, self._kept, self._seen = tree / "files", {}, 0, seen

    def _is_ours(self, host: bytes) -> bool:
        known = self._hosts.get(host)
        if known is None:
            domain, _port = split_domain_port(host.decode("latin1"))
            known = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
            if len(self._hosts) < HOSTS:
                self._hosts[host] = known
        return known


def _accepts_gzip(accepts: bytes) -> bool:
    return b"gzip" in accepts and b"gzip;q=0" not in accepts.replace(b" ", b"")


async def _send_long(path: Path, send: Send) -> None:
    """Without holding up others: a long document is read piece by piece, elsewhere."""
    with await asyncio.to_thread(path.open, "rb") as file:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send(NOTHING)

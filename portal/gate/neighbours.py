"""Processes of one host hand requests of a carried socket to the one that holds it.

The kernel, or a proxy, may lead each request to another process. The name of a conversation begins with that of its
process, which answers at a door of its own in ``folder``, where only our user comes in. What passes there is ASGI: the process
that was asked sends the scope; the one that holds the conversation asks for the body, if it wants it, and answers.
"""

import asyncio
import json
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

Event = dict[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Serve = Callable[[Event, Receive, Send], Awaitable[None]]

PATIENCE = 60.0  # seconds for one request: bringing and hearing are each bounded by less
LINE = 1024 * 1024
NAME = re.compile(r"[0-9a-f]{16}")
log = logging.getLogger(__name__)


class Neighbours:
    """This process's own door, and the way to those of the others."""

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._folder = folder
        self._opening = asyncio.Lock()
        self._server: asyncio.Server | None = None
        self._closed = False

    async def open(self, serve: Serve) -> bool:
        """Answer at our door from now on; False where there can be none: then requests must come to us by themselves."""
        async with self._opening:
            if self._server is None and not self._closed:
                try:
                    self._server = await self._open(serve)
                except OSError as error:
                    self._closed = True
                    log.warning("no door for the other processes: %s", type(error).__name__)
            return self._server is not None

    async def close(self) -> None:
        """As if the process was killed: the door stays, and nobody is behind it."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def pass_on(self, process: str, scope: Event, receive: Receive, send: Send) -> bool:
        """Let another process answer; False if it did not."""
        answered = False
        if not NAME.fullmatch(process):
            return False
        with suppress(OSError, EOFError, ValueError):
            async with asyncio.timeout(PATIENCE):
                reader, writer = await asyncio.open_unix_connection(self._folder / process, limit=LINE)
                try:
                    await _write(writer, {key: scope[key] for key in ("type", "method", "path", "headers")})
                    while (event := await _read(reader)) is not None:
                        if event["type"] == "receive":
                            await _write(writer, await receive())
                        else:
                            answered = True
                            await send(event)
                finally:
                    writer.close()
        return answered

    async def _open(self, serve: Serve) -> asyncio.Server:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)  # also one that was there; of another user's we are refused, and there is no door
        await self._clear()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            async def receive() -> Event:
                await _write(writer, {"type": "receive"})
                return await _read(reader) or {"type": "http.disconnect"}

            with suppress(OSError, EOFError, ValueError):
                scope = await _read(reader)
                if scope is not None:
                    await serve(scope, receive, lambda event: _write(writer, event))
            writer.close()

        door = self._folder / self.name
        ajar = door.with_suffix(".new")  # a door is seen only when somebody is behind it
        server = await asyncio.start_unix_server(answer, ajar, limit=LINE)
        ajar.rename(door)
        return server

    async def _clear(self) -> None:
        """Take away the doors of processes that were killed."""
        for door in self._folder.iterdir():
            if NAME.fullmatch(door.name):
                try:
                    _, writer = await asyncio.open_unix_connection(door)
                    writer.close()
                except ConnectionRefusedError:
                    door.unlink(missing_ok=True)
                except OSError:
                    continue


async def _write(writer: asyncio.StreamWriter, event: Event) -> None:
    """One line, and the octets of a body behind it."""
    body = event.get("body", b"")
    line = {key: value for key, value in event.items() if key != "body"} | {"size": len(body)}
    if "headers" in line:
        line["headers"] = [[name.decode("latin1"), value.decode("latin1")] for name, value in line["headers"]]
    writer.write(json.dumps(line).encode() + b"\n" + body)
    await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Event | None:
    line = await reader.readline()
    if not line:
        return None
    event: Event = json.loads(line)
    event["body"] = await reader.readexactly(event.pop("size"))
    if "headers" in event:
        event["headers"] = [(name.encode("latin1"), value.encode("latin1")) for name, value in event["headers"]]
    return event

"""A visitor in front of the published files; what is not there is asked of the house by Django's test client."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client

from cms.publishing.serving import PublishedFiles

BY_THE_HOUSE = {"type": "http.response.start", "status": 599, "headers": []}


@dataclass
class Met:
    """An answer, and whether it came from the files."""

    status: int
    headers: dict[str, str]
    body: bytes
    from_files: bool


class Front:
    """``get`` asks as a browser does."""

    def __init__(self, root: Path) -> None:
        self.files = PublishedFiles(_house, root)

    def get(self, path: str, method: str = "GET", query: str = "", **headers: str) -> Met:
        sent = asyncio.run(self._ask(path, method, query, headers))
        if sent[0] is not BY_THE_HOUSE:
            body = b"".join(message["body"] for message in sent[1:])
            told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
            return Met(sent[0]["status"], told, body, from_files=True)
        answer: Any = Client().get(path + (f"?{query}" if query else ""))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Met(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, body, from_files=False)

    async def _ask(self, path, method, query, headers):
        sent = []

        async def send(message):
            sent.append(message)

        named = {"host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "scheme": "http",
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        await self.files(scope, None, send)
        return sent


async def _house(scope, receive, send):
    await send(BY_THE_HOUSE)

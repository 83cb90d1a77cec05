"""A socket carried by requests, used as the WebSocket of ``websockets.sync.client`` is."""

import threading
from collections import deque
from contextlib import suppress
from typing import Any

import httpx
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.frames import Close
from websockets.http11 import Response

from portal.gate.carried import HEAR_SECONDS, PREFIX, packed, unpacked


class CarriedSocket:
    """Frames by POST and long polling; a thread fetches what is new."""

    def __init__(self, url: str, path: str, headers: dict[str, str]) -> None:
        self._client = httpx.Client(base_url=url, headers=headers, timeout=HEAR_SECONDS + 4)
        self._path = PREFIX + path
        try:
            answer = self.ask({"X-Carried": "new"})
        except httpx.TransportError as error:
            self._client.close()
            raise ConnectionError from error
        if answer.status_code != 200:
            self._client.close()
            raise InvalidStatus(Response(answer.status_code, "", Headers()))
        self.name = answer.headers["X-Carried"]
        self.has = self._sent = 0
        self._frames: deque[bytes] = deque()
        self._code: int | None = None
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._fetch, daemon=True)
        self._thread.start()

    def ask(self, headers: dict[str, str], body: bytes = b"") -> httpx.Response:
        """One request."""
        return self._client.post(self._path, headers=headers, content=body)

    def send(self, *frames: bytes) -> None:
        """Bring frames."""
        self._sent += 1
        with suppress(httpx.TransportError):
            self.ask({"X-Carried": self.name, "X-Carried-Send": str(self._sent)}, packed(frames))

    def recv(self, timeout: float) -> bytes:
        """The next frame. ``TimeoutError`` if none comes, ``ConnectionClosedError`` with the code after the last."""
        with self._news:
            if not self._news.wait_for(lambda: self._frames or self._code is not None, timeout):
                raise TimeoutError
            if self._frames:
                return self._frames.popleft()
            raise ConnectionClosedError(Close(self._code or 1006, ""), None)

    def close(self) -> None:
        """Close the tab."""
        if self._closed:
            return
        self._closed = True
        with suppress(httpx.TransportError):
            self.ask({"X-Carried": self.name, "X-Carried-End": ""})
        self._thread.join(30)
        self._client.close()

    def __enter__(self) -> "CarriedSocket":
        return self

    def __exit__(self, *_how: Any) -> None:
        self.close()

    def _fetch(self) -> None:
        while self._code is None and not self._closed:
            try:
                answer = self.ask({"X-Carried": self.name, "X-Carried-Hear": str(self.has)})
            except httpx.TransportError:
                self._ends(1006)
                return
            if answer.status_code != 200:
                self._ends(1006)
                return
            with self._news:
                self.has = int(answer.headers["X-Carried-Hear"])
                self._frames += unpacked(answer.content)
                self._news.notify_all()
            if "X-Carried-End" in answer.headers:
                self._ends(int(answer.headers["X-Carried-End"]))

    def _ends(self, code: int) -> None:
        with self._news:
            self._code = code
            self._news.notify_all()

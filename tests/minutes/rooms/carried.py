"""A socket carried by requests, used as the WebSocket of ``websockets.sync.client`` is."""

import random
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import httpx
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.frames import Close
from websockets.http11 import Response

from portal.gate.carried import HEAR_SECONDS, PREFIX, packed, unpacked

TRIES = 4  # as a browser does (carried.ts)


class CarriedSocket:
    """Frames by POST and long polling; a thread fetches what is new. After the first, any of ``urls`` may be asked."""

    def __init__(self, urls: Sequence[str], path: str, headers: dict[str, str]) -> None:
        self._client = httpx.Client(headers=headers, timeout=HEAR_SECONDS + 60)
        self._addresses = [url + PREFIX + path for url in urls]
        try:
            answer = self._client.post(self._addresses[0], headers={"X-Carried": "new"})
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
        self._said_goodbye = threading.Event()
        self._thread = threading.Thread(target=self._fetch, daemon=True)
        self._thread.start()

    def ask(self, headers: dict[str, str], body: bytes = b"") -> httpx.Response:
        """One request."""
        return self._client.post(random.choice(self._addresses), headers=headers, content=body)

    def insist(self, headers: dict[str, str], body: bytes = b"") -> httpx.Response | None:
        """Ask until there is an answer; None where the server does not know us any more, or is away: that is the end."""
        for _ in range(TRIES):
            with suppress(httpx.TransportError):
                answer = self.ask({"X-Carried": self.name, **headers}, body)
                if answer.status_code == 200:
                    return answer
                if answer.status_code < 500:
                    break
        self._ends(1006)
        return None

    def send(self, *frames: bytes) -> None:
        """Bring frames."""
        if self._closed or self._code is not None:
            return
        self._sent += 1
        self.insist({"X-Carried-Send": str(self._sent)}, packed(frames))

    def recv(self, timeout: float) -> bytes:
        """The next frame. ``TimeoutError`` if none comes, ``ConnectionClosedError`` with the code after the last."""
        with self._news:
            if not self._news.wait_for(lambda: self._frames or self._code is not None, timeout):
                raise TimeoutError
            if self._frames:
                return self._frames.popleft()
            raise ConnectionClosedError(Close(self._code or 1006, ""), None)

    def close(self) -> None:
        """Close the tab; a process that is not there need not hear of it."""
        if self._closed:
            return
        self._closed = True
        with suppress(httpx.TransportError):
            self._client.post(self._addresses[0], headers={"X-Carried": self.name, "X-Carried-End": ""}, timeout=0.5)
        self._said_goodbye.set()
        self._thread.join(0.5)
        if not self._thread.is_alive():
            self._client.close()

    def __enter__(self) -> "CarriedSocket":
        return self

    def __exit__(self, *_how: Any) -> None:
        self.close()

    def _fetch(self) -> None:
        self._fetch_on()
        if self._closed:
            self._ends(self._code or 1006)
            self._said_goodbye.wait()  # a request that begins after the client was closed would leave its socket open
            self._client.close()

    def _fetch_on(self) -> None:
        while self._code is None and not self._closed:
            answer = self.insist({"X-Carried-Hear": str(self.has)})
            if answer is None:
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

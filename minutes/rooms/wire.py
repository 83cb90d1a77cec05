"""The server's end of a socket, as a room needs it: ``uvicorn --ws minutes.rooms.wire:Wire``.

A room tells one frame to all who are in it, many times a second, and hears as many. uvicorn's own protocol serves it as well, but
copies every frame four times on its way out, reads every frame by a dozen steps of a generator, stops and starts reading around
each, wakes a task for each, and keeps the whole request for as long as the socket is open. Here a room may have frames handed over as
they come (``hand_over``). Everything that is not a whole binary frame on an open socket
is left to it.
"""

import struct
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined]
from websockets.http11 import Request
from websockets.protocol import OPEN

BINARY, MASKED = 0x82, 0x80  # RFC 6455 §5.2: the last frame of a message, of octets; what a client sends is masked
MASK = 4  # octets
COPIED = 16 * 1024  # octets up to which header and frame are cheaper to join than to write one after the other
HANDS_OVER = "kasane.hand_over"  # extension in the scope of a socket: who calls it hears each frame as it comes
UNREAD, UNREAD_BYTES = 512, 64 * 1024  # what may wait for the room before nothing more is read

Hear = Callable[[bytes], bool]


class Wire(WebSocketsSansIOProtocol):
    """uvicorn's protocol with a short way out and in for binary frames."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plain = False  # accepted, and without extensions
        self._rest = bytearray()  # the beginning of a frame whose end has not come
        self._unread = 0  # octets
        self._hear: Hear | None = None

    def hand_over(self, hear: Hear) -> None:
        """Have each frame heard as it comes, without waking anybody; from the first after which ``hear`` says no, they wait again.

        What waits already is received first: frames keep their order.
        """
        if self.queue.empty():
            self._hear = hear

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more comes: let go of who heard."""
        self._hear = None
        super().connection_lost(exc)

    async def send(self, message: Any) -> None:
        """Send one ASGI event; raises ``ClientDisconnected`` where nobody is there any more."""
        frame = message.get("bytes")
        if frame is not None and self._plain and self.conn.state is OPEN and self.writable.is_set():
            header = header_of(len(frame))
            if len(frame) <= COPIED:
                self.transport.write(header + frame)
            else:
                self.transport.writelines((header, frame))
            return
        await super().send(message)
        if message["type"] == "websocket.accept" and self.handshake_complete and not self.close_sent:
            self._plain = not self.conn.extensions
            self.request = self.response = None  # type: ignore[assignment]
            self.scope = {}  # type: ignore[typeddict-item]

    def data_received(self, data: bytes) -> None:
        """Take in what came: whole frames at once; only whole ones are handed on, so that uvicorn's parser rests between frames."""
        if not self._plain:
            super().data_received(data)
            return
        came: bytes | bytearray = data
        if self._rest:  # added to where it lies: who sends a long frame by the octet must not make us copy it each time
            self._rest += data
            came = self._rest
        at = 0
        while self.conn.state is OPEN and (found := self._frame(came, at)):
            payload, end = found
            if payload and came[at] == BINARY and self.conn.current_size is None:
                self._take(apply_mask(came[payload:end], came[payload - MASK : payload]))
            else:
                super().data_received(bytes(came[at:end]))
            at = end
        if self.conn.state is not OPEN and at < len(came):  # closing: the parser waits for the other side's last frame
            super().data_received(bytes(came[at:]))
            at = len(came)
        if came is self._rest:
            del self._rest[:at]
        elif at < len(data):
            self._rest = bytearray(data[at:])

    def handle_connect(self, event: Request) -> None:
        """Tell the application that it may have frames handed over."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][HANDS_OVER] = self.hand_over  # type: ignore[assignment]

    def send_receive_event_to_app(self) -> None:
        """Hand on a message that came by the long way."""
        if self.curr_msg_data_type == "bytes":
            frames, self.frames = self.frames, []
            self._take(b"".join(frames))
        else:
            self._hear = None
            super().send_receive_event_to_app()

    def _take(self, frame: bytes) -> None:
        """Hand a message on. Reading stops when much waits, not after each."""
        if self.close_sent:
            return
        if self._hear is not None:
            if not self._hear(frame):
                self._hear = None
            return
        self._unread = len(frame) + (0 if self.queue.empty() else self._unread)
        self.queue.put_nowait({"type": "websocket.receive", "bytes": frame})
        if not self.read_paused and (self._unread >= UNREAD_BYTES or self.queue.qsize() >= UNREAD):
            self.read_paused = True
            self.transport.pause_reading()

    def _frame(self, data: bytes | bytearray, at: int) -> tuple[int, int] | None:
        """Where its payload begins and where it ends, of a frame that begins ``at``; None if it has not all come.

        One that is longer than is allowed, or masked by nobody, has no payload and ends with all that came: the parser
        is to refuse it.
        """
        header = at + _octets_of_header(data[at + 1]) if len(data) >= at + 2 else len(data) + 1
        if len(data) < header:
            return None
        octets = data[at + 1] & 0x7F if header == at + 2 else int.from_bytes(data[at + 2 : header])
        if octets > self.config.ws_max_size or not data[at + 1] & MASKED:
            return 0, len(data)
        end = header + MASK + octets
        return (header + MASK, end) if end <= len(data) else None


def header_of(octets: int) -> bytes:
    """The header of a binary frame from the server (RFC 6455 §5.2)."""
    if octets < 126:
        return bytes((BINARY, octets))
    if octets < 1 << 16:
        return struct.pack("!BBH", BINARY, 126, octets)
    return struct.pack("!BBQ", BINARY, 127, octets)


def _octets_of_header(second: int) -> int:
    """Without the mask (RFC 6455 §5.2)."""
    return {126: 4, 127: 10}.get(second & 0x7F, 2)

"""The server's end of a socket, as a room needs it: ``uvicorn --ws minutes.rooms.wire:Wire``.

A room tells one frame to all who are in it, many times a second. uvicorn's own protocol serves it as well, but copies every frame
four times on its way out, stops and starts reading around every frame that comes in, and keeps the whole request for as long as
the socket is open. Everything that is not a plain binary frame on an open socket is left to it.
"""

import struct
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

BINARY = 0x82  # RFC 6455 §5.2: the last frame of a message, of octets
COPIED = 16 * 1024  # octets up to which header and frame are cheaper to join than to write one after the other
UNREAD, UNREAD_BYTES = 16, 64 * 1024  # what may wait for the room before nothing more is read


class Wire(WebSocketsSansIOProtocol):
    """uvicorn's protocol with a short way out and in for binary frames."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unread = 0  # octets
        self._plain = False  # accepted, and without extensions

    async def send(self, message: Any) -> None:
        """Send one ASGI event; raises ``ClientDisconnected`` where nobody is there any more."""
        frame = message.get("bytes")
        if frame is not None and self._plain and self.conn.state is OPEN and self.writable.is_set():
            header = _header(len(frame))
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

    def send_receive_event_to_app(self) -> None:
        """Hand a message on. Reading stops when several wait, not after each."""
        if self.curr_msg_data_type != "bytes" or self.close_sent:
            super().send_receive_event_to_app()
            return
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if self.queue.empty():
            self._unread = 0
        self._unread += len(data)
        self.queue.put_nowait({"type": "websocket.receive", "bytes": data})
        if not self.read_paused and (self.queue.qsize() >= UNREAD or self._unread >= UNREAD_BYTES):
            self.read_paused = True
            self.transport.pause_reading()


def _header(octets: int) -> bytes:
    """The header of a binary frame from the server (RFC 6455 §5.2)."""
    if octets < 126:
        return bytes((BINARY, octets))
    if octets < 1 << 16:
        return struct.pack("!BBH", BINARY, 126, octets)
    return struct.pack("!BBQ", BINARY, 127, octets)

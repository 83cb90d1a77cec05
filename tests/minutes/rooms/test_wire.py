"""The short way of frames in and out is the library's way, however they are cut.

That a reader who is slow and a writer who floods are served alike is in ``test_hostile``.
"""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN, Protocol, Side
from websockets.uri import parse_uri

from minutes.rooms.wire import HANDS_OVER, Wire, header_of

LARGEST = 100_000


@pytest.mark.parametrize("octets", [0, 1, 125, 126, 127, 65_535, 65_536, 1 << 20])
def test_a_frame_has_the_header_that_the_library_gives_it(octets):
    frame = bytes(octets)
    assert header_of(octets) + frame == Frame(Opcode.BINARY, frame).serialize(mask=False)


class Cable(asyncio.Transport):
    """What the server's end wrote, and whether it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self.reads, self.closed = bytearray(), True, False

    def write(self, data) -> None:
        self.written += data

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True


async def opened(kind: type[WebSocketsSansIOProtocol], application) -> tuple[Any, Cable]:
    """The server's end of a socket on which the application has said yes, and its cable."""
    config = Config(
        application, ws_per_message_deflate=False, ws_max_size=LARGEST, ws_ping_interval=None, log_level="critical"
    )
    config.load()
    end, cable = kind(config, ServerState(), {}), Cable()
    end.connection_made(cable)
    client = ClientProtocol(parse_uri("ws://127.0.0.1/"))
    client.send_request(client.connect())
    end.data_received(b"".join(client.data_to_send()))
    while not end.handshake_complete:
        await asyncio.sleep(0)
    return end, cable


async def served(
    kind: type[WebSocketsSansIOProtocol], pieces: list[bytes], enough: Callable[[], bool] | None = None
) -> tuple[list[object], bytes, bool]:
    """What the application hears of octets that come in pieces, what is answered, and whether the socket is closed.

    ``enough``: it has frames handed over, and says so after one of them.
    """
    heard: list[object] = []

    def hear(frame: bytes) -> bool:
        heard.append(frame)
        return enough is None or not enough()

    async def application(scope, receive, send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while heard[-1:] != ["websocket.disconnect"]:
            if enough is not None:
                scope["extensions"][HANDS_OVER](hear)
            event = await receive()
            heard.append(event.get("bytes", event.get("text", event["type"])))

    end, cable = await opened(kind, application)
    greeting = len(cable.written)
    for piece in pieces:
        if cable.closed:
            break
        end.data_received(piece)
        while end.tasks and not end.queue.empty():
            await asyncio.sleep(0)
    end.connection_lost(None)
    await asyncio.gather(*end.tasks)
    assert cable.reads or cable.closed
    return heard, bytes(cable.written[greeting:]), cable.closed


def frames(dice: random.Random) -> list[bytes]:
    """Some frames of a client, as a library or an attacker makes them."""
    speaker = Protocol(Side.CLIENT, state=OPEN, max_size=None)
    for _ in range(dice.randrange(1, 8)):
        what, words = dice.randrange(12), dice.randbytes(dice.choice([0, 1, 125, 126, 300, 70_000]))
        if what < 6:
            speaker.send_binary(words)
        elif what == 6:
            speaker.send_text("言葉".encode())
        elif what == 7:
            speaker.send_ping(words[:125])
        elif what == 8:
            speaker.send_binary(words, fin=False)
            speaker.send_ping(b"")
            speaker.send_continuation(words, fin=True)
        elif what == 9:
            speaker.send_pong(words[:125])
        elif what == 10:
            speaker.writes.append(
                dice.choice([b"\x82\x03abc", b"\x82\xff" + b"\xff" * 8, b"\xc2\x80abcd", b"\x82\xfe\x00\x01abcd!"])
            )
        else:
            speaker.writes.append(dice.choice([b"\x88\x82abcd\x62\x8b", b"\x88\x80abcd", b"\x02\x80abcd\x82\x80abcd"]))
    return speaker.data_to_send()


def cut(octets: bytes, dice: random.Random) -> list[bytes]:
    pieces = []
    while octets:
        at = dice.choice([1, 2, 5, 60, 5_000, 200_000])
        pieces.append(octets[:at])
        octets = octets[at:]
    return pieces


@pytest.mark.parametrize("seed", range(100))
def test_however_frames_are_cut_it_serves_as_the_library_does_frame_by_frame(seed):
    dice = random.Random(seed)
    whole = frames(dice)
    pieces = cut(b"".join(whole), dice)
    expected = asyncio.run(served(WebSocketsSansIOProtocol, whole))
    assert asyncio.run(served(Wire, pieces)) == expected
    assert asyncio.run(served(Wire, pieces, enough=lambda: dice.random() < 0.3)) == expected


def test_who_says_much_at_once_is_not_read_on_until_it_is_heard():
    async def story() -> None:
        async def application(_scope, receive, send) -> None:
            await receive()
            await send({"type": "websocket.accept"})
            await asyncio.Event().wait()

        end, cable = await opened(Wire, application)
        end.data_received(Frame(Opcode.BINARY, bytes(60_000)).serialize(mask=True))
        assert cable.reads
        end.data_received(Frame(Opcode.BINARY, bytes(60_000)).serialize(mask=True))
        assert not cable.reads
        assert len((await end.receive())["bytes"]) == 60_000
        assert not cable.reads
        await end.receive()
        assert cable.reads
        for task in end.tasks:
            task.cancel()
        await asyncio.gather(*end.tasks, return_exceptions=True)

    asyncio.run(story())


def test_what_is_handed_over_wakes_nobody_and_overtakes_nothing():
    async def story() -> None:
        heard: list[bytes] = []

        async def application(_scope, receive, send) -> None:
            await receive()
            await send({"type": "websocket.accept"})
            await asyncio.Event().wait()

        def hear(frame: bytes) -> bool:
            heard.append(frame)
            return frame != b"enough"

        end, _ = await opened(Wire, application)
        words = [
            Frame(Opcode.BINARY, word).serialize(mask=True) for word in (b"one", b"two", b"enough", b"three", b"four")
        ]
        end.data_received(words[0])
        end.hand_over(hear)  # one waits already
        end.data_received(words[1])
        assert [(await end.receive())["bytes"] for _ in range(2)] == [b"one", b"two"]
        end.hand_over(hear)
        end.data_received(b"".join(words[1:]))
        assert heard == [b"two", b"enough"]
        assert [(await end.receive())["bytes"] for _ in range(2)] == [b"three", b"four"]
        assert end.queue.empty()
        for task in end.tasks:
            task.cancel()
        await asyncio.gather(*end.tasks, return_exceptions=True)

    asyncio.run(story())

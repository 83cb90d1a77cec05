"""Frames of every kind at a real process, by both ways: it stays, says a polite end, keeps everybody's words, and stays small.

The short set runs with the tests; ``HOSTILE_FRAMES=26000`` makes it long.
"""

import os
import random
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from minutes.documents import content
from minutes.documents.services import load
from minutes.rooms import protocol
from minutes.rooms.protocol import State
from tests.minutes.rooms.scene import enter
from tests.minutes.rooms.server import Browser
from tests.minutes.rooms.test_frames import examples, mutated
from tests.minutes.rooms.test_sockets import ready, server, stored  # noqa: F401 (a fixture)

pytestmark = pytest.mark.storage

FRAMES = int(os.environ.get("HOSTILE_FRAMES", "500"))
TOGETHER = 25  # frames of one connection, unless it is sent away before
GROWTH = 48 * 1024  # kB that a process may grow by, whatever comes
POLITE = {4400, 1013}
UNKNOWN = b"\x7f"  # a kind of frame that there is not: whoever is still served says it last


def resident(server) -> int:  # noqa: F811
    """The process's memory in kB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def hostile_frame(dice: random.Random, honest: list[bytes]) -> bytes:
    return dice.randbytes(dice.randrange(60)) if dice.random() < 0.3 else mutated(dice.choice(honest), dice)


def test_no_frame_hurts_the_process_or_somebody_elses_words(server, scene, capsys):  # noqa: F811
    dice = random.Random(20261130)
    honest = examples(dice)
    reader = Browser(server, enter(scene.member), scene.document.pk)
    ready(reader)
    reader.type("第一号議案。")
    ready(reader)
    before = content.blocks(load(scene.document.pk)[1], "agenda")
    login = enter(scene.other)
    process, small, ends = server.process.pid, resident(server), []
    sent = 0
    while sent < FRAMES:
        hostile = Browser(server, login, scene.document.pk)
        for _ in range(TOGETHER):
            hostile.say(hostile_frame(dice, honest))
            sent += 1
        hostile.say(UNKNOWN)
        ends.append(hostile.close_code())
        hostile.close()
        reader.hear(0)
    grown = resident(server) - small
    assert set(ends) <= POLITE
    assert (server.running, server.process.pid, grown < GROWTH) == (True, process, True), grown
    reader.type("第二号議案。")
    ready(reader)
    assert "第一号議案。" in stored(scene)
    assert "第二号議案。" in stored(scene)
    assert content.blocks(load(scene.document.pk)[1], "agenda") == before
    content.blocks(load(scene.document.pk)[1], "minutes")
    with capsys.disabled():
        print(f"\n{sent} frames, {len(ends)} sent away with {sorted(set(ends))}, {grown} kB")


def test_who_floods_is_read_slowly_and_the_others_are_served(server, scene):  # noqa: F811
    writer = Browser(server, enter(scene.member), scene.document.pk)
    flooder = Browser(server, enter(scene.other), scene.document.pk)
    ready(writer, flooder)
    small, done, sent = resident(server), threading.Event(), [0]
    frames = [protocol.awareness([State(7, clock, {"cursor": None, "x": "x" * 3000})]) for clock in range(1, 20_000)]

    def flood() -> None:
        for frame in frames:
            if done.is_set():
                return
            with suppress(Exception):
                flooder.wire.send(frame)
            sent[0] += 1

    flooding = threading.Thread(target=flood, daemon=True)
    flooding.start()
    try:
        slowest = 0.0
        for number in range(20):
            begin = time.monotonic()
            writer.type(f"{number} ")
            ready(writer)
            slowest = max(slowest, time.monotonic() - begin)
        assert resident(server) - small < GROWTH
        assert sent[0] < len(frames)  # it was made to wait
        assert slowest < 10  # beside whatever else this machine does
    finally:
        done.set()
        flooder.close()
        flooding.join(60)
    assert len(stored(scene).split()) == 20

"""The doorbell through a real Redis: a ring in one event loop is heard in another."""

import asyncio
import contextlib
import os
import signal
import threading
import time

import pytest
from channels.layers import channel_layers

from minutes.rooms import doorbell
from tests.minutes.rooms.stores import own_redis

pytestmark = pytest.mark.storage
needs_redis = pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="this run has no Redis")


@needs_redis
def test_a_ring_from_another_process_is_heard_at_once():
    def unexpected() -> None:
        raise AssertionError("nothing was stored")

    async def hear() -> None:
        heard = asyncio.Event()
        listening = asyncio.create_task(doorbell.listen(heard.set, unexpected))
        try:
            async with asyncio.timeout(10):
                while not heard.is_set():  # rung again until the listener has joined: a lost ring is no fault
                    await asyncio.to_thread(doorbell.ring)
                    await asyncio.wait([asyncio.create_task(heard.wait())], timeout=0.1)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    asyncio.run(hear())


def _layer_at(settings, url: str) -> None:
    backend = {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [url]}}
    settings.CHANNEL_LAYERS = {"default": backend}
    channel_layers.backends.clear()


@pytest.fixture
def away(settings):
    """A Redis that does not answer."""
    _layer_at(settings, "redis://127.0.0.1:1/0")
    yield
    channel_layers.backends.clear()


@pytest.fixture
def redis(settings):
    """A Redis of our own to ring at."""
    with own_redis() as redis:
        _layer_at(settings, redis.url)
        yield redis
    channel_layers.backends.clear()


def test_a_bell_that_is_away_stops_nobody(away):
    ringing = threading.Thread(target=doorbell.ring)
    ringing.start()
    ringing.join(10)
    assert not ringing.is_alive()
    doorbell.ring()  # and raises nothing


def test_one_process_alone_needs_no_bell(settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    channel_layers.backends.clear()
    assert not doorbell.has_bell()
    channel_layers.backends.clear()


def test_a_bell_that_was_killed_and_started_anew_is_heard_again(redis):
    async def story():
        async with _an_ear() as heard:
            await _rung(heard)
            await asyncio.to_thread(redis.kill)
            await asyncio.to_thread(doorbell.ring)
            await asyncio.to_thread(redis.start)
            await _rung(heard)

    asyncio.run(story())


def test_a_bell_that_forgot_everybody_is_heard_again(redis, monkeypatch):
    monkeypatch.setattr(doorbell, "JOIN_AGAIN_AFTER", 0.05)

    async def story():
        async with _an_ear() as heard:
            await _rung(heard)
            await asyncio.to_thread(redis.forget)
            await _rung(heard)

    asyncio.run(story())


def test_nobody_waits_for_a_bell_that_is_stuck(redis, monkeypatch):
    monkeypatch.setattr(doorbell, "ANSWERS_WITHIN", 0.2)
    doorbell.ring()
    redis.process.send_signal(signal.SIGSTOP)
    try:
        begin = time.monotonic()
        doorbell.ring()
        assert time.monotonic() - begin < 10
    finally:
        redis.process.send_signal(signal.SIGCONT)


@contextlib.asynccontextmanager
async def _an_ear():
    """Listens as the rooms do: when the bell goes away, again."""
    heard = asyncio.Event()

    async def listen() -> None:
        while True:
            with contextlib.suppress(Exception):
                await doorbell.listen(heard.set, heard.set)
            await asyncio.sleep(0.05)

    listening = asyncio.create_task(listen())
    try:
        yield heard
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _rung(heard: asyncio.Event) -> None:
    """Ring until it is heard: a ring that nobody is there to hear is no fault."""
    heard.clear()
    async with asyncio.timeout(30):
        while not heard.is_set():
            await asyncio.to_thread(doorbell.ring)
            await asyncio.wait([asyncio.create_task(heard.wait())], timeout=0.1)

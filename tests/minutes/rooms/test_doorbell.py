"""The doorbell through a real Redis: a ring in one event loop is heard in another."""

import asyncio
import os
import threading

import pytest

from minutes.rooms import doorbell

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


@pytest.fixture
def away(settings):
    """A Redis that does not answer."""
    from channels.layers import channel_layers

    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]},
        }
    }
    channel_layers.backends.clear()
    yield
    channel_layers.backends.clear()


def test_a_bell_that_is_away_stops_nobody(away):
    ringing = threading.Thread(target=doorbell.ring)
    ringing.start()
    ringing.join(10)
    assert not ringing.is_alive()
    doorbell.ring()  # and raises nothing


def test_one_process_alone_needs_no_bell(settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    from channels.layers import channel_layers

    channel_layers.backends.clear()
    assert not doorbell.has_bell()
    channel_layers.backends.clear()

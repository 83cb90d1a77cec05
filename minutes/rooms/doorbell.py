"""The doorbell between processes: somebody's right may have ended, or something was stored. It carries no content and may
get lost.

Every process asks the rights of its open connections and reads on in the log once a second anyway; the bell only makes
the other processes do it at once. One process alone (the in-memory layer) needs no bell.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from redis.exceptions import RedisError

GROUP = "rooms.rights"
ASK_AGAIN, READ_ON = "ask.again", "read.on"
TRY_AGAIN_AFTER = 1.0  # seconds
ANSWERS_WITHIN = 2.0  # seconds: who changes a right must not wait for a bell that is stuck
JOIN_AGAIN_AFTER = 10.0  # seconds: a Redis that was started anew knows nobody, and forgets everybody after a day
OURS = uuid.uuid4().hex  # by which a process knows its own ringing
logger = logging.getLogger(__name__)


def has_bell() -> bool:
    """Whether several processes share a layer."""
    return not isinstance(get_channel_layer(), InMemoryChannelLayer | None)


def ring() -> None:
    """Tell every process that a right may have ended; a layer that is away costs latency, never a right."""
    if not has_bell():
        return
    try:
        async_to_sync(_send)({"type": ASK_AGAIN})
    except (OSError, RedisError) as error:
        logger.warning("the doorbell did not ring: %s", type(error).__name__)


async def ring_for_ever(stored: asyncio.Event) -> None:
    """Tell the other processes whenever something was stored; what is stored while it rings is rung for together."""
    while has_bell():
        await stored.wait()
        stored.clear()
        try:
            await _send({"type": READ_ON, "by": OURS})
        except (OSError, RedisError) as error:
            logger.warning("the doorbell did not ring: %s", type(error).__name__)
            await asyncio.sleep(TRY_AGAIN_AFTER)


async def listen(ask_again: Callable[[], None], read_on: Callable[[], None]) -> None:
    """Call the one or the other whenever the bell rings for it, until cancelled or the bell is away."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_stay(layer, channel))
            while True:
                message = await layer.receive(channel)
                if message["type"] == ASK_AGAIN:
                    ask_again()
                elif message.get("by") != OURS:
                    read_on()
    finally:
        with suppress(OSError, RedisError):
            async with asyncio.timeout(ANSWERS_WITHIN):
                await layer.group_discard(GROUP, channel)


async def _stay(layer: Any, channel: str) -> None:
    """Be known to the bell, though it was started anew meanwhile; a bell that is stuck is as good as away."""
    while True:
        await asyncio.sleep(JOIN_AGAIN_AFTER)
        async with asyncio.timeout(ANSWERS_WITHIN):
            await layer.group_add(GROUP, channel)


async def _send(message: dict[str, str]) -> None:
    async with asyncio.timeout(ANSWERS_WITHIN):
        await get_channel_layer().group_send(GROUP, message)

"""The doorbell between processes: somebody's right may have ended, or something was stored. It carries no content and may
get lost.

Every process asks the rights of its open connections and reads on in the log once a second anyway; the bell only makes
the other processes do it at once. One process alone (the in-memory layer) needs no bell.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from redis.exceptions import RedisError

GROUP = "rooms.rights"
ASK_AGAIN, READ_ON = "ask.again", "read.on"
TRY_AGAIN_AFTER = 1.0  # seconds
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
        async_to_sync(get_channel_layer().group_send)(GROUP, {"type": ASK_AGAIN})
    except (OSError, RedisError) as error:
        logger.warning("the doorbell did not ring: %s", type(error).__name__)


async def ring_for_ever(stored: asyncio.Event) -> None:
    """Tell the other processes whenever something was stored; what is stored while it rings is rung for together."""
    while has_bell():
        await stored.wait()
        stored.clear()
        try:
            await get_channel_layer().group_send(GROUP, {"type": READ_ON, "by": OURS})
        except (OSError, RedisError) as error:
            logger.warning("the doorbell did not ring: %s", type(error).__name__)
            await asyncio.sleep(TRY_AGAIN_AFTER)


async def listen(ask_again: Callable[[], None], read_on: Callable[[], None]) -> None:
    """Call the one or the other whenever the bell rings for it, until cancelled."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        while True:
            message = await layer.receive(channel)
            if message["type"] == ASK_AGAIN:
                ask_again()
            elif message.get("by") != OURS:
                read_on()
    finally:
        await layer.group_discard(GROUP, channel)

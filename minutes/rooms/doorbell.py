"""The doorbell between processes: somebody's right may have ended. It carries no content and may get lost.

Every process asks the rights of its open connections once a second anyway; the bell only makes the
other processes do it at once. One process alone (the in-memory layer) needs no bell.
"""

import logging
from collections.abc import Callable

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from redis.exceptions import RedisError

GROUP = "rooms.rights"
logger = logging.getLogger(__name__)


def has_bell() -> bool:
    """Whether several processes share a layer."""
    return not isinstance(get_channel_layer(), InMemoryChannelLayer | None)


def ring() -> None:
    """Tell every process; a layer that is away costs latency, never a right."""
    if not has_bell():
        return
    try:
        async_to_sync(get_channel_layer().group_send)(GROUP, {"type": "ask.again"})
    except (OSError, RedisError) as error:
        logger.warning("the doorbell did not ring: %s", type(error).__name__)


async def listen(heard: Callable[[], None]) -> None:
    """Call ``heard`` whenever the bell rings, until cancelled."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        while True:
            await layer.receive(channel)
            heard()
    finally:
        await layer.group_discard(GROUP, channel)

"""The roof: one ASGI application for pages, sockets and the life of the process."""

import asyncio
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# ruff: noqa: E402 (Django must be set up before anything that holds a model)
from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import re_path

from cms.publishing.publisher import Publisher
from cms.publishing.serving import PublishedFiles
from cms.statistics.storing import VisitKeeper
from meetings.replies.watcher import Watcher
from minutes.rooms.consumers import lifespan as rooms_lifespan
from minutes.rooms.routing import websocket_urlpatterns
from portal.chores.threads import ServerThread
from portal.gate.carried import CarriedSockets
from portal.gate.neighbours import Neighbours
from portal.gate.ws import SocketGate, no_such_socket
from portal.outbox.worker import Worker


async def lifespan(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Start with the process who publishes, counts, mails and watches the mailbox; before it ends, store all that was typed."""
    helpers: list[ServerThread] = [Publisher(), VisitKeeper()]
    helpers += [Worker()] if settings.OUTBOX_INSIDE else []
    helpers += [Watcher()] if settings.IMAP_HOST and settings.IMAP_INSIDE else []

    async def heard() -> dict[str, Any]:
        event: dict[str, Any] = await receive()
        if event["type"] == "lifespan.startup":
            for helper in helpers:
                helper.start()
        if event["type"] == "lifespan.shutdown":  # a slow mail server must not keep rooms from storing
            await asyncio.gather(*(asyncio.to_thread(helper.stop) for helper in helpers))
        return event

    await rooms_lifespan(scope, heard, send)


sockets = SocketGate(
    URLRouter([*websocket_urlpatterns, re_path(r"", no_such_socket)]),  # type: ignore[arg-type]
    origins=settings.SOCKET_ORIGINS,
)
# several processes share a Redis, and a host
neighbours = Neighbours(settings.DATA_DIR / "carried") if settings.REDIS_URL else None
carried = CarriedSockets(pages=http, sockets=sockets, neighbours=neighbours)
house = ProtocolTypeRouter({"http": carried, "websocket": sockets, "lifespan": lifespan})
application = PublishedFiles(house, settings.PUBLISHED_DIR)

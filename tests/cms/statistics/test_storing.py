"""What a server process counted is stored by itself, every five minutes and before it ends."""

import asyncio
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.utils import timezone

from cms.publishing.serving import PublishedFiles
from cms.statistics.counting import counted, taken
from cms.statistics.models import VisitCount
from cms.statistics.storing import VisitKeeper
from portal import asgi
from portal.chores import services as chores


class Waiting:
    """Stands for the event that ends the thread: true at the last of so many waits, before each of which a page is read."""

    def __init__(self, waits):
        self.waits, self.seconds = waits, []

    def wait(self, seconds):
        self.seconds.append(seconds)
        counted("/sodan/")
        return len(self.seconds) == self.waits


@pytest.fixture
def keeper(db, monkeypatch):
    taken()
    for name in ("close_old_connections", "connection.close"):
        monkeypatch.setattr(f"cms.statistics.storing.{name}", lambda: None)
    return VisitKeeper()


def kept():
    return list(VisitCount.objects.values_list("day", "path", "count"))


def test_counts_are_stored_every_five_minutes_and_at_the_end(keeper):
    keeper._stopping = Waiting(3)
    keeper.run()
    assert kept() == [(timezone.localdate(), "/sodan/", 3)]
    assert keeper._stopping.seconds == [300, 300, 300]
    assert not taken()


def test_what_could_not_be_stored_is_stored_the_next_time(keeper, monkeypatch):
    from cms.statistics import services

    add, tries = services._add, []

    def trouble(found):
        tries.append(found)
        if len(tries) == 1:
            raise OSError("away on purpose")
        add(found)

    monkeypatch.setattr(services, "_add", trouble)
    keeper._stopping = Waiting(2)
    keeper.run()
    assert kept() == [(timezone.localdate(), "/sodan/", 2)]


class Helper:
    """Stands for the thread, and takes what waits as it would."""

    def __init__(self, seen):
        self.seen = seen

    def start(self):
        self.seen.append("starts")

    def stop(self):
        self.seen.append(f"ends, {taken().total()} reads wait")


def test_each_server_process_stores_all_it_counted_without_an_outbox_inside(settings, monkeypatch):
    settings.OUTBOX_INSIDE, settings.IMAP_HOST, seen = False, "", []
    monkeypatch.setattr(asgi, "Publisher", Mock)
    monkeypatch.setattr(asgi, "VisitKeeper", lambda: Helper(seen))

    async def rooms(scope, receive, send):
        assert [(await receive())["type"], (await receive())["type"]] == ["lifespan.startup", "lifespan.shutdown"]

    monkeypatch.setattr(asgi, "rooms_lifespan", rooms)
    files = PublishedFiles(asgi.lifespan, Path("/nowhere"))
    taken()
    files._reads = {("/sodan/", b""): 2}  # told to nobody yet: they come in lots
    events = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive():
        return {"type": next(events)}

    asyncio.run(files({"type": "lifespan"}, receive, None))
    assert seen == ["starts", "ends, 2 reads wait"]
    assert "statistics.store_counted" not in chores._chores

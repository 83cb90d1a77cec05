"""A room hears that somebody commented on its document: how far the talk has come, and never a word of it."""

import asyncio

import pytest
from django.db import connection as database
from django.db import connections
from django.test.utils import CaptureQueriesContext

from minutes.rooms import protocol
from minutes.rooms.access import identify, rights
from minutes.rooms.ear import Ear
from minutes.rooms.hub import Hub
from tests.minutes.comments.scene import a_thread
from tests.minutes.rooms.scene import enter
from tests.minutes.rooms.test_hub import arrive, run, until

pytestmark = [pytest.mark.storage, pytest.mark.usefixtures("scene")]


def told(socket) -> list[int]:
    return [each.count for each in socket.heard if isinstance(each, protocol.Talk)]


async def somebody_comments(scene) -> None:
    """In a thread of its own, whose connection to the database ends with it."""

    def comment() -> None:
        try:
            a_thread(scene)
        finally:
            connections.close_all()

    await asyncio.to_thread(comment)


def test_who_is_in_the_room_hears_how_far_the_talk_has_come(scene):
    """Also where no bell rang: this process asks once a second."""
    visitors = enter(scene.member), enter(scene.secretariat)

    async def story():
        hub = Hub(rights, identify)
        reader, _ = await arrive(hub, visitors[0], scene.document.pk)
        other, _ = await arrive(hub, visitors[1], scene.document.pk)
        assert told(reader) == []
        await somebody_comments(scene)
        await until(lambda: told(reader) == told(other) == [1])
        await somebody_comments(scene)
        hub.watch.soon()
        await until(lambda: told(reader) == [1, 2])
        late, _ = await arrive(hub, visitors[0], scene.document.pk)
        assert told(late) == []  # its page asks for all comments anyway
        await hub.drain()

    run(story)


def test_a_socket_of_another_document_hears_nothing(scene):
    visitor = enter(scene.outsider)
    elsewhere = scene.meeting.items.get(position=2).document

    async def story():
        hub = Hub(rights, identify)
        reader, _ = await arrive(hub, visitor, elsewhere.pk)
        await somebody_comments(scene)
        ear = Ear(hub.keeper, hub.database)
        await ear.listen()
        assert told(reader) == []
        await hub.drain()

    run(story)


def test_many_rooms_cost_one_question(scene):
    a_thread(scene)
    ear = Ear(None, None)
    ids = frozenset({scene.document.pk, scene.meeting.items.get(position=2).document.pk})
    with CaptureQueriesContext(database) as asked:
        _, counts = ear._counts(ids)
    assert counts == {scene.document.pk: 1}
    assert len(asked) == 1  # SQLite is asked for its count of commits beside it, past Django's cursor


def test_the_frame_is_a_kind_of_its_own():
    assert protocol.talk(300) == bytes((102, 0xAC, 0x02))
    assert protocol.parse(protocol.talk(300)) == protocol.Talk(300)

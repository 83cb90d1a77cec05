"""A room whose text does not open says so to who may read it, to nobody else, and raises an alarm."""

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone

from minutes.documents.models import Update
from minutes.rooms import hub
from minutes.rooms.consumers import document
from minutes.rooms.rights import NO_LONGER_YOURS, UNREADABLE
from portal.audit.models import AuditEvent
from portal.audit.protection import lifted
from portal.gate.rules import Visitor
from tests.factories.meetings import write
from tests.minutes.rooms.scene import enter

pytestmark = pytest.mark.storage


def knock(visitor: Visitor, scene) -> list[tuple[str, int]]:
    """What the socket of the scene's document says, and with which code it closes."""
    said = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(event):
        said.append((event["type"].partition(".")[2], event.get("code", 0)))

    scope = {"visitor": visitor, "url_route": {"kwargs": {"pk": scene.document.pk}}, "query_string": b"v=3"}

    async def story() -> None:
        await document(scope, receive, send)
        ours = hub.current()
        assert ours is not None
        await ours.drain()

    asyncio.run(story())
    return said


def test_who_may_read_is_told_and_so_are_those_in_charge(scene, caplog):
    write(scene.item, scene.member, agenda="ひらけない言葉")
    with lifted():
        Update.objects.filter(document=scene.document).update(at=timezone.now() - timedelta(days=1))
    assert knock(enter(scene.member), scene) == [("accept", 0), ("close", UNREADABLE)]
    event = AuditEvent.objects.get(verb="sealed.unreadable")
    assert (event.actor_id, event.target_kind, event.detail) == (scene.member.pk, "minutes.update", "data")
    assert [line.levelname for line in caplog.records if "sealed value" in line.getMessage()] == ["CRITICAL"]
    assert knock(enter(scene.outsider), scene) == [("close", NO_LONGER_YOURS)]
    assert AuditEvent.objects.filter(verb="sealed.unreadable").count() == 1

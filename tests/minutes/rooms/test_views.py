"""The room's page: who may open it, and what it hands to the editor."""

import json
import re
import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from meetings.agenda.models import Item, Summons
from minutes.documents.services import compact, freeze, open_document
from minutes.rooms.labels import labels
from minutes.rooms.owners import Owners
from minutes.rooms.presence import Presence
from portal.audit.models import AuditEvent
from portal.gate.rules import Visitor
from tests.factories.meetings import write
from tests.minutes.rooms.scene import a_scene, enter

pytestmark = pytest.mark.django_db


def browser(visitor: Visitor) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session_key
    return client


def config_of(response) -> dict:
    found = re.search(
        r'<script id="room-config" type="application/json">(.*?)</script>', response.content.decode(), re.S
    )
    assert found
    return json.loads(found[1])


def test_the_page_hands_the_editor_what_it_needs_and_records_the_look():
    scene = a_scene()
    response = browser(enter(scene.member)).get(reverse("rooms:room", args=[scene.meeting.pk, scene.item.pk]))
    assert response.status_code == 200
    config = config_of(response)
    assert config["socket"].startswith(f"/ws/documents/{scene.document.pk}/?v=3")
    assert config["me"] == {"id": str(scene.member.pk), "name": "大西 恵", "family": "大西", "agency": ""}
    assert config["may"] == "write"
    assert {person["family"] for person in config["people"]} == {"佐藤", "大西", "江口"}
    assert config["leave"] == reverse("signoff:minutes", args=[scene.meeting.pk])
    assert AuditEvent.objects.filter(verb="item.opened", actor=scene.member, target_id=str(scene.item.pk)).count() == 1


def test_a_frozen_item_is_handed_out_for_reading():
    scene = a_scene()
    freeze(actor=scene.secretariat, document=scene.document)
    response = browser(enter(scene.member)).get(reverse("rooms:room", args=[scene.meeting.pk, scene.item.pk]))
    assert config_of(response)["may"] == "read"


def test_only_items_that_are_ones_own_are_listed():
    scene = a_scene()
    pages = {
        user: browser(enter(user)).get(reverse("rooms:enter", args=[scene.meeting.pk]), follow=True)
        for user in (scene.secretariat, scene.outsider)
    }
    hrefs = [reverse("rooms:room", args=[scene.meeting.pk, item.pk]) for item in Item.objects.order_by("position")]
    shown = {user: [href in page.content.decode() for href in hrefs] for user, page in pages.items()}
    assert shown == {scene.secretariat: [True, True], scene.outsider: [False, True]}


def test_absent_and_forbidden_rooms_are_the_same_404():
    scene = a_scene()
    client = browser(enter(scene.outsider))
    absent = client.get(reverse("rooms:room", args=[scene.meeting.pk, uuid.uuid4()]))
    forbidden = client.get(reverse("rooms:room", args=[scene.meeting.pk, scene.item.pk]))
    elsewhere = client.get(reverse("rooms:room", args=[uuid.uuid4(), scene.item.pk]))
    assert [each.status_code for each in (absent, forbidden, elsewhere)] == [404, 404, 404]
    assert not AuditEvent.objects.filter(verb="item.opened").exists()


def test_the_room_says_whose_words_are_whose_also_when_the_log_was_folded():
    scene = a_scene()
    path = reverse("rooms:writers", args=[scene.meeting.pk, scene.item.pk])
    write(scene.item, scene.member, minutes="訪問する。")
    owners = open_owners(scene)
    compact(scene.document.pk, owners)
    write(scene.item, scene.other, minutes="電話もする。")
    told = browser(enter(scene.member)).get(path).json()
    names = {each["id"]: each["family"] for each in told["people"]}
    assert sorted(names[pk] for pk in told["writers"].values()) == ["大西", "江口"]
    assert {int(client) for client in told["writers"]} > set(owners)
    assert browser(enter(scene.outsider)).get(path).status_code == 404


def test_whoever_was_refused_a_socket_may_ask_whether_the_room_is_still_theirs():
    """Nothing is told that a page would not tell: the step that is missing, or that there is nothing here."""
    scene = a_scene()
    path = reverse("rooms:admission", args=[scene.meeting.pk, scene.item.pk])
    elsewhere = reverse("rooms:admission", args=[uuid.uuid4(), scene.item.pk])
    client = browser(enter(scene.member))
    assert (client.get(path).status_code, client.get(path).content) == (204, b"")
    assert not AuditEvent.objects.filter(verb="item.opened").exists()
    assert client.get(elsewhere).status_code == 404

    Summons.objects.filter(user=scene.member).delete()
    forbidden = client.get(path)
    assert (forbidden.status_code, "Content-Security-Policy" in forbidden) == (404, True)

    client.logout()
    assert client.get(path).url.partition("?")[0] == reverse("enter:login")


def open_owners(scene):
    """Whose words are whose, as an open room knows it."""
    owners = Owners(Presence())
    owners.know(open_document(scene.document.pk))
    return dict(owners.by_client)


def test_one_key_of_the_editor_is_one_thing(monkeypatch):
    monkeypatch.setattr("minutes.rooms.labels._wrote", lambda: {"phone": "電話"})
    with pytest.raises(ValueError, match="phone"):
        labels()

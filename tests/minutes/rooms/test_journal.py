"""The keys to unsent words that a browser keeps: whose they are, who gets them, and when no more."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from meetings.agenda.models import Summons
from minutes.documents.services import freeze
from portal.crypto.derived import derived
from portal.sessions.store import SHARED_PC, SessionStore
from tests.minutes.rooms.scene import a_scene, enter

pytestmark = pytest.mark.django_db
MARKS = 32


def browser(user, *, shared=False, **options):
    visitor = enter(user)
    if shared:
        session = SessionStore(visitor.session_key)
        session[SHARED_PC] = True
        session.save()
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session_key
    return client


@pytest.fixture
def scene():
    return a_scene()


@pytest.fixture
def door(scene):
    return reverse("rooms:journal", args=[scene.meeting.pk, scene.item.pk])


def test_each_person_has_keys_and_marks_of_their_own(scene, door):
    mine, again, theirs = (browser(user).post(door).content for user in (scene.member, scene.member, scene.other))
    assert mine == again
    assert len(mine) == MARKS + 32
    assert mine[MARKS:] == derived(f"journal|{scene.member.pk}|{scene.document.pk}")[0]
    parts = [(body[:16], body[16:MARKS], body[MARKS:]) for body in (mine, theirs)]
    assert all(one != other for one, other in zip(*parts, strict=True))
    for named in (scene.member.pk, scene.document.pk, scene.item.pk):
        assert named.bytes not in mine


def test_no_one_keeps_the_answer_and_a_link_gets_none(scene, door):
    client = browser(scene.member)
    answer = client.post(door)
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(door).headers["Location"] == reverse("rooms:room", args=[scene.meeting.pk, scene.item.pk])
    assert browser(scene.member, enforce_csrf_checks=True).post(door).status_code == 403


def test_on_a_computer_that_others_use_too_there_are_none(scene, door):
    answer = browser(scene.member, shared=True).post(door)
    assert (answer.status_code, answer.content) == (204, b"")


def test_who_may_only_read_it_now_can_still_open_what_was_theirs(scene, door):
    freeze(actor=scene.secretariat, document=scene.document)
    assert browser(scene.member).post(door).status_code == 200


def test_with_the_right_the_keys_end(scene, door):
    assert browser(scene.outsider).post(door).status_code == 404
    Summons.objects.filter(user=scene.member).delete()
    assert browser(scene.member).post(door).status_code == 404


def test_the_pages_say_whose_kept_things_may_stay(scene):
    page = browser(scene.member).get("/portal/").content.decode()
    other = browser(scene.other).get("/portal/").content.decode()
    shared = browser(scene.member, shared=True).get("/portal/").content.decode()
    marks = [each.partition('data-keeper="')[2].partition('"')[0] for each in (page, other, shared)]
    assert [len(mark) for mark in marks] == [32, 32, 0]
    assert marks[0] != marks[1]
    assert str(scene.member.pk) not in marks

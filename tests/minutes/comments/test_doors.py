"""The doors of comments: what they answer to the room's script."""

import base64

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from minutes.comments.forms import TEXT
from minutes.comments.models import Entry
from minutes.comments.services import resolve
from minutes.documents.services import freeze
from portal.audit.models import AuditEvent
from tests.minutes.comments.scene import QUOTE, WORDS, a_thread, comment_of
from tests.minutes.rooms.scene import a_scene, enter

pytestmark = pytest.mark.django_db
NEW = {"part": "agenda", "anchor": base64.b64encode(b"\0\xff").decode(), "quote": QUOTE, "text": WORDS}


@pytest.fixture
def scene():
    return a_scene()


def browser(user) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = enter(user).session_key
    client.cookies["django_language"] = "ja"
    return client


def talk_at(scene) -> str:
    return reverse("comments:document", args=[scene.document.pk])


def test_a_comment_goes_in_and_all_comments_come_back(scene):
    answer = browser(scene.member).post(talk_at(scene), NEW)
    assert answer.status_code == 200
    [thread] = answer.json()["threads"]
    [act] = thread.pop("acts")
    assert thread.pop("doors").keys() == {"reply", "resolve", "reopen"}
    assert thread == {
        "id": thread["id"],
        "part": "agenda",
        "anchor": NEW["anchor"],
        "quote": QUOTE,
        "resolved": False,
        "stands": True,
    }
    assert (act["kind"], act["name"], act["text"], act["mine"], act["withdrawn"]) == (
        "comment",
        "大西 恵",
        WORDS,
        True,
        False,
    )
    seen = browser(scene.other).get(talk_at(scene)).json()
    assert (seen["count"], seen["may"], seen["threads"][0]["acts"][0]["mine"]) == (1, True, False)


def test_each_act_has_its_door(scene):
    thread = a_thread(scene)
    client = browser(scene.member)
    at = {name: reverse(f"comments:{name}", args=[thread.pk]) for name in ("reply", "resolve", "reopen")}
    assert len(client.post(at["reply"], {"text": "第2週に。\n\nどうでしょう。"}).json()["threads"][0]["acts"]) == 2
    assert client.post(at["resolve"]).json()["threads"][0]["resolved"]
    assert not client.post(at["reopen"]).json()["threads"][0]["resolved"]
    gone = client.post(reverse("comments:withdraw", args=[comment_of(thread).pk])).json()["threads"][0]["acts"][0]
    assert (gone["withdrawn"], gone["text"]) == (True, None)
    assert client.get(at["resolve"]).status_code == 405


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": " "}, "コメントを書いてください"),
        ({"text": "あ" * (TEXT + 1)}, f"{TEXT + 1}文字"),
        ({"anchor": "…"}, "もう一度選んで"),
        ({"part": "elsewhere"}, "もう一度選んで"),
        ({"quote": "あ" * 301}, "もう一度選んで"),
    ],
)
def test_what_does_not_fit_is_said_in_words(scene, change, words):
    answer = browser(scene.member).post(talk_at(scene), NEW | change)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert not Entry.objects.exists()


def test_after_freezing_comments_are_read_and_no_more_are_taken(scene):
    thread = a_thread(scene)
    freeze(actor=scene.secretariat, document=scene.document)
    client = browser(scene.member)
    seen = client.get(talk_at(scene)).json()
    assert (seen["may"], len(seen["threads"])) == (False, 1)
    for at, data in ((talk_at(scene), NEW), (reverse("comments:reply", args=[thread.pk]), {"text": "…"})):
        answer = client.post(at, data)
        assert answer.status_code == 409
        assert "固定" in answer.json()["error"]


def test_absent_and_forbidden_are_the_same_404(scene):
    thread, client = a_thread(scene), browser(scene.outsider)
    doors = [
        ("document", scene.document.pk),
        ("reply", thread.pk),
        ("resolve", thread.pk),
        ("reopen", thread.pk),
        ("withdraw", comment_of(thread).pk),
    ]
    for name, pk in doors:
        at = [reverse(f"comments:{name}", args=[each]) for each in (pk, scene.meeting.pk)]
        assert [client.post(each, NEW).status_code for each in at] == [404, 404]
    assert client.get(talk_at(scene)).status_code == 404


def test_who_freezes_is_told_how_many_are_open(scene):
    thread = a_thread(scene)
    resolve(actor=scene.member, thread=a_thread(scene))
    page = reverse("signoff:freeze", args=[scene.meeting.pk])
    client = browser(scene.secretariat)
    assert "まだ解決していないコメントが1件あります" in client.get(page).content.decode()
    resolve(actor=scene.member, thread=thread)
    assert "まだ解決していないコメント" not in client.get(page).content.decode()


def test_looking_at_comments_is_looking_into_the_item(scene):
    browser(scene.member).get(talk_at(scene))
    [event] = AuditEvent.objects.filter(verb="item.opened")
    assert (event.actor, event.target_id, event.why) == (scene.member, str(scene.item.pk), "summoned")


def test_a_list_of_many_costs_no_more_questions(scene, django_assert_max_num_queries):
    a_thread(scene)
    client = browser(scene.member)
    client.get(talk_at(scene))  # what is asked only once
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(talk_at(scene))
    for _ in range(20):
        resolve(actor=scene.other, thread=a_thread(scene, scene.other))
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(talk_at(scene)).json()["threads"]) == 21


def test_whoever_gets_the_comments_has_looked_also_by_an_act_that_changes_nothing(scene):
    thread = a_thread(scene)
    answer = browser(scene.other).post(reverse("comments:reopen", args=[thread.pk]))
    assert answer.json()["threads"][0]["acts"][0]["text"] == WORDS
    assert AuditEvent.objects.filter(verb="item.opened", actor=scene.other).count() == 1

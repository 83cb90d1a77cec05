"""The pages of a document's history: for whoever sees the item, without a script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.documents.content import blocks
from minutes.documents.services import compact, freeze, load, pause
from minutes.history.access import state_at
from minutes.history.models import Stage
from minutes.readers.access import readings_of
from portal.audit.models import AuditEvent
from tests.factories.meetings import a_called_meeting, an_emergency, recused_from, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    """The first of two items; somebody called to it wrote, paused, and mended a word."""
    item = a_called_meeting(cast.body, [cast.summoned, cast.recused], [cast.chair]).items.order_by("position").first()
    recused_from(item, cast.recused)
    write(item, cast.summoned, minutes="火曜日に訪問する。")
    pause(item.document.pk)
    write(item, cast.chair, minutes="電話もする。")
    compact(item.document.pk)
    return item


def page(client, name, item, *args, query=""):
    answer = client.get(reverse(f"history:{name}", args=[item.pk, *args]) + query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_timeline_names_who_wrote_when_and_how_much(cast, item):
    text = page(cast.client_of(cast.summoned), "item", item)
    assert re.findall("藤原 恵|大西 恵", text[text.index("timeline") :]) == ["藤原 恵", "大西 恵"]
    assert "大西相談所" in text
    assert "9文字ふえました" in text
    assert "機密性" in text
    assert text.count("変わったところを見る") == 2


def test_an_empty_history_says_what_will_stand_there(cast, item):
    other = item.meeting.items.exclude(pk=item.pk).get()
    assert "まだ何も書かれていません" in page(cast.client_of(cast.chair), "item", other)


def test_a_stage_shows_what_changed_since_the_one_before_or_any_other(cast, item):
    client = cast.client_of(cast.summoned)
    last = page(client, "stage", item, 2)
    assert "電話もする。</ins>" in last
    assert "訪問する。</ins>" not in last
    assert "訪問する。</ins>" in page(client, "stage", item, 2, query="?against=0")
    assert "電話もする。</ins>" in page(client, "stage", item, 1, query="?against=2")
    assert "どちらも同じです" in page(client, "now", item)
    write(item, cast.summoned, minutes="以上。")
    assert "以上。</ins>" in page(client, "now", item)


def test_nobody_else_sees_any_of_it_and_what_is_not_there_looks_the_same(cast, item):
    people = (cast.member, cast.recused, cast.superuser, cast.auditor, cast.other_coordinator)
    paths = [reverse("history:item", args=[item.pk]), reverse("history:stage", args=[item.pk, 1])]
    paths += [reverse("history:restore", args=[item.pk, 1]), reverse("history:now", args=[item.pk])]
    assert {cast.client_of(person).get(path).status_code for person in people for path in paths} == {404}
    paths = [reverse(f"history:{name}", args=[item.pk, 99]) for name in ("stage", "restore")]
    assert {cast.client_of(cast.summoned).get(path).status_code for path in paths} == {404}


def test_looking_is_recorded_and_seen_by_all_in_the_item(cast, item):
    page(cast.client_of(cast.summoned), "stage", item, 1)
    event = AuditEvent.objects.get(verb="history.opened")
    assert (event.actor_id, event.target_id, event.why) == (cast.summoned.pk, str(item.document.pk), "summoned")
    assert "文書の履歴を見ました" in [str(row.act) for row in readings_of(item)]


def test_words_are_put_back_after_saying_what_that_does(cast, item):
    client, path = cast.client_of(cast.summoned), reverse("history:restore", args=[item.pk, 1])
    asked = page(client, "restore", item, 1)
    assert "電話もする。</del>" in asked
    assert Stage.objects.count() == 2
    answer = client.post(path, follow=True)
    assert "段階1を戻しました" in answer.content.decode()
    assert load(item.document.pk)[1] != state_at(item.document, 2)
    written = blocks(load(item.document.pk)[1], "minutes")
    assert [block.runs[0].text for block in written] == ["火曜日に訪問する。"]
    assert "すでに同じ" in client.post(path, follow=True).content.decode()


def test_what_is_fixed_says_so_and_stays(cast, item):
    freeze(actor=cast.coordinator, document=item.document)
    client = cast.client_of(cast.summoned)
    asked = page(client, "restore", item, 1)
    assert "固定されている" in asked
    assert '<button class="btn btn--fill' not in asked
    answer = client.post(reverse("history:restore", args=[item.pk, 1]), follow=True)
    assert "固定された" in answer.content.decode()
    assert len(blocks(load(item.document.pk)[1], "minutes")) == 2


def test_who_only_reads_sees_it_and_puts_nothing_back(cast, item):
    an_emergency(item, cast.member, allowed_by=cast.chair)
    client = cast.client_of(cast.member)
    assert "戻すと" not in page(client, "stage", item, 1)
    for method in (client.get, client.post):
        assert method(reverse("history:restore", args=[item.pk, 1])).status_code == 404
    assert AuditEvent.objects.filter(verb="emergency.used").count() == 1


def test_the_pages_cost_the_same_at_any_number_of_stages(cast, item):
    client, counts = cast.client_of(cast.summoned), []
    for number in (1, 11):
        for _each in range(number):
            write(item, cast.chair, minutes="一行。")
            compact(item.document.pk)
        for name, args in (("item", ()), ("stage", (1,))):
            page(client, name, item, *args)
            with CaptureQueriesContext(connection) as queries:
                page(client, name, item, *args)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]

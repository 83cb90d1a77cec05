"""Who may comment, what is kept of it, and what is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from meetings.agenda.models import Emergency, Recusal, Summons
from meetings.bodies.models import Appointment
from meetings.schedule.models import Meeting
from minutes.comments import services
from minutes.comments.access import get_comment_of, get_thread_for, how_far, may_comment, open_threads, talks_about
from minutes.comments.models import Entry
from minutes.comments.services import Closed, Full, begin_thread, reopen, reply, resolve, withdraw
from minutes.comments.signals import commented
from minutes.documents.services import freeze, thaw
from portal.audit.models import AuditEvent
from tests.minutes.comments.scene import QUOTE, WORDS, a_thread, comment_of
from tests.minutes.rooms.scene import a_scene

pytestmark = pytest.mark.django_db


def said(scene) -> list[tuple[str, str, str | None]]:
    return [(act.kind, act.who["family"], act.text) for talk in talks_about(scene.document) for act in talk.acts]


def test_a_thread_is_said_answered_settled_and_opened_again():
    scene = a_scene()
    thread = a_thread(scene)
    reply(actor=scene.other, thread=thread, text="第2週に変えます。")
    resolve(actor=scene.secretariat, thread=thread)
    resolve(actor=scene.other, thread=thread)  # twice is once
    [talk] = talks_about(scene.document)
    assert (talk.thread.quote, talk.thread.anchor, talk.resolved, talk.stands) == (QUOTE, b"\x01\x02\x03", True, True)
    assert said(scene) == [
        ("comment", "大西", WORDS),
        ("comment", "江口", "第2週に変えます。"),
        ("resolved", "佐藤", None),
    ]
    reopen(actor=scene.member, thread=thread)
    reopen(actor=scene.member, thread=thread)
    assert [talk.resolved for talk in talks_about(scene.document)] == [False]
    assert how_far([scene.document.pk]) == {scene.document.pk: 4}
    assert list(Entry.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_what_is_taken_back_leaves_a_trace_without_its_words():
    scene = a_scene()
    comment = comment_of(a_thread(scene))
    withdraw(actor=scene.member, comment=comment)
    withdraw(actor=scene.member, comment=comment)
    [talk] = talks_about(scene.document)
    assert [(act.withdrawn, act.text) for act in talk.acts] == [(True, None)]
    assert not talk.stands
    assert Entry.objects.get(pk=comment.pk).text == ""
    assert how_far([scene.document.pk]) == {scene.document.pk: 2}


def test_only_who_wrote_a_comment_takes_it_back():
    scene = a_scene()
    comment = comment_of(a_thread(scene))
    with pytest.raises(Http404):
        get_comment_of(scene.secretariat, comment.pk)
    with pytest.raises(PermissionDenied):
        withdraw(actor=scene.secretariat, comment=comment)
    assert get_comment_of(scene.member, comment.pk) == comment


def test_who_may_not_see_the_item_neither_reads_nor_comments():
    scene = a_scene()
    thread = a_thread(scene)
    with pytest.raises(Http404):
        get_thread_for(scene.outsider, thread.pk)
    with pytest.raises(Closed):
        a_thread(scene, scene.outsider)
    Recusal.objects.create(item=scene.item, user=scene.other, recused_by=scene.secretariat)
    with pytest.raises(Closed):
        reply(actor=scene.other, thread=thread, text="…")


def test_an_observer_comments_though_they_do_not_write():
    scene = a_scene()
    Appointment.objects.filter(user=scene.other).update(role="observer")
    assert may_comment(scene.other, scene.document)
    a_thread(scene, scene.other)


def test_who_was_let_in_to_an_emergency_only_reads():
    scene = a_scene()
    thread = a_thread(scene)
    Emergency.objects.create(
        item=scene.item,
        user=scene.outsider,
        reason="…",
        until=timezone.now() + timedelta(hours=1),
        decided_by=scene.secretariat,
        decided_at=timezone.now(),
    )
    assert get_thread_for(scene.outsider, thread.pk) == thread
    with pytest.raises(Closed):
        reply(actor=scene.outsider, thread=thread, text="…")


def test_nobody_comments_on_what_is_frozen_or_closed():
    scene = a_scene()
    thread = a_thread(scene)
    freeze(actor=scene.secretariat, document=scene.document)
    acts = [
        lambda: a_thread(scene),
        lambda: reply(actor=scene.member, thread=thread, text="…"),
        lambda: resolve(actor=scene.member, thread=thread),
        lambda: reopen(actor=scene.member, thread=thread),
        lambda: withdraw(actor=scene.member, comment=comment_of(thread)),
    ]
    for act in acts:
        with pytest.raises(Closed):
            act()
    thaw(actor=scene.secretariat, document=scene.document)
    Meeting.objects.update(state=Meeting.State.CLOSED)
    for act in acts:
        with pytest.raises(Closed):
            act()
    assert Entry.objects.count() == 1


def test_a_withdrawn_summons_ends_commenting():
    scene = a_scene()
    Summons.objects.filter(user=scene.member).update(withdrawn_at=timezone.now())
    with pytest.raises(Closed):
        a_thread(scene)


def test_a_document_takes_only_so_many(monkeypatch):
    monkeypatch.setattr(services, "ENTRIES", 2)
    scene = a_scene()
    thread = a_thread(scene)
    reply(actor=scene.member, thread=thread, text="…")
    with pytest.raises(Full):
        reply(actor=scene.member, thread=thread, text="…")
    with pytest.raises(Full):
        begin_thread(actor=scene.member, document=scene.document, part="agenda", anchor=b"", quote="", text="…")
    withdraw(actor=scene.member, comment=comment_of(thread))


def test_every_act_is_recorded_without_a_word_of_it_and_told_after_the_commit(django_capture_on_commit_callbacks):
    scene = a_scene()
    told = []
    commented.connect(lambda **news: told.append(news), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            thread = a_thread(scene)
            resolve(actor=scene.other, thread=thread)
            reopen(actor=scene.other, thread=thread)
            withdraw(actor=scene.member, comment=comment_of(thread))
            assert told == []
    finally:
        commented.disconnect(dispatch_uid="test")
    assert len(told) == 4
    assert all(set(news) == {"signal", "sender"} for news in told)
    events = list(AuditEvent.objects.filter(verb__startswith="comment.").order_by("id"))
    assert [(each.verb, each.actor_id) for each in events] == [
        ("comment.written", scene.member.pk),
        ("comment.resolved", scene.other.pk),
        ("comment.reopened", scene.other.pk),
        ("comment.withdrawn", scene.member.pk),
    ]
    assert {(each.target_kind, each.detail, each.why) for each in events} == {("minutes.entry", "", "")}


def test_as_many_questions_for_many_comments_as_for_one(django_assert_num_queries):
    scene = a_scene()
    thread = a_thread(scene)
    with django_assert_num_queries(2):
        talks_about(scene.document)
    for number in range(30):
        reply(actor=(scene.other, scene.secretariat)[number % 2], thread=thread, text=str(number))
        a_thread(scene)
    with django_assert_num_queries(2):
        assert len(talks_about(scene.document)) == 31
    with django_assert_num_queries(1):
        assert how_far([scene.document.pk]) == {scene.document.pk: 61}


def test_open_are_threads_that_nobody_settled_and_that_say_something():
    scene = a_scene()
    assert open_threads([scene.document]) == {}
    first, second, third, fourth = (a_thread(scene) for _ in range(4))
    resolve(actor=scene.member, thread=first)
    resolve(actor=scene.member, thread=second)
    reopen(actor=scene.member, thread=second)
    withdraw(actor=scene.member, comment=Entry.objects.get(thread=third))
    assert open_threads([scene.document]) == {scene.document.pk: 2}
    assert [talk.thread for talk in talks_about(scene.document) if talk.stands and not talk.resolved] == [
        second,
        fourth,
    ]

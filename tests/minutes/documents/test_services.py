"""The stored document: what was appended is there, once, in order, and only while it is open."""

import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pycrdt import Doc, Text

from minutes.documents import content
from minutes.documents.models import Document, Update
from minutes.documents.services import (
    AlreadyFrozen,
    Batch,
    Incomplete,
    append,
    compact,
    create_document,
    freeze,
    load,
    thaw,
)
from minutes.documents.signals import document_frozen
from portal.audit.models import AuditEvent
from tests.minutes.rooms.scene import a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def words(state: bytes) -> str:
    doc: Doc = Doc()
    doc.apply_update(state)
    return str(doc.get("t", type=Text))


def typed(*parts: str) -> list[bytes]:
    doc: Doc = Doc()
    text = doc.get("t", type=Text)
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    for part in parts:
        text += part
    doc.unobserve(subscription)
    return updates


def test_a_new_document_begins_with_the_template():
    document = a_scene().document
    seq, state = load(document.pk)
    assert seq == 1
    assert [block.runs[0].text for block in content.blocks(state, "agenda")[::2]] == list(content.AGENDA_HEADINGS)
    assert AuditEvent.objects.filter(verb="document.created", target_id=str(document.pk)).count() == 1


def test_what_is_appended_is_loaded_with_its_authors():
    scene = a_scene()
    first, second = typed("one ", "two")
    parts = ((scene.member.pk, first), (scene.other.pk, second))
    assert append([Batch(scene.document.pk, parts)]) == {scene.document.pk: 3}
    seq, state = load(scene.document.pk)
    assert (seq, words(state)) == (3, "one two")
    rows = Update.objects.filter(document=scene.document).values_list("seq", "author_id")
    assert list(rows) == [(1, scene.secretariat.pk), (2, scene.member.pk), (3, scene.other.pk)]


def test_a_long_log_is_read_in_one_go():
    scene = a_scene()
    append([Batch(scene.document.pk, tuple((scene.member.pk, each) for each in typed(*"abcdef")))])
    with CaptureQueriesContext(connection) as asked:
        seq, state = load(scene.document.pk)
    assert (seq, words(state)) == (7, "abcdef")
    assert sum("minutes_update" in query["sql"] for query in asked) <= 1  # SQLite is not even asked by Django's cursor


def test_the_log_is_sealed():
    scene = a_scene()
    append([Batch(scene.document.pk, ((None, typed("marker-of-a-case")[0]),))])
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM minutes_update")
        assert not any(b"marker" in bytes(data) for (data,) in cursor.fetchall())


def test_a_frozen_document_takes_nothing_and_others_do():
    scene = a_scene()
    open_one = Document.objects.exclude(pk=scene.document.pk).get()
    freeze(actor=scene.secretariat, document=scene.document)
    (update,) = typed("late")
    answer = append([Batch(scene.document.pk, ((None, update),)), Batch(open_one.pk, ((None, update),))])
    assert answer == {scene.document.pk: None, open_one.pk: 2}
    assert (load(scene.document.pk)[0], words(load(scene.document.pk)[1])) == (1, "")


def test_freezing_answers_the_text_that_stands_and_tells_after_commit(django_capture_on_commit_callbacks):
    scene, heard = a_scene(), []
    append([Batch(scene.document.pk, ((None, typed("in time")[0]),))])

    def hear(sender, document, **news):
        heard.append(document.pk)

    document_frozen.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            state = freeze(actor=scene.secretariat, document=scene.document)
            assert heard == []
    finally:
        document_frozen.disconnect(hear)
    assert words(state) == "in time"
    assert heard == [scene.document.pk]
    with pytest.raises(AlreadyFrozen):
        freeze(actor=scene.secretariat, document=scene.document)


def test_a_thawed_document_takes_edits_again():
    scene = a_scene()
    freeze(actor=scene.secretariat, document=scene.document)
    thaw(actor=scene.secretariat, document=scene.document)
    assert append([Batch(scene.document.pk, ((None, typed("again")[0]),))]) == {scene.document.pk: 2}


def test_compacting_keeps_the_text_and_folds_the_log():
    scene = a_scene()
    updates = typed("a", "b", "c")
    append([Batch(scene.document.pk, tuple((None, update) for update in updates[:2]))])
    compact(scene.document.pk)
    assert Update.objects.filter(document=scene.document).count() == 0
    assert (load(scene.document.pk)[0], words(load(scene.document.pk)[1])) == (3, "ab")
    append([Batch(scene.document.pk, ((None, updates[2]),))])
    assert (load(scene.document.pk)[0], words(load(scene.document.pk)[1])) == (4, "abc")


def test_a_hole_in_the_log_is_said_and_not_papered_over():
    scene = a_scene()
    append([Batch(scene.document.pk, tuple((None, update) for update in typed("a", "b")))])
    Update.objects.filter(document=scene.document, seq=2).delete()
    with pytest.raises(Incomplete):
        load(scene.document.pk)


def test_an_item_has_one_document():
    scene = a_scene()
    with pytest.raises(Exception, match=r"(?i)unique"):
        create_document(actor=scene.secretariat, item=scene.item)


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_no_gap():
    scene = a_scene()
    both = list(Document.objects.values_list("pk", flat=True))
    updates = typed(*"abcdefghijkl")

    def write(some, order):
        try:
            for update in some:
                append([Batch(pk, ((None, update),)) for pk in order])
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=write, args=(updates[start::3], both if start % 2 else both[::-1]))
        for start in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for pk in both:
        assert (load(pk)[0], words(load(pk)[1])) == (13, "abcdefghijkl")
    assert scene.document.pk in both

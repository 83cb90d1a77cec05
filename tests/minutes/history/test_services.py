"""Stages are kept when writing pauses, each with who wrote; their words come back as one more edit."""

from datetime import timedelta
from time import process_time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from minutes.documents import content
from minutes.documents.content import blocks
from minutes.documents.log import tail
from minutes.documents.models import Document, Update
from minutes.documents.services import Batch, append, compact, freeze, load, pause, thaw
from minutes.history.access import QUIET, timeline, unkept
from minutes.history.models import Hand, Stage
from minutes.history.proof import stages as proved
from minutes.history.services import Frozen, NothingToRestore, keep_paused, restore_stage, thin_out
from portal.audit.models import AuditEvent
from tests.factories.meetings import write
from tests.factories.tampering import altered, stored_columns
from tests.minutes.rooms.scene import a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def scene():
    return a_scene()


def moments(scene):
    return timeline(scene.document, load(scene.document.pk)[1])


def told(scene):
    return [(each.number, each.kind, [one["family"] for one in each.authors], each.grown) for each in moments(scene)]


def words(scene):
    state = load(scene.document.pk)[1]
    return [block.runs[0].text for block in blocks(state, "minutes") if block.runs]


def test_what_nobody_wrote_in_has_no_history(scene):
    pause(scene.document.pk)
    compact(scene.document.pk)
    assert told(scene) == []


def test_what_was_written_since_stands_on_top(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    assert told(scene) == [(None, "written", ["大西"], 5)]


def test_folding_keeps_a_stage_with_who_wrote_and_how_much(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    write(scene.item, scene.other, minutes="電話もする。")
    compact(scene.document.pk)
    assert not Update.objects.filter(document=scene.document).exists()
    write(scene.item, scene.other, minutes="以上。")
    assert told(scene) == [(None, "written", ["江口"], 3), (1, "written", ["大西", "江口"], 11)]
    compact(scene.document.pk)
    compact(scene.document.pk)
    assert told(scene) == [(2, "written", ["江口"], 3), (1, "written", ["大西", "江口"], 11)]


def test_a_log_that_is_folded_while_they_write_on_makes_one_stage_of_the_stretch(scene):
    for author in (scene.member, scene.other, scene.member):
        write(scene.item, author, minutes="訪問する。")
        compact(scene.document.pk, resting=False)
    assert told(scene) == [(3, "written", ["大西", "江口"], 15)]
    assert Stage.objects.get().began < Stage.objects.get().ended
    write(scene.item, scene.member, minutes="以上。")
    compact(scene.document.pk)  # they left
    assert [each[0] for each in told(scene)] == [4, 3]


def test_folding_joins_nothing_that_was_put_back(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    pause(scene.document.pk)
    write(scene.item, scene.other, minutes="まちがい。")
    restore_stage(actor=scene.member, document=scene.document, number=1)
    write(scene.item, scene.member, minutes="以上。")
    compact(scene.document.pk, resting=False)
    assert [each[0] for each in told(scene)] == [4, 3, 2, 1]


def test_a_pause_keeps_a_stage_and_folds_nothing(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    pause(scene.document.pk)
    assert len(tail(scene.document.pk, 0)) == 2
    assert told(scene) == [(1, "written", ["大西"], 5)]
    compact(scene.document.pk)
    assert [each[0] for each in told(scene)] == [1]


def test_freezing_keeps_one_also_when_nothing_was_written_since(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    compact(scene.document.pk)
    freeze(actor=scene.secretariat, document=scene.document)
    compact(scene.document.pk)
    thaw(actor=scene.secretariat, document=scene.document)
    assert told(scene) == [(2, "frozen", [], 0), (1, "written", ["大西"], 5)]


def test_the_chore_keeps_what_is_quiet_or_long_and_nothing_else(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    keep_paused()
    assert [each[0] for each in told(scene)] == [None]
    later = timezone.now() + QUIET + timedelta(seconds=1)
    keep_paused(later)
    keep_paused(later)
    assert [each[0] for each in told(scene)] == [1]


@pytest.mark.parametrize(("minutes", "due"), [(14, False), (16, True)])
def test_the_chore_keeps_a_stage_while_one_writes_on_and_on(scene, minutes, due):
    now = timezone.now()
    begun = {"seq": 2, "data": content.state(minutes=[]), "at": now - timedelta(minutes=minutes)}
    Update.objects.create(document=scene.document, author=scene.member, **begun)
    Document.objects.filter(pk=scene.document.pk).update(seq=2)
    write(scene.item, scene.member, minutes="まだ書いている。")
    assert unkept(now) == ([scene.document.pk] if due else [])


def test_words_come_back_as_an_edit_of_who_put_them_back(scene, django_capture_on_commit_callbacks):
    write(scene.item, scene.member, minutes="訪問する。")
    pause(scene.document.pk)
    write(scene.item, scene.other, minutes="まちがい。")
    with django_capture_on_commit_callbacks(execute=True):
        restore_stage(actor=scene.secretariat, document=scene.document, number=1)
    assert words(scene) == ["訪問する。"]
    assert tail(scene.document.pk, 0)[-1].author_id == scene.secretariat.pk
    assert [each[:3] for each in told(scene)] == [
        (3, "restored", ["佐藤"]), (2, "written", ["江口"]), (1, "written", ["大西"]),
    ]  # fmt: skip
    assert moments(scene)[0].source == 1
    restore_stage(actor=scene.member, document=scene.document, number=2)  # the way back
    assert sorted(words(scene)) == ["まちがい。", "訪問する。"]
    assert AuditEvent.objects.filter(verb="document.restored", target_id=str(scene.document.pk)).count() == 2


def test_what_reads_so_already_is_said(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    pause(scene.document.pk)
    with pytest.raises(NothingToRestore):
        restore_stage(actor=scene.member, document=scene.document, number=1)


def test_nothing_comes_back_into_what_is_frozen_nor_by_who_may_not_write(scene):
    write(scene.item, scene.member, minutes="訪問する。")
    pause(scene.document.pk)
    write(scene.item, scene.member, minutes="以上。")
    with pytest.raises(PermissionDenied):
        restore_stage(actor=scene.outsider, document=scene.document, number=1)
    freeze(actor=scene.secretariat, document=scene.document)
    with pytest.raises(Frozen):
        restore_stage(actor=scene.member, document=scene.document, number=1)
    assert sorted(words(scene)) == ["以上。", "訪問する。"]


def test_the_timeline_costs_the_same_at_any_number_of_stages(scene):
    counts = []
    for number in (2, 12):
        for _each in range(number):
            write(scene.item, scene.member, minutes="一行。")
            write(scene.item, scene.other, minutes="一行。")
            pause(scene.document.pk)
        write(scene.item, scene.other, minutes="一行。")
        state = load(scene.document.pk)[1]
        with CaptureQueriesContext(connection) as queries:
            timeline(scene.document, state)
        counts.append(len(queries))
    assert counts == [5, 5]


def test_old_stages_are_joined_and_their_hands_with_them(scene):
    from portal.audit.protection import lifted

    for author in (scene.member, scene.other):
        write(scene.item, author, minutes="一行。")
        pause(scene.document.pk)
    write(scene.item, scene.secretariat, minutes="一行。")
    compact(scene.document.pk)
    noon = timezone.now().replace(hour=12, minute=0) - timedelta(days=3)
    with lifted():
        Stage.objects.filter(number__lt=3).update(ended=noon)
    thin_out()
    assert told(scene)[1][:3] == (2, "written", ["大西", "江口"])
    assert Hand.objects.filter(stage__number=2).count() == 2
    assert AuditEvent.objects.filter(verb="history.thinned").count() == 1


def test_a_stage_says_no_word_in_the_open_and_no_column_can_be_altered_unseen(scene):
    write(scene.item, scene.member, minutes="すいか")
    pause(scene.document.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM minutes_stage")
        assert "すいか".encode() not in b"".join(
            bytes(x) for row in cursor for x in row if isinstance(x, bytes | memoryview)
        )
    assert [kind for _pk, kind in proved()] == [""]
    stage = Stage.objects.get()
    for column in stored_columns(Stage):
        with altered(stage, column):
            found = [kind for _pk, kind in proved()]
        assert found == ["altered stage"], column


def rewritten(scene, author, lines):
    """All of the record written anew, line by line."""
    doc = Doc()
    doc.apply_update(load(scene.document.pk)[1])
    before, record = doc.get_state(), doc.get("minutes", type=XmlFragment)
    with doc.transaction():
        del record.children[0 : len(record.children)]
        for line in lines:
            record.children.append(XmlElement("paragraph", contents=[XmlText(line)]))
    append([Batch(scene.document.pk, ((author.pk, doc.get_update(before)),))])


def test_lines_alike_keep_nobody_out_while_they_are_put_back(scene):
    rewritten(scene, scene.member, ["あ"] * 600)
    pause(scene.document.pk)
    rewritten(scene, scene.member, [line for at in range(600) for line in ("あ", f"い{at}")])
    began = process_time()
    restore_stage(actor=scene.other, document=scene.document, number=1)
    assert process_time() - began < 8  # the document is locked meanwhile; difflib alone takes most of a minute
    assert words(scene) == ["あ"] * 600

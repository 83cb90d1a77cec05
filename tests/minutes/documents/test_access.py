"""Who may read and write an item's document."""

import uuid

import pytest
from django.http import Http404

from meetings.schedule.models import Meeting
from minutes.documents.access import get_document_for, right_in_document
from minutes.documents.services import freeze
from tests.minutes.rooms.scene import a_scene

pytestmark = pytest.mark.django_db


def test_the_summoned_and_the_secretariat_write_and_nobody_else():
    scene = a_scene()
    people = (scene.secretariat, scene.member, scene.other, scene.outsider)
    assert [right_in_document(user, scene.document) for user in people] == ["write", "write", "write", "none"]


def test_absent_and_forbidden_are_the_same():
    scene = a_scene()
    assert get_document_for(scene.member, scene.document.pk) == scene.document
    for user, pk in ((scene.outsider, scene.document.pk), (scene.member, uuid.uuid4())):
        with pytest.raises(Http404) as refusal:
            get_document_for(user, pk)
        assert str(refusal.value) == ""


def test_a_frozen_document_is_read():
    scene = a_scene()
    freeze(actor=scene.secretariat, document=scene.document)
    assert right_in_document(scene.member, scene.document) == "read"
    assert right_in_document(scene.outsider, scene.document) == "none"


def test_after_the_meeting_is_closed_it_is_read():
    scene = a_scene()
    Meeting.objects.update(state=Meeting.State.CLOSED)
    document = get_document_for(scene.member, scene.document.pk)
    assert right_in_document(scene.member, document) == "read"

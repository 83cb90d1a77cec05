"""Whoever alters a stored edit without the keys is found out, whichever column it is."""

import pytest

from minutes.documents.models import Update
from minutes.documents.services import Batch, Incomplete, append, load
from portal.crypto.box import CannotOpen
from tests.factories.tampering import altered, stored_columns
from tests.minutes.documents.test_services import typed
from tests.minutes.rooms.scene import a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.mark.parametrize("column", stored_columns(Update))
def test_no_column_of_an_edit_can_be_altered_unseen(column):
    scene = a_scene()
    append([Batch(scene.document.pk, tuple((scene.member.pk, part) for part in typed("one ", "two", " three")))])
    edit = Update.objects.get(document=scene.document, seq=4)
    with altered(edit, column), pytest.raises((CannotOpen, Incomplete)):
        load(scene.document.pk)
    assert load(scene.document.pk)[0] == 4


@pytest.mark.parametrize("seq", [2, 3, 4])
def test_no_edit_can_be_taken_away_unseen(seq):
    scene = a_scene()
    append([Batch(scene.document.pk, tuple((scene.member.pk, part) for part in typed("one ", "two", " three")))])
    Update.objects.filter(document=scene.document, seq=seq).delete()
    with pytest.raises(Incomplete):
        load(scene.document.pk)

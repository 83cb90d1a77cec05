"""Before the first comes, a process asks once for anybody what it will ask for everybody."""

import pytest

from minutes.documents.models import Document
from minutes.rooms.access import rehearse
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.minutes.rooms.scene import enter


@pytest.mark.django_db
def test_where_there_is_nobody_yet_it_asks_and_finds_nothing():
    assert not User.objects.exists()
    rehearse()


def test_it_reads_and_leaves_no_trace(scene):
    enter(scene.member)
    before = AuditEvent.objects.count(), Document.objects.get(pk=scene.document.pk).seq
    rehearse()
    assert (AuditEvent.objects.count(), Document.objects.get(pk=scene.document.pk).seq) == before

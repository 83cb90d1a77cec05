"""The record takes new lines only, and none of them names anything by its words."""

import pytest
from django.db import connection

from portal.audit.models import AuditEvent
from portal.audit.services import record
from tests.factories.meetings import a_called_meeting, held, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    record(actor=None, verb="meeting.closed", detail="x")
    return AuditEvent.objects.get()


def test_a_line_is_never_changed(event):
    event.verb = "other"
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    assert AuditEvent.objects.get().verb == "meeting.closed"


def test_a_line_is_never_deleted(event):
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
    assert AuditEvent.objects.count() == 1


def test_many_lines_are_neither_changed_nor_deleted_at_once(event):
    with pytest.raises(TypeError, match="never changed"):
        AuditEvent.objects.update(verb="other")
    with pytest.raises(TypeError, match="never deleted"):
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.get().verb == "meeting.closed"


def test_a_line_says_who_did_what_to_which(cast):
    record(actor=cast.member, verb="body.looked_at", target=cast.body)
    event = AuditEvent.objects.latest("id")
    assert (event.actor, event.verb) == (cast.member, "body.looked_at")
    assert (event.target_kind, event.target_id) == ("meetings.body", str(cast.body.pk))


def test_an_anonymous_actor_is_the_system(cast):
    record(actor=cast.anonymous, verb="x.y")
    assert AuditEvent.objects.latest("id").actor is None


def test_a_whole_meeting_leaves_no_word_in_the_record(cast):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    write(meeting.items.get(), cast.summoned, agenda="通院が途切れている", minutes="往診を始める")
    held(meeting)
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb, target_kind, target_id, detail FROM portal_auditevent")
        lines = " ".join(" ".join(row) for row in cursor.fetchall())
    assert "version.frozen" in lines
    for word in ("R8-001", "通院", "往診", "大西", "@kasane.example", "302会議室"):
        assert word not in lines

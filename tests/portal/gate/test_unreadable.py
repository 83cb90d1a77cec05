"""A record whose bytes were altered: a page in plain words, an event with its id, an alarm, and no content anywhere."""

import pytest
from django.db import connection
from django.urls import reverse

from portal.audit.models import AuditEvent
from tests.factories.meetings import a_meeting, an_item, called

pytestmark = pytest.mark.django_db


ALTERED = [b"\x02k1" + b"altered" * 6, b"", b"\x02k9" + b"x" * 40, b"\xff" * 40]


@pytest.mark.parametrize("altered", [*ALTERED, "text", 7])
def test_the_reader_is_told_and_those_in_charge_too(cast, caplog, altered):
    if not isinstance(altered, bytes) and connection.vendor != "sqlite":
        pytest.skip("only SQLite takes anything into any column")
    item = an_item(a_meeting(cast.body), cast.summoned, heading="事例 R8-777")
    meeting = called(item.meeting)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_item SET heading = %s", [altered])
    answer = cast.client_of(cast.summoned).get(reverse("meetings:meeting", args=[meeting.pk]))
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "この記録は、ひらけません" in page
    assert "R8-777" not in page
    assert answer.headers["Cache-Control"] == "no-store, private"
    event = AuditEvent.objects.get(verb="sealed.unreadable")
    assert (event.actor_id, event.target_kind, event.target_id) == (cast.summoned.pk, "meetings.item", str(item.pk))
    assert event.detail == "heading"
    (alarm,) = [line for line in caplog.records if "sealed value cannot be opened" in line.getMessage()]
    assert alarm.levelname == "CRITICAL"
    assert alarm.getMessage() == f"sealed value cannot be opened: meetings.item {item.pk} heading"

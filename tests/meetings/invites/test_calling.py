"""Calling a meeting costs as many questions for thirty people as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.invites.models import Notice, Participation
from meetings.schedule.services import call_meeting
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_meeting, at

pytestmark = pytest.mark.django_db


def questions(cast, meeting, people) -> int:
    with CaptureQueriesContext(connection) as asked:
        call_meeting(actor=cast.coordinator, meeting=meeting, guests=people)
    return len(asked)


def test_everybody_gets_a_mail_and_an_entry_of_their_own(cast):
    people = User.objects.bulk_create(
        User(email=f"{n}@example.jp", last_name="委員", first_name=f"{n}") for n in range(30)
    )
    few = questions(cast, a_meeting(cast.body), people[:3])
    many = questions(cast, a_meeting(cast.body, start=at(10)), people)
    assert few == many
    assert Participation.objects.values("uid").distinct().count() == Notice.objects.count() == 33
    assert OutboxMail.objects.filter(kind="meeting", place=1).values("series").distinct().count() == 33
    told = AuditEvent.objects.filter(verb="person.invited").order_by("pk").values_list("detail", flat=True)
    assert list(told) == [str(each.pk) for each in [*people[:3], *people]]

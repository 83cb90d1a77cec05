"""Two workers that write the same morning's mails at the same moment write each once."""

from datetime import datetime

import pytest
from django.utils import timezone

from meetings.reminders.models import Digest
from meetings.reminders.services import write_digests
from portal.dates.wareki import TOKYO
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_called_meeting
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.storage, pytest.mark.django_db(transaction=True)]


def test_each_mail_is_written_once(city, clock):
    a_called_meeting(city.body, [city.summoned, city.member], start=datetime(2026, 12, 10, 14, tzinfo=TOKYO))
    clock.set(datetime(2026, 12, 7, 9, tzinfo=TOKYO))
    answers = together(4, lambda _number: write_digests(timezone.now()))
    assert [each for each in answers if isinstance(each, Exception)] == []
    assert sum(answers) == Digest.objects.count() == OutboxMail.objects.filter(kind="reminder").count() == 4

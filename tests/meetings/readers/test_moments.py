"""The same instant everywhere: at the edges of days and years, whatever zone the machines stand in (scheduling.md §6, check 12)."""

import os
import re
import time
from datetime import UTC, date, datetime
from datetime import time as hour
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories.meetings import a_called_meeting
from tests.meetings.readers.life import sent_by
from tests.meetings.readers.reading import READERS, read_by

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")
ZONES = ("UTC", "America/New_York")


def starts() -> list[datetime]:
    """Midnight and half past eleven at night, at the ends of the calendar year and of the fiscal year."""
    year = timezone.localdate().year + 1
    days = (date(year, 1, 1), date(year, 3, 31), date(year, 4, 1))
    return [datetime.combine(day, at, TOKYO) for day in days for at in (hour(0), hour(23, 30))]


@pytest.fixture(params=ZONES)
def zone(request):
    """Where the server thinks it stands: set after Django, which sets the city's."""
    before = os.environ["TZ"]
    _stand_in(request.param)
    assert time.tzname[0] in ("UTC", "EST")
    yield request.param
    _stand_in(before)


def _stand_in(zone: str) -> None:
    os.environ["TZ"] = zone
    time.tzset()


def test_every_program_and_the_portal_show_the_same_instant(cast, clock, server, deliver, zone):
    meetings = [a_called_meeting(cast.body, [cast.summoned], start=start) for start in starts()]
    deliver()
    mails = [one for one in sent_by(server) if one.recipient == cast.summoned.email]
    client = cast.client_of(cast.summoned)
    instants = [(each.start.astimezone(UTC).isoformat(), each.end.astimezone(UTC).isoformat()) for each in meetings]
    assert len(mails) == len(starts())
    for reader in READERS:
        found = read_by(reader, [one.ics for one in mails], zone=zone)
        assert [(each["start"], each["end"]) for each in found] == instants, reader
    for meeting, start, one in zip(meetings, starts(), mails, strict=True):
        told = (f"{start.month}月{start.day}日", f"{start.hour}:{start.minute:02}")
        page = client.get(f"/portal/meetings/{meeting.pk}/answer/").content.decode()
        tile = client.get(f"/portal/meetings/{meeting.pk}/").content.decode()
        assert f'<time datetime="{start:%Y-%m-%d}">' in tile
        words = one.octets("text/plain").decode()
        link = next(word for word in words.split() if word.endswith("?answer=accepted"))
        answer = client.get(link[link.index("/portal/") :]).content.decode()
        for where, shown in {"page": page, "mail": words, "answer": answer}.items():
            assert [word for word in told if word not in re.sub(r"<[^>]+>|\s+", "", shown)] == [], where
        assert meeting.fiscal_year == start.year - (start.month < 4)

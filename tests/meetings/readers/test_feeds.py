"""A person's feed, read by the same programs: one meeting moved, one declined, one called off."""

import pytest

from meetings.feeds.services import ACT, make_feed
from meetings.invites.models import Participation
from tests.factories.meetings import a_called_meeting, at, called_off, moved
from tests.factories.people import a_factor
from tests.meetings.readers.reading import READERS, read_by, read_here

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(cast, client):
    """What stands at the address of the summoned."""
    address = make_feed(actor=cast.summoned, label="PC", factor=a_factor(cast.summoned, ACT, cast.summoned.pk))
    return lambda: client.get(address[address.index("/portal/") :]).content


@pytest.mark.parametrize("reader", READERS)
def test_every_program_reads_it_alike(cast, clock, read, reader):
    meeting = a_called_meeting(cast.body, [cast.summoned], start=at(9))
    feeds = [read()]
    clock.wait(60)
    moved(meeting, days=1)
    feeds.append(read())
    Participation.objects.filter(user=cast.summoned).update(answer="DECLINED")
    feeds.append(read())
    clock.wait(60)
    called_off(meeting)
    feeds.append(read())
    expected = [read_here(feed) for feed in feeds]
    assert [each["sequence"] for each in expected] == [0, 1, 1, 2]
    assert [each["status"] for each in expected] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert {(each["method"], each["uid"]) for each in expected} == {("PUBLISH", expected[0]["uid"])}
    assert expected[0]["start"] != expected[1]["start"]
    for found, wanted in zip(read_by(reader, feeds), expected, strict=True):
        told = {name: text for name, text in found.items() if name in wanted and name != "attendees"}
        assert told == {name: wanted[name] for name in told}
        assert len(told) > 5
        assert [each for each in found.get("attendees", []) if each != "mailto:"] == []  # khal writes that for none

"""Whatever program a member uses, it reads the same out of our mails (scheduling.md §6, check 1)."""

from datetime import UTC

import pytest

from meetings.schedule.models import Meeting
from tests.meetings.readers.life import KINDS, live
from tests.meetings.readers.reading import NEED_A_TIME, READERS, read_by, read_here

pytestmark = pytest.mark.django_db


def test_the_life_holds_every_kind_of_mail(sent):
    assert {one.kind for one in sent} == set(KINDS)


@pytest.mark.parametrize("reader", READERS)
def test_every_mail_is_read_alike(sent, reader):
    """What a program shows at all, it shows as icalendar reads it."""
    mails = [one for one in sent if one.kind != "declined" or reader not in NEED_A_TIME]
    found = read_by(reader, [one.ics for one in mails])
    ours = [read_here(one.ics) for one in mails]
    assert len(mails) >= 16
    for one, theirs, mine in zip(mails, found, ours, strict=True):
        known = {name: value for name, value in theirs.items() if name != "errors"}
        assert known == {name: mine[name] for name in known}, one.kind


def test_libical_finds_every_mail_within_the_table_of_the_standard(sent):
    """``restrictions.csv`` of libical is RFC 5546 §3.2 in machine form: how often what may stand under which METHOD."""
    found = read_by("libical", [one.ics for one in sent])
    assert {one.kind: theirs["errors"] for one, theirs in zip(sent, found, strict=True)} == dict.fromkeys(KINDS, 0)


def test_libical_does_find_what_breaks_the_table(sent):
    """Otherwise the test above would prove nothing."""
    request = next(one.ics for one in sent if one.kind == "invited")
    broken = [
        request.replace(b"METHOD:REQUEST", b"METHOD:DECLINECOUNTER"),
        b"\r\n".join(line for line in request.split(b"\r\n") if not line.startswith(b"DTSTART;")),
        request.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nUID:second@kasane.example"),
    ]
    assert [bool(theirs["errors"]) for theirs in read_by("libical", broken)] == [True, True, True]


def test_what_they_read_is_the_meeting_as_the_portal_has_it(cast, server, deliver):
    mails = live(cast, server, deliver)
    meeting = Meeting.objects.get()
    last = [one for one in mails if one.recipient == cast.summoned.email][-1]
    (theirs,) = read_by("ical.js", [last.ics])
    assert (theirs["start"], theirs["end"], theirs["location"]) == (
        meeting.start.astimezone(UTC).isoformat(),
        meeting.end.astimezone(UTC).isoformat(),
        meeting.place,
    )

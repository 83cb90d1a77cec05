import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.invites.itip import Facts, Guest, Off, cancel, request

TOKYO = ZoneInfo("Asia/Tokyo")
START = datetime(2026, 11, 30, 14, 0, tzinfo=TOKYO)
GUEST = Guest("谷川 由美", "yumi@houkatsu.example")
FACTS = Facts(
    uid="5f0c4d9a-6f1e-4c59-a2f5-0d6c1e8c7b11@kasane.example",
    sequence=2,
    stamped_at=datetime(2026, 11, 9, 10, 2, tzinfo=TOKYO),
    start=START,
    end=START + timedelta(minutes=90),
    summary="会議のご案内（第12号）",
    location="さくら会館 2階 会議室B",
    portal_url="https://kasane.example/portal/meetings/0c1f/",
    organizer_name="かさね市 福祉政策課 会議事務局",
    organizer_address="kaigi@kasane.example",
    created_at=datetime(2026, 11, 1, 0, 0, tzinfo=UTC),
    changed_at=datetime(2026, 11, 8, 0, 0, tzinfo=UTC),
)
MADE = {
    "request": request(FACTS, GUEST),
    "cancel": cancel(FACTS, GUEST, Off.FOR_ALL),
    "uninvite": cancel(FACTS, GUEST, Off.FOR_THE_GUEST),
}
ONE_LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)
WIDE = str.maketrans({'"': "”", "^": "＾", "\\": "＼", ";": "；", ":": "：", ",": "，"})
NAMES = ONE_LINE | st.text("谷川由美髙𠮷ー・", max_size=200)


def lines(ics):
    """Content lines as RFC 5545 §3.1 unfolds them."""
    return ics.decode("utf-8").replace("\r\n ", "").split("\r\n")


def value(ics, name):
    outside_zone = re.sub(r"BEGIN:VTIMEZONE.*END:VTIMEZONE", "", "\n".join(lines(ics)), flags=re.DOTALL)
    found = re.search(rf"^{name}(?:;[^:\n]*)?:(.*)$", outside_zone, re.MULTILINE)
    return found and found[1]


@pytest.mark.parametrize(
    ("made", "name", "expected"),
    [
        pytest.param("request", "METHOD", "REQUEST", id="5546-3.2.2-method"),
        pytest.param("request", "UID", FACTS.uid, id="5546-3.2.2-uid"),
        pytest.param("request", "SEQUENCE", "2", id="5546-3.2.2-sequence"),
        pytest.param("request", "DTSTAMP", "20261109T010200Z", id="5545-3.8.7.2-stamp-in-utc"),
        pytest.param("request", "CREATED", "20261101T000000Z", id="5545-3.8.7.1-created-in-utc"),
        pytest.param("request", "LAST-MODIFIED", "20261108T000000Z", id="5545-3.8.7.3-modified-in-utc"),
        pytest.param("request", "STATUS", "CONFIRMED", id="5546-3.2.2-status"),
        pytest.param("request", "CLASS", "PRIVATE", id="5545-3.8.1.3-class"),
        pytest.param("request", "TRANSP", "OPAQUE", id="5545-3.8.2.7-busy"),
        pytest.param("request", "VERSION", "2.0", id="5545-3.7.4-version"),
        pytest.param("request", "X-ALT-DESC", None, id="C16-no-html"),
        pytest.param("request", "RRULE", None, id="1.3-no-rule"),
        pytest.param("cancel", "METHOD", "CANCEL", id="5546-3.2.5-method"),
        pytest.param("cancel", "STATUS", "CANCELLED", id="5546-3.2.5-whole-meeting"),
        pytest.param("uninvite", "METHOD", "CANCEL", id="5546-3.2.5-method-for-one"),
        pytest.param("uninvite", "STATUS", None, id="5546-3.2.5-no-status-for-one"),
        pytest.param("uninvite", "SUMMARY", FACTS.summary, id="1.4-title-kept"),
    ],
)
def test_a_property(made, name, expected):
    assert value(MADE[made], name) == expected


@pytest.mark.parametrize("made", MADE)
def test_times_are_in_tokyo_and_its_zone_is_told_first(made):
    told = lines(MADE[made])
    assert "DTSTART;TZID=Asia/Tokyo:20261130T140000" in told
    assert "DTEND;TZID=Asia/Tokyo:20261130T153000" in told
    assert told.index("END:VTIMEZONE") < told.index("BEGIN:VEVENT")
    assert told.count("BEGIN:VTIMEZONE") == told.count("BEGIN:VEVENT") == 1
    assert "BEGIN:VALARM" not in told


def test_the_guest_is_asked_for_an_answer():
    assert (
        "ATTENDEE;CN=谷川　由美;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE"
        ":mailto:yumi@houkatsu.example"
    ) in lines(request(FACTS, replace(GUEST, name="谷川　由美")))


def test_an_answer_already_given_is_kept():
    attendee = Calendar.from_ical(request(FACTS, replace(GUEST, partstat="ACCEPTED"))).events[0].attendees[0]
    assert attendee.params["PARTSTAT"] == "ACCEPTED"


@pytest.mark.parametrize("made", MADE)
def test_two_readers_read_the_same(made):
    ours, theirs = Calendar.from_ical(MADE[made]).events[0], vobject.readOne(MADE[made].decode()).vevent
    assert ours.errors == []
    assert ours.start == theirs.dtstart.value == FACTS.start
    assert ours.end == theirs.dtend.value == FACTS.end
    assert theirs.dtstart.value.utcoffset() == timedelta(hours=9)
    for name in ("uid", "summary", "location", "description"):
        assert str(ours[name]) == getattr(theirs, name).value
    assert ours["organizer"] == theirs.organizer.value == "mailto:kaigi@kasane.example"
    assert ours["organizer"].params["CN"] == theirs.organizer.params["CN"][0] == FACTS.organizer_name
    assert [person.value for person in theirs.attendee_list] == ["mailto:yumi@houkatsu.example"]
    assert [str(person) for person in ours.attendees] == ["mailto:yumi@houkatsu.example"]


@pytest.mark.parametrize("made", MADE)
def test_no_other_address_is_named(made):
    addresses = set(re.findall(r"mailto:[^\s,;\"]+", "\n".join(lines(MADE[made]))))
    assert addresses == {"mailto:kaigi@kasane.example", "mailto:yumi@houkatsu.example"}


@pytest.mark.parametrize(
    ("start", "written"),
    [
        (datetime(2027, 1, 1, 0, 0, tzinfo=TOKYO), "20270101T000000"),
        (datetime(2027, 3, 31, 14, 30, tzinfo=UTC), "20270331T233000"),
        (datetime(2027, 3, 31, 15, 0, tzinfo=UTC), "20270401T000000"),
    ],
)
def test_instants_at_the_edges_of_days_and_years(start, written):
    ics = request(replace(FACTS, start=start, end=start + timedelta(hours=1)), GUEST)
    assert value(ics, "DTSTART") == written
    assert vobject.readOne(ics.decode()).vevent.dtstart.value == start


def test_the_same_facts_are_the_same_bytes():
    assert request(FACTS, GUEST) == MADE["request"]


@settings(deadline=None)
@given(name=NAMES, summary=NAMES, location=NAMES)
def test_lines_fold_within_75_octets_and_between_characters(name, summary, location):
    ics = request(replace(FACTS, summary=summary, location=location), replace(GUEST, name=name))
    assert ics.endswith(b"\r\n")
    for line in ics.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode("utf-8")


@settings(deadline=None)
@given(name=NAMES, summary=NAMES)
def test_names_and_titles_survive(name, summary):
    event = Calendar.from_ical(request(replace(FACTS, summary=summary), replace(GUEST, name=name))).events[0]
    assert str(event["summary"]) == summary.strip()
    assert event.attendees[0].params.get("CN", "") == name.strip().translate(WIDE)


@settings(deadline=None)
@given(name=st.text(max_size=60), summary=st.text(max_size=60), location=st.text(max_size=60))
def test_no_text_makes_a_line_of_its_own(name, summary, location):
    ics = request(replace(FACTS, summary=summary, location=location), replace(GUEST, name=name))
    names = [re.split("[;:]", line)[0] for line in lines(ics) if line]
    usual = [re.split("[;:]", line)[0] for line in lines(MADE["request"]) if line]
    assert [name for name in names if name != "LOCATION"] == [name for name in usual if name != "LOCATION"]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nATTENDEE:mailto:c@d", "a@b,c@d", "a b@c", 'a"@b', "<a@b>", "ａ@b"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError):
        request(FACTS, replace(GUEST, address=address))
    with pytest.raises(ValueError):
        request(replace(FACTS, organizer_address=address), GUEST)


@pytest.mark.parametrize(
    "wrong", [{"end": START}, {"end": START - timedelta(hours=1)}, {"start": datetime(2026, 1, 1)}, {"sequence": -1}]
)
def test_facts_that_cannot_be(wrong):
    with pytest.raises(ValueError):
        replace(FACTS, **wrong)

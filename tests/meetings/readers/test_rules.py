"""Every calendar mail against the rules that calendar programs taught (scheduling.md §1), by the octets that left."""

import re
from collections import defaultdict
from datetime import datetime
from email.utils import getaddresses, parsedate_to_datetime
from uuid import UUID

import pytest

from portal.dates.wareki import TOKYO

pytestmark = pytest.mark.django_db

ASKS = ("invited", "moved", "placed", "reinstated", "readdress", "resent")
NAMES = {
    "REQUEST": {
        "UID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
        "ORGANIZER", "ATTENDEE", "CLASS", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
        "X-MICROSOFT-CDO-INTENDEDSTATUS", "X-MICROSOFT-DISALLOW-COUNTER",
    },
    "CANCEL": {
        "UID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
        "ORGANIZER", "ATTENDEE", "CLASS", "STATUS",
    },
    "DECLINECOUNTER": {"UID", "DTSTAMP", "ORGANIZER", "COMMENT"},
}  # fmt: skip
ZONE = [
    "BEGIN:VTIMEZONE", "TZID:Asia/Tokyo", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZNAME:JST",
    "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "END:STANDARD", "END:VTIMEZONE",
]  # fmt: skip
UTC_MOMENT = re.compile(r":?\d{8}T\d{6}Z")


def shape(part):
    kind = part.get_content_type()
    return [kind, *map(shape, part.get_payload())] if part.is_multipart() else kind


def addresses(one, *names):
    return [address for name in names for _name, address in getaddresses(one.mail.get_all(name, []))]


def inside(one):
    return one.lines[one.lines.index("BEGIN:VEVENT") + 1 : one.lines.index("END:VEVENT")]


def m1_one_shape(one):
    alternative = ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert shape(one.mail) == ["multipart/mixed", alternative, "application/ics"]


def m2_the_alternative_is_first_and_the_calendar_is_last_in_it(one):
    first = one.mail.get_payload()[0]
    assert first.get_content_type() == "multipart/alternative"
    assert first.get_payload()[-1].get_content_type() == "text/calendar"


def m3_the_type_says_the_method(one):
    part = one.part("text/calendar")
    assert (
        " ".join(part["Content-Type"].split()) == f"text/calendar; charset=UTF-8; method={one.method}; component=VEVENT"
    )
    assert part["Content-Disposition"] is None
    assert one.method == {
        "uninvited": "CANCEL",
        "replaced": "CANCEL",
        "cancelled": "CANCEL",
        "declined": "DECLINECOUNTER",
    }.get(one.kind, "REQUEST")


def m4_the_file_is_the_same_octets(one):
    assert one.octets("application/ics") == one.ics
    assert one.part("application/ics").get_filename() == "invite.ics"


def m5_the_calendar_is_base64_and_the_mail_seven_bit(one):
    for kind in ("text/calendar", "application/ics"):
        assert one.part(kind)["Content-Transfer-Encoding"] == "base64"
    assert one.raw.isascii()
    assert b"\n" not in one.raw.replace(b"\r\n", b"")


def m6_from_is_the_organizer(one):
    organizer = one.values("ORGANIZER")[0].rpartition("mailto:")[2]
    assert addresses(one, "From") == [organizer]
    assert addresses(one, "Reply-To", "Sender") == []


def m7_to_is_the_one_recipient(one):
    assert addresses(one, "To", "Cc", "Bcc") == [one.recipient]
    if one.kind != "declined":
        assert one.values("ATTENDEE")[0].rpartition("mailto:")[2] == one.recipient


def m8_no_holiday_notice_answers_it(one):
    assert one.mail["Auto-Submitted"] == "auto-generated"
    assert one.mail["Precedence"] is None
    assert one.mail["Message-ID"].endswith("@kasane.example>")
    assert parsedate_to_datetime(one.mail["Date"]).utcoffset() is not None


def m9_the_words_do_without_a_calendar_program(one):
    words = one.octets("text/plain").decode()
    if one.kind in ASKS:
        assert [f"?answer={each}" in words for each in ("accepted", "tentative", "declined")] == [True] * 3
        assert "/portal/meetings/" in words
    if one.kind != "declined":
        start = datetime.strptime(one.value("DTSTART").rpartition(":")[2], "%Y%m%dT%H%M%S").replace(tzinfo=TOKYO)
        assert f"{start.month}月{start.day}日" in words
        assert f"{start.hour}:{start.minute:02}" in words


def c1_exactly_the_properties_of_the_method(one):
    names = {re.split("[;:]", line)[0] for line in inside(one)}
    assert names == NAMES[one.method] - ({"STATUS"} if one.kind in ("uninvited", "replaced") else set())
    singles = [name for name in names if len(one.values(name)) != 1]
    assert singles == []


def c2_the_uid_says_nothing(one):
    number, _at, domain = one.value("UID").partition("@")
    assert UUID(number).version == 4
    assert domain == "kasane.example"


def c5_moments_of_the_record_are_in_utc(one):
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert [value for value in one.values(name) if not UTC_MOMENT.fullmatch(value)] == []


def c7_times_are_in_tokyo_whose_zone_comes_first(one):
    if one.kind == "declined":
        assert "BEGIN:VTIMEZONE" not in one.lines
        return
    for name in ("DTSTART", "DTEND"):
        assert re.fullmatch(r";TZID=Asia/Tokyo:\d{8}T\d{6}", one.values(name)[0])
    begin, end = one.lines.index("BEGIN:VTIMEZONE"), one.lines.index("END:VTIMEZONE")
    assert one.lines[begin : end + 1] == ZONE
    assert end < one.lines.index("BEGIN:VEVENT")


def c8_the_guest_is_asked_as_programs_expect(one):
    for value in one.values("ATTENDEE"):
        told = dict(each.split("=", 1) for each in re.findall(r';([A-Z]+=(?:"[^"]*"|[^;:]*))', value))
        assert (told["CUTYPE"], told["ROLE"]) == ("INDIVIDUAL", "REQ-PARTICIPANT")
        if one.kind in ASKS:
            assert told["RSVP"] == "TRUE"
            assert told["PARTSTAT"] == ("ACCEPTED" if one.kind == "placed" and "さくら" in value else "NEEDS-ACTION")


def c9_nobody_else_is_named(one):
    assert len(one.values("ATTENDEE")) == (one.kind != "declined")
    assert len(re.findall("mailto:", "\n".join(inside(one)))) == 1 + (one.kind != "declined")


def c10_names_hold_nothing_that_is_read_differently(one):
    for value in (*one.values("ATTENDEE"), *one.values("ORGANIZER")):
        for name in re.findall(r';CN=("[^"]*"|[^;:]*)', value):
            assert not set(name.strip('"')) & set('"^\\;:,\t\r\n')


def c11_lines_fold_at_75_octets_between_characters(one):
    assert one.ics.endswith(b"\r\n")
    folded = one.ics.split(b"\r\n")
    assert [line for line in folded if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    for line in folded:
        line.decode()


def c12_private_and_busy(one):
    if one.kind == "declined":
        return
    assert one.value("CLASS") == "PRIVATE"
    assert one.values("TRANSP") == ([":OPAQUE"] if one.kind in ASKS else [])
    status = {"uninvited": [], "replaced": [], "cancelled": [":CANCELLED"]}.get(one.kind, [":CONFIRMED"])
    assert one.values("STATUS") == status


def c13_only_neutral_words(one):
    assert re.fullmatch(r"[^（]+（(?:会議のご案内 )?第\d+号）", one.header("Subject"))
    if one.kind == "declined":
        return
    assert re.fullmatch(r"会議のご案内（第\d+号）", one.value("SUMMARY"))
    sentences = r"(?:会議のご案内です。議題と資料は、ログインしてご覧ください。|この会議は取りやめになりました。予定から外してください。|この会議のご案内を取り下げました。予定から外してください。|この予定は、古いご案内のものです。予定から外してください。)"
    assert re.fullmatch(sentences + r"\\nhttp://[\w.:]+(?:/portal/meetings/[0-9a-f-]{36}/)?", one.value("DESCRIPTION"))


def c14_no_alarm(one):
    assert "BEGIN:VALARM" not in one.lines


def c15_no_link_into_a_room(one):
    assert one.values("CONFERENCE") == one.values("URL") == one.values("ATTACH") == []
    assert len(re.findall("https?://", "\n".join(one.lines))) == (one.kind != "declined")


def c16_no_html_inside(one):
    assert "X-ALT-DESC" not in one.ics.decode()
    assert "ALTREP" not in one.ics.decode()


def c17_of_microsofts_words_only_the_known_ones(one):
    others = {re.split("[;:]", line)[0] for line in one.lines if line.startswith("X-")}
    assert others <= {name for name in NAMES["REQUEST"] if name.startswith("X-")}


def rrule_none(one):
    assert [line for line in one.lines if re.match("RRULE|RDATE|EXDATE|RECURRENCE-ID", line)] == []


RULES = [
    m1_one_shape, m2_the_alternative_is_first_and_the_calendar_is_last_in_it, m3_the_type_says_the_method,
    m4_the_file_is_the_same_octets, m5_the_calendar_is_base64_and_the_mail_seven_bit, m6_from_is_the_organizer,
    m7_to_is_the_one_recipient, m8_no_holiday_notice_answers_it, m9_the_words_do_without_a_calendar_program,
    c1_exactly_the_properties_of_the_method, c2_the_uid_says_nothing, c5_moments_of_the_record_are_in_utc,
    c7_times_are_in_tokyo_whose_zone_comes_first, c8_the_guest_is_asked_as_programs_expect, c9_nobody_else_is_named,
    c10_names_hold_nothing_that_is_read_differently, c11_lines_fold_at_75_octets_between_characters,
    c12_private_and_busy, c13_only_neutral_words, c14_no_alarm, c15_no_link_into_a_room, c16_no_html_inside,
    c17_of_microsofts_words_only_the_known_ones, rrule_none,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_mail_keeps(sent, rule):
    for one in sent:
        rule(one)


# --- rules about what one person gets, one after the other --------------------------------------------


@pytest.fixture
def by_person(sent):
    people = defaultdict(list)
    for one in sent:
        people[one.recipient].append(one)
    return people


def test_c2_an_entry_belongs_to_one_person(sent):
    owners = defaultdict(set)
    for one in sent:
        owners[one.value("UID")].add(one.recipient)
    assert [people for people in owners.values() if len(people) > 1] == []


def test_c3_sequences_begin_at_zero_and_never_fall(by_person, cast):
    counted = {}
    for address, mails in by_person.items():
        for one in mails:
            if one.kind != "declined":
                counted.setdefault((address, one.value("UID")), []).append(int(one.value("SEQUENCE")))
    assert all(numbers == sorted(numbers) for numbers in counted.values())
    mine = [numbers for (address, _uid), numbers in counted.items() if address == cast.summoned.email]
    assert mine == [[0, 1, 2, 3], [0]]  # called, moved, placed, called off; called again


def test_c4_every_mail_of_a_person_has_a_later_stamp(by_person):
    for mails in by_person.values():
        stamps = [one.value("DTSTAMP") for one in mails]
        assert stamps == sorted(set(stamps))


def test_c6_the_organizer_of_an_entry_stays(sent):
    organizers = defaultdict(set)
    for one in sent:
        organizers[one.value("UID")].add(one.values("ORGANIZER")[0].rpartition("mailto:")[2])
    assert [found for found in organizers.values() if len(found) > 1] == []


def test_m8_later_mails_of_an_entry_stand_below_its_first(by_person):
    for mails in by_person.values():
        first = {}
        for one in mails:
            assert one.mail["References"] == first.get(one.value("UID"))
            first.setdefault(one.value("UID"), one.mail["Message-ID"])

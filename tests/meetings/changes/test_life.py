"""One life of a meeting, read back by two independent programs: RFC 5546 §2.1.4, and what the mails say."""

import itertools
from datetime import timedelta

import pytest
import vobject
from icalendar import Calendar

from meetings.agenda.services import call_again, call_off, remove_summons, summon
from meetings.invites.models import Participation
from meetings.replies.services import enter_answer
from tests.factories.meetings import a_called_meeting, moved
from tests.meetings.changes.calendars import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(cast, clock, server, deliver, settings):
    """Everything within one second, but for the answer; each step is sent before the next."""
    meeting = a_called_meeting(cast.body, [cast.summoned])
    item = meeting.items.select_related("meeting__body").get()
    deliver()
    moved(meeting, days=1)
    deliver()
    settings.MAIL_FROM = "shinkaigi@kasane.example"  # the office changes its address; who is invited keeps the old
    moved(meeting, days=-1)
    deliver()
    enter_answer(actor=cast.coordinator, invitation=Participation.objects.get(user=cast.summoned), given="ACCEPTED")
    moved(meeting, place="さくら会館 2階 会議室B")
    deliver()
    summon(actor=cast.coordinator, item=item, users=[cast.member])
    deliver()
    remove_summons(actor=cast.coordinator, item=item, user=cast.member)
    deliver()
    call_off(actor=cast.coordinator, meeting=meeting)
    deliver()
    call_again(actor=cast.coordinator, meeting=meeting)
    deliver()
    meeting.refresh_from_db()
    return meeting


def test_methods_and_sequences_are_those_of_the_standard(cast, server, life):
    mails = server.mails_to(cast.summoned.email)
    assert [(mail.method, mail.version[0], mail.partstat) for mail in mails] == [
        ("REQUEST", 0, "NEEDS-ACTION"),
        ("REQUEST", 1, "NEEDS-ACTION"),
        ("REQUEST", 2, "NEEDS-ACTION"),
        ("REQUEST", 3, "ACCEPTED"),  # the place alone: the answer stays
        ("CANCEL", 4, ""),
        ("REQUEST", 0, "NEEDS-ACTION"),  # a new entry: nothing revives a cancelled one
    ]
    uids = [mail.uid for mail in mails]
    assert len(set(uids[:5])) == 1
    assert uids[5] not in uids[:5]
    passing = server.mails_to(cast.member.email)
    assert [(mail.method, mail.version[0]) for mail in passing] == [("REQUEST", 3), ("CANCEL", 4)]
    assert ["STATUS" in mail.event for mail in passing] == [True, False]  # uninvited, not called off
    assert [str(mail.event.get("STATUS")) for mail in mails[3:5]] == ["CONFIRMED", "CANCELLED"]


def test_stamps_rise_by_whole_seconds_within_one_second(cast, server, life):
    stamps = [mail.event.decoded("DTSTAMP") for mail in server.mails_to(cast.summoned.email)]
    assert [later - earlier for earlier, later in itertools.pairwise(stamps)] == [timedelta(seconds=1)] * 5


def test_the_organizer_of_an_entry_never_changes(cast, server, life):
    senders = [mail.sender for mail in server.mails_to(cast.summoned.email)]
    assert senders == ["kaigi@kasane.example"] * 5 + ["shinkaigi@kasane.example"]


def test_every_later_mail_refers_to_the_first_of_its_entry(cast, server, life):
    mails = server.mails_to(cast.summoned.email)
    assert [mail.references for mail in mails] == ["", *[mails[0].message_id] * 4, ""]
    assert len({mail.message_id for mail in mails}) == 6


def test_the_mails_say_what_was_and_what_is(cast, server, life):
    first, later, _back, elsewhere, off, again = server.mails_to(cast.summoned.email)
    assert [mail.subject for mail in (first, later, elsewhere, off, again)] == [
        "会議のご案内（第1号）",
        "会議の日時が変わりました（第1号）",
        "会議の場所が変わりました（第1号）",
        "会議は中止になりました（第1号）",
        "会議を開くことになりました（第1号）",
    ]
    assert "変更前: " in later.words
    assert "もう一度お知らせください" in later.words
    assert "変更前: 市役所 3階 302会議室" in elsewhere.words
    assert "さくら会館 2階 会議室B" in elsewhere.words
    assert "日時は変わりません" in elsewhere.words
    assert "変更前" not in off.words
    assert "ご都合" not in off.words
    assert "開くことになりました" in again.words
    everything = [mail.words for address in server.arrived for mail in server.mails_to(address)]
    assert [words for words in everything if "R8-" in words] == []


def test_two_programs_read_the_same(cast, server, life):
    for address in server.arrived:
        for mail in server.mails_to(address):
            raw = mail.event.to_ical().decode()
            other = vobject.readOne(_whole(mail)).vevent
            assert other.uid.value == mail.uid
            assert int(other.sequence.value) == mail.version[0]
            assert (other.dtstart.value, other.dtend.value) == mail.occasion[:2]
            assert other.location.value == mail.occasion[2]
            assert raw.count("ATTENDEE") == 1


def _whole(mail) -> str:
    from email import message_from_bytes, policy

    part = next(
        part
        for part in message_from_bytes(mail.content, policy=policy.default).walk()
        if part.get_content_type() == "text/calendar"
    )
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode()
    assert Calendar.from_ical(text)
    return text


def test_in_the_end_calendars_show_the_meeting_once(cast, server, life):
    for person, so in ((cast.summoned, 1), (cast.coordinator, 1), (cast.member, 0)):
        program = Program()
        for mail in server.mails_to(person.email):
            program.receive(mail)
        assert program.shown == [(life.start, life.end, life.place)] * so


# --- two changes before any mail has left ------------------------------------------------------------


def test_two_changes_before_the_mail_left_are_one_mail_that_tells_both(cast, clock, server, deliver):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    deliver()
    moved(meeting, days=1)
    moved(meeting, place="さくら会館 2階 会議室B")
    deliver()
    _first, both = server.mails_to(cast.summoned.email)
    assert both.version[0] == 2
    assert both.subject == "会議の日時が変わりました（第1号）"
    assert "変更前: 市役所 3階 302会議室" in both.words


def test_who_never_heard_of_a_meeting_is_not_told_that_it_changed_or_is_off(cast, clock, server, deliver):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    moved(meeting, days=1)
    deliver()
    (only,) = server.mails_to(cast.summoned.email)
    assert only.subject == "会議のご案内（第1号）"
    other = a_called_meeting(cast.body, [cast.summoned])
    call_off(actor=cast.coordinator, meeting=other)
    deliver()
    assert len(server.mails_to(cast.summoned.email)) == 1

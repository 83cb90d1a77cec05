"""A mail to an answer, or why it is none: every program's style, and what hostile people send."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.replies.apart import read_apart
from meetings.replies.inbound import Answer, Bounce, NoAnswer, clean, read
from meetings.replies.post import dmarc_of, sender_of
from tests.meetings.replies import mails
from tests.meetings.replies.mails import HOST, OWN, UID, WHO, calendar, headers, multi, octets, part, plain

ROOT = Path(__file__).resolve().parents[3]


def found(raw):
    return read(raw, host=HOST, own=OWN).found


STYLES = {
    "google": (mails.google(), "ACCEPTED", ""),
    "google with a word": (mails.google(note="10分おくれます"), "ACCEPTED", "10分おくれます"),
    "outlook": (mails.outlook(partstat="TENTATIVE"), "TENTATIVE", ""),
    "outlook with a word": (mails.outlook(note="出張\\, 夕方まで"), "ACCEPTED", "出張, 夕方まで"),
    "apple mail": (mails.apple(), "ACCEPTED", ""),
    "icloud": (mails.icloud(), "ACCEPTED", "すこし, おくれます\n大西"),
    "thunderbird": (mails.thunderbird(), "DECLINED", ""),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_answer_of_every_program_is_read(style):
    raw, partstat, note = STYLES[style]
    assert read(raw, host=HOST, own=OWN).dmarc == "pass"
    assert read(raw, host=HOST, own=OWN).sender == WHO
    assert found(raw) == Answer("REPLY", UID, WHO, "", partstat, 0, datetime(2026, 11, 10, 1, 2, 3, tzinfo=UTC), note)


def test_outlooks_own_sequence_counts_where_it_says_no_other():
    assert found(mails.outlook(own_sequence=3)).sequence == 3
    assert found(plain(calendar(event=("X-MICROSOFT-CDO-APPT-SEQUENCE:7",), sequence=2))).sequence == 2
    assert found(plain(calendar(sequence=None))).sequence == 0


@pytest.mark.parametrize(("event", "start", "end"), [
    (("DTSTART:20261201T050000Z", "DTEND:20261201T063000Z"), (12, 1, 5, 0), (12, 1, 6, 30)),
    (("DTSTART;TZID=Tokyo Standard Time:20261201T140000", "DURATION:PT1H30M"), (12, 1, 5, 0), (12, 1, 6, 30)),
    (("DTSTART;TZID=Asia/Tokyo:20270101T000000", "DTEND;TZID=Asia/Tokyo:20270101T010000"), (12, 31, 15, 0), (12, 31, 16, 0)),
])  # fmt: skip
def test_a_counter_proposal_says_when(event, start, end):
    answer = found(plain(calendar(method="COUNTER", event=event), kind="text/calendar"))
    assert (answer.method, answer.start, answer.end) == (
        "COUNTER", datetime(2026, *start, tzinfo=UTC), datetime(2026, *end, tzinfo=UTC)
    )  # fmt: skip


LESS_KNOWN = {
    "Proton: no method, attached": octets(headers() + multi("mixed", part("text/plain", "x"), part('text/calendar; charset="utf-8"; name="invite.ics"', calendar(), more="Content-Disposition: attachment\r\n"))),
    "Zimbra: the method in small letters": plain(kind='text/calendar; name="meeting.ics"; method=reply; charset="utf-8"'),
    "names in small letters": plain(calendar().replace("BEGIN:VCALENDAR", "begin:vcalendar").replace("DTSTAMP", "dtstamp").replace("ATTENDEE;PARTSTAT", "attendee;partstat")),
    "a mark of byte order": plain("\ufeff" + calendar()),
    "no line end at the end": plain(calendar().rstrip()),
    "only line feeds, folded by tabs": plain(calendar(event=("COMMENT:a\n\tb",)).replace("\r\n", "\n")),
    "Exchange: a zone by its Japanese name": plain(calendar(event=('DTSTART;TZID="(UTC+09:00) 大阪、札幌、東京":20261130T140000',))),
    "Yahoo: many parameters, the address in capitals": plain(calendar(attendee=f'ATTENDEE;RSVP=FALSE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;CN="大西; 光, 課長";PARTSTAT=ACCEPTED:MAILTO:{WHO}')),
    "Notes: REQUEST-STATUS and a free text": plain(calendar(event=("REQUEST-STATUS:2.0;Success", "X-LOTUS-NOTESVERSION:2"))),
    "a calendar inside related": octets(headers() + multi("related", multi("alternative", part("text/html", "<p>x</p>"), part("text/calendar; method=REPLY", calendar()), boundary="=_in"))),
}  # fmt: skip


@pytest.mark.parametrize("style", LESS_KNOWN)
def test_less_known_programs_are_read_too(style):
    answer = found(LESS_KNOWN[style])
    assert isinstance(answer, Answer), answer
    assert (answer.method, answer.uid, answer.attendee.lower(), answer.partstat) == ("REPLY", UID, WHO, "ACCEPTED")


CALENDARS = {
    "no_method": calendar().replace("METHOD:REPLY\r\n", ""),
    "several_methods": calendar("METHOD:REQUEST"),
    "not_an_answer": calendar(method="REQUEST"),
    "several_events": calendar().replace("END:VEVENT\r\n", f"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:{UID}\r\nEND:VEVENT\r\n"),
    "no_event": calendar().replace("VEVENT", "VTODO"),
    "recurrence": calendar(event=("RECURRENCE-ID:20261130T050000Z",)),
    "attendees": calendar(event=(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{OWN}",)),
    "delegated": calendar(partstat="DELEGATED"),
    "no_partstat": calendar(partstat="NEEDS-ACTION"),
    "no_stamp": calendar(stamp="20261399T000000Z"),
    "no_sequence": calendar(sequence=-1),
    "calendar_unreadable": calendar().replace("END:VEVENT\r\n", ""),
    "no_proposed_time": calendar(method="COUNTER", event=("DTSTART;VALUE=DATE:20261201",)),
    "too_many_lines": calendar(event=(f"ATTENDEE:mailto:{number}@x.example" for number in range(5000))),
    "too_many_components": calendar(*("BEGIN:X",) * 30),
}  # fmt: skip
REJECTED = {"not_an_answer", "too_many_lines", "too_many_components"}


@pytest.mark.parametrize("reason", CALENDARS)
def test_what_is_no_plain_answer_says_why(reason):
    no = found(plain(CALENDARS[reason], kind="text/calendar"))
    assert (no.fate, no.reason) == ("rejected" if reason in REJECTED else "review", reason)


def nested(depth, boundary="=_x"):
    body = part("text/calendar", calendar())
    for number in range(depth):
        body = multi("mixed", body, boundary=f"{boundary}{number}")
    return octets(headers() + body)


MAILS = {
    "own": ("ignored", plain(sender=OWN)),
    "automatic": ("ignored", mails.words("不在です", Auto_Submitted="auto-replied")),
    "words": ("review", mails.words()),
    "tnef": ("review", mails.tnef()),
    "attached_only": ("review", octets(headers() + multi("mixed", part("text/plain", "x"), part("application/ics", calendar())))),
    "method_differs": ("review", plain(kind="text/calendar; method=REQUEST")),
    "charset": ("review", plain(kind="text/calendar; charset=utf-7")),
    "too_big": ("rejected", mails.words("あ" * 800_000)),
    "header_too_big": ("rejected", plain(References="<a@b> " * 20_000)),
    "too_many_parts": ("rejected", octets(headers() + multi("mixed", *(part("text/plain", "x"),) * 150))),
    "too_deep": ("rejected", nested(12)),
    "calendar_too_big": ("rejected", plain(calendar(event=("DESCRIPTION:" + "x" * 300_000,)))),
}  # fmt: skip


@pytest.mark.parametrize("reason", MAILS)
def test_a_mail_that_is_no_plain_answer_says_why(reason):
    fate, raw = MAILS[reason]
    assert (found(raw).fate, found(raw).reason) == (fate, reason)


def test_a_wrong_charset_is_for_a_person_and_shift_jis_is_read():
    ics = calendar(event=("COMMENT:髙橋です",))
    said = plain_octets(ics.encode("cp932"), "Shift_JIS")
    assert found(said).note == "髙橋です"
    assert found(plain_octets(ics.encode("cp932"), "utf-8")) == NoAnswer("review", "charset")


def plain_octets(content, charset):
    return octets(headers() + part(f"text/calendar; charset={charset}", content))


def test_a_forwarded_answer_is_not_an_answer():
    inside = plain().decode()
    raw = octets(
        headers() + multi("mixed", part("text/plain", "転送します"), f"Content-Type: message/rfc822\r\n\r\n{inside}")
    )
    assert found(raw) == NoAnswer("review", "words")


def test_a_fold_inside_a_character_is_joined_first():
    folded = calendar(event=("COMMENT:おくれます",)).encode().replace("く".encode(), b"\xe3\x81\r\n \x8f")
    assert found(plain_octets(folded, "utf-8")).note == "おくれます"


def test_a_bounce_says_which_mail_did_not_reach_whom():
    assert found(mails.bounce("<1@kasane.example>")) == Bounce("<1@kasane.example>", (WHO,))
    assert found(mails.bounce("<1@kasane.example>", action="delayed")) == NoAnswer("ignored", "automatic")


@pytest.mark.parametrize(("header", "sender"), [
    (["大西 <a@b.example>"], "a@b.example"), (["a@b.example"], "a@b.example"), (['"x, y" <a@b.example>'], "a@b.example"),
    (["a@b.example, c@d.example"], ""), (["a@b.example", "a@b.example"], ""), ([], ""), (["<a@b.example> <c@d.example>"], ""),
    (['"<a@b.example>" <c@d.example>'], "c@d.example"), (["a@b.example <c@d.example>"], ""), (["x <a@b.example>(c)"], ""),
    (["x:a@b.example;"], ""), (['"' + '\\"' * 40_000], ""),
])  # fmt: skip
def test_the_sender_is_one_plain_address_or_nobody(header, sender):
    assert sender_of(header) == sender


@pytest.mark.parametrize(("lines", "verdict"), [
    ([f"{HOST}; spf=pass; dmarc=pass (p=reject) header.from=x"], "pass"), ([f"{HOST} 1; dmarc=fail"], "fail"),
    ([f"{HOST}; dmarc=pass; dmarc=fail"], ""), (["evil.example; dmarc=pass"], ""), ([], ""),
    (["evil.example; dmarc=fail", f"{HOST}; dmarc=pass"], ""), ([f'{HOST}; x="; dmarc=pass"'], ""),
    ([f"{HOST}; spf=pass (; dmarc=pass )"], ""), ([f"{HOST}; dkim=pass", f"{HOST}; dmarc=pass"], ""),
    ([f"{HOST}; spf=fail (a (b) ; dmarc=pass )"], ""), ([f"{HOST}; spf=pass (a (b)); dmarc=pass"], "pass"),
    ([f"{HOST}; spf=fail (a ; dmarc=pass"], ""),
])  # fmt: skip
def test_only_what_our_own_server_wrote_last_counts(lines, verdict):
    assert dmarc_of([("authentication-results", line) for line in lines], HOST) == verdict
    assert dmarc_of([("authentication-results", line) for line in lines], "") == ""


def test_words_are_kept_without_what_hides_in_them():
    assert clean("a\x00b\u202ec\r\nd\u200b\ud800" + "x" * 5000) == "abc\nd" + "x" * 1995


HOSTILE = {
    "nested": nested(300),
    "a type of a megabyte": octets(f"Content-Type: text/calendar; {';' * 500_000}\r\n\r\nx"),
    "quotes without end": octets('From: "' + '\\"' * 30_000 + "\r\n\r\nx"),
    "only line ends": b"\n" * 2_000_000,
    "only ends": b"\r" * 2_000_000,
    "fifty thousand attendees": plain(calendar(event=(f"ATTENDEE:mailto:{number}@x" for number in range(50_000)))),
    "parameters": plain(calendar(attendee="ATTENDEE" + ";A=B" * 60_000 + ":x")),
    "quotes": plain(calendar(attendee='ATTENDEE;A="' + '",' * 100_000)),
    "nul": plain(calendar(event=("COMMENT:\x00\x00",))),
    "folds": plain("A\r\n " * 60_000),
    "boundaries": octets(headers() + 'Content-Type: multipart/mixed; boundary="a"\r\n\r\n' + "--a\r\n" * 50_000),
    "nothing": b"",
    "a base64 of nonsense": octets(
        headers() + "Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n====%%%"
    ),
}


@pytest.mark.parametrize("which", HOSTILE)
def test_what_is_hostile_costs_little(which):
    begun = time.process_time()
    read(HOSTILE[which], host=HOST, own=OWN)
    assert time.process_time() - begun < 2.5


ANY_STYLE = st.sampled_from(
    [raw for raw, *_rest in STYLES.values()] + [mails.counter(), mails.bounce("<1@k>"), nested(6)]
)


@settings(max_examples=300)
@given(raw=ANY_STYLE, data=st.data())
def test_no_mail_however_mangled_raises(raw, data):
    for _each in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw)))
        to = min(len(raw), at + data.draw(st.integers(0, 40)))
        put = data.draw(
            st.one_of(
                st.binary(max_size=8), st.just(raw[at : at + 200]), st.sampled_from([b"\r\n", b"\0", b";", b'"', b":"])
            )
        )
        raw = raw[:at] + put + raw[to:]
    result = read(raw, host=HOST, own=OWN)
    assert isinstance(result.found, Answer | Bounce | NoAnswer)
    if isinstance(result.found, Answer):
        assert "\0" not in result.found.note + result.found.uid + result.found.attendee


def test_a_process_of_its_own_reads_the_same():
    for raw in (mails.outlook(note="はい"), mails.counter(), mails.bounce("<1@k>"), mails.words(), b"\xff\0"):
        assert read_apart(raw, host=HOST, own=OWN) == read(raw, host=HOST, own=OWN)


def test_a_process_that_costs_too_much_is_given_up(monkeypatch):
    from meetings.replies import apart

    monkeypatch.setattr(apart, "WALL_SECONDS", 0.001)
    assert read_apart(mails.words(), host=HOST, own=OWN).found == NoAnswer("rejected", "too_costly")


def test_what_takes_too_much_memory_or_time_breaks_only_its_own_process():
    """As in the child: its bounds, and then more than they allow."""
    bounded = "import sys; sys.argv = ['', 'a', 'b']; from meetings.replies import apart; apart.read = {}; apart.main()"
    memory = "lambda raw, **_: bytearray(500 * 2**20)"
    forever = "lambda raw, **_: next(each for each in iter(int, 1) if each)"
    for what in (memory, forever):
        asked = [sys.executable, "-c", bounded.replace("{}", what)]
        begun = time.monotonic()
        done = subprocess.run(asked, input=b"", cwd=ROOT, capture_output=True, check=False, timeout=60)
        assert done.returncode != 0
        assert done.stdout == b""
        assert time.monotonic() - begun < 40

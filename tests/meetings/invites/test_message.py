import re
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.invites.itip import Guest, Off, cancel, request
from meetings.invites.message import invitation
from tests.meetings.invites.test_itip import FACTS, GUEST, NAMES

ICS = request(FACTS, GUEST)
WORDS: dict[str, Any] = {
    "message_id": "<0c1f.2@kasane.example>",
    "subject": "会議のご案内（第12号）",
    "text": "谷川 由美 様\n会議のご案内です。",
    "html": "<p>谷川 由美 様</p>",
    "ics": ICS,
    "method": "REQUEST",
}
SENDER = Guest("かさね市 会議事務局", "kaigi@kasane.example")


def read(mail):
    return message_from_bytes(mail, policy=SMTP)


def decoded(header):
    """A header in its letters: the classic reader, since the modern one of Python 3.11 parts long names."""
    return str(make_header(decode_header(header)))


def tree(part):
    children = [tree(child) for child in part.iter_parts()] if part.is_multipart() else []
    return (part.get_content_type(), children) if children else part.get_content_type()


def test_the_tree_that_programs_act_upon():
    assert tree(read(invitation(FACTS, GUEST, **WORDS))) == (
        "multipart/mixed",
        [("multipart/alternative", ["text/plain", "text/html", "text/calendar"]), "application/ics"],
    )


def test_the_calendar_part_and_its_copy():
    mail = invitation(FACTS, GUEST, **WORDS)
    alternative, copy = read(mail).iter_parts()
    calendar = list(alternative.iter_parts())[-1]
    assert b"\r\nContent-Type: text/calendar; charset=UTF-8; method=REQUEST; component=VEVENT\r\n" in mail
    assert calendar["Content-Transfer-Encoding"] == copy["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Disposition"] is None
    assert copy.get_filename() == "invite.ics"
    assert copy.is_attachment()
    assert calendar.get_payload(decode=True) == copy.get_payload(decode=True) == ICS


def test_the_method_outside_is_the_method_inside():
    mail = invitation(FACTS, GUEST, **WORDS | {"ics": cancel(FACTS, GUEST, Off.FOR_ALL), "method": "CANCEL"})
    calendar = next(part for part in read(mail).walk() if part.get_content_type() == "text/calendar")
    assert calendar["Content-Type"].params["method"] == "CANCEL"
    assert b"METHOD:CANCEL\r\n" in calendar.get_payload(decode=True)


def test_headers():
    mail = read(invitation(FACTS, GUEST, **WORDS, references="<0c1f.0@kasane.example>"))
    assert {name: str(mail[name]) for name in mail if name != "Content-Type"} == {
        "From": "かさね市 福祉政策課 会議事務局 <kaigi@kasane.example>",
        "To": "谷川 由美 <yumi@houkatsu.example>",
        "Subject": "会議のご案内（第12号）",
        "Date": "Mon, 09 Nov 2026 10:02:00 +0900",
        "Message-ID": "<0c1f.2@kasane.example>",
        "References": "<0c1f.0@kasane.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
    }


def test_the_words_can_be_read():
    alternative = next(read(invitation(FACTS, GUEST, **WORDS)).iter_parts())
    text, html, _ = alternative.iter_parts()
    assert text.get_content() == "谷川 由美 様\r\n会議のご案内です。\r\n"
    assert html.get_content() == "<p>谷川 由美 様</p>\r\n"


def test_a_retry_is_the_same_mail():
    assert invitation(FACTS, GUEST, **WORDS) == invitation(FACTS, GUEST, **WORDS)


def test_nobody_else_is_named_anywhere():
    mail = read(invitation(FACTS, GUEST, **WORDS))
    heads = "\n".join(str(value) for part in mail.walk() for value in part.values())
    bodies = "\n".join(part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart())
    everything = heads + bodies.replace("\r\n ", "")
    people = set(re.findall(r"[\w.-]+@[\w.-]+", everything.replace(FACTS.uid, "")))
    assert people == {"kaigi@kasane.example", "yumi@houkatsu.example", "0c1f.2@kasane.example"}


@pytest.mark.parametrize("breaker", ["\r\nBcc: someone@evil.example", "\n", "\r"])
@pytest.mark.parametrize("where", ["subject", "message_id", "references"])
def test_a_line_break_in_a_header_is_refused(where, breaker):
    with pytest.raises(ValueError):
        invitation(FACTS, GUEST, **WORDS | {where: f"a{breaker}"})


@pytest.mark.parametrize("wrong", [{"name": "谷川\r\nBcc: a@evil.example"}, {"address": "a@b.example\r\nBcc: c@d"}])
def test_a_line_break_in_a_person_is_refused(wrong):
    with pytest.raises(ValueError):
        invitation(FACTS, replace(GUEST, **wrong), **WORDS)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError):
        invitation(FACTS, GUEST, **WORDS | {"method": "PUBLISH"})


@settings(deadline=None)
@given(name=NAMES, subject=NAMES, text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_words_travel_as_seven_bit_lines_that_mail_servers_take(name, subject, text):
    raw = invitation(FACTS, replace(GUEST, name=name), **WORDS | {"subject": subject, "text": text})
    raw.decode("ascii")
    assert all(len(line) <= 998 and b"\r" not in line and b"\n" not in line for line in raw.split(b"\r\n"))


@settings(deadline=None)
@given(st.text("谷川由美髙𠮷ー・（）第12号 ", max_size=120).map(lambda text: " ".join(text.split())).filter(bool))
def test_a_japanese_subject_and_name_arrive_as_written(words):
    mail = message_from_bytes(invitation(FACTS, replace(GUEST, name=words), **WORDS | {"subject": words}))
    assert decoded(mail["Subject"]) == words
    assert decoded(mail["To"]) == f"{words} <yumi@houkatsu.example>"

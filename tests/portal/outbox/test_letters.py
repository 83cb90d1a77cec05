"""A letter to one person: Japanese, one line a header, plain text."""

from email import message_from_bytes, policy

import pytest
from django.utils import translation

from portal.outbox import services as outbox
from portal.outbox.letters import post_letter
from portal.outbox.models import OutboxMail
from portal.outbox.services import send_next

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]


def post(name="大西 恵", address="onishi@example.jp"):
    post_letter(
        name=name, address=address, kind="test", subject="Your password was changed",
        template="portal/passwords/changed.txt", words={},
    )  # fmt: skip


def test_it_speaks_japanese_to_one_person_whatever_the_screen_speaks():
    with translation.override("en"):
        post()
    stored = OutboxMail.objects.get()
    mail = message_from_bytes(stored.content, policy=policy.default)
    assert (stored.recipient, stored.message_id) == ("onishi@example.jp", mail["Message-ID"])
    assert mail["To"].addresses[0].display_name == "大西 恵"
    assert mail["Subject"] == "パスワードが変わりました"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "大西 恵" in mail.get_content()


def test_a_letter_of_any_length_passes_a_mail_server(office):
    """RFC 5321 4.5.3.1.6: a line, up to CR LF, has 1,000 octets at most; a bare LF ends none."""
    post_letter(
        name="大西 恵", address="onishi@example.jp", kind="test", subject="A new password for the meeting portal",
        template="portal/passwords/link.txt", words={"url": "https://kasane.example/" + "a" * 900},
    )  # fmt: skip
    assert send_next()
    ((address, content),) = office.arrived
    assert address == "onishi@example.jp"
    assert "a" * 900 in message_from_bytes(content, policy=policy.default).get_content()
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "content", [b"Subject: x\n\nx\r\n", b"Subject: x\r\n\r\nx\ry\r\n", b"", b"Subject: x\r\n\r\nx"]
)
def test_a_mail_whose_lines_do_not_end_as_mail_servers_ask_is_refused_at_once(content):
    with pytest.raises(ValueError):
        outbox.post(recipient="onishi@example.jp", kind="test", message_id="<x@example.jp>", content=content)


@pytest.mark.parametrize(
    ("name", "address"), [("大西\r\nBcc: x@example.jp", "a@example.jp"), ("大西", "a@example.jp\nX: y")]
)
def test_a_header_is_one_line(name, address):
    with pytest.raises(ValueError):
        post(name, address)
    assert not OutboxMail.objects.exists()

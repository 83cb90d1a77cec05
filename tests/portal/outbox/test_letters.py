"""A letter to one person: Japanese, one line a header, plain text."""

from email import message_from_bytes, policy

import pytest
from django.utils import translation

from portal.outbox.letters import post_letter
from portal.outbox.models import OutboxMail

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


@pytest.mark.parametrize(
    ("name", "address"), [("大西\r\nBcc: x@example.jp", "a@example.jp"), ("大西", "a@example.jp\nX: y")]
)
def test_a_header_is_one_line(name, address):
    with pytest.raises(ValueError):
        post(name, address)
    assert not OutboxMail.objects.exists()

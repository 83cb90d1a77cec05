"""Answers over LMTP: "taken" means stored, one line for each recipient, and too much is refused before it is read."""

import os
import signal
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from meetings.invites.models import Participation
from meetings.replies import receiving
from meetings.replies.models import InboundMail
from meetings.replies.post import MOST_OCTETS
from tests.factories.meetings import a_called_meeting
from tests.meetings.replies import mails
from tests.meetings.replies.mails import HOST, OWN, WHO, plain
from tests.meetings.replies.test_intake import answer
from tests.portal.outbox.office import free_port

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def port(settings, cast):
    settings.MAIL_AUTH_SERVER, settings.MAIL_FROM = HOST, OWN
    door = receiving.Door(free_port())
    door.start()
    yield door.port
    door.close()


@pytest.fixture
def mine(cast):
    a_called_meeting(cast.body, [cast.summoned])
    Participation.objects.filter(user=cast.summoned).update(uid=mails.UID, address=WHO)
    return Participation.objects.get(uid=mails.UID)


def hand_over(port, raw, *to):
    with smtplib.LMTP("127.0.0.1", port, local_hostname="mx.kasane.example", timeout=60) as server:
        return server.sendmail(WHO, to or (OWN,), raw)


def test_an_answer_counts_and_is_stored_before_it_is_taken(port, mine):
    assert hand_over(port, plain(answer())) == {}
    assert [mail.outcome for mail in InboundMail.objects.all()] == ["applied"]
    mine.refresh_from_db()
    assert mine.answer == "ACCEPTED"


def test_the_same_mail_again_is_one_mail(port, mine):
    raw = plain(answer())
    hand_over(port, raw)
    hand_over(port, raw, "kaigi+abc@kasane.example")
    assert InboundMail.objects.count() == 1


def test_each_recipient_has_an_answer_of_their_own(port, mine):
    """RFC 2033 §4.2; Python's own client reads only the first."""
    with smtplib.LMTP("127.0.0.1", port, timeout=60) as server:
        server.ehlo()
        server.mail(WHO)
        server.rcpt(OWN.upper())
        server.rcpt("kaigi+abc@kasane.example")
        assert server.docmd("DATA")[0] == 354
        server.send(mails.words() + b"\r\n.\r\n")
        assert [server.getreply()[0], server.getreply()[0]] == [250, 250]


def test_what_cannot_be_stored_now_comes_again(port, mine, monkeypatch):
    def in_trouble(raw):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "take_in", in_trouble)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            hand_over(port, plain(answer()))
    assert refused.value.smtp_code == 451
    assert InboundMail.objects.count() == 0
    assert hand_over(port, plain(answer())) == {}


def test_nobody_else_has_mail_here(port):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        hand_over(port, mails.words(), "somebody@kasane.example", "kaigi@elsewhere.example")
    assert {code for code, _words in refused.value.recipients.values()} == {550}


def test_too_large_a_mail_is_refused_while_it_comes(port, monkeypatch):
    monkeypatch.setattr(receiving, "take_in", lambda raw: pytest.fail("it was read"))
    with pytest.raises((smtplib.SMTPDataError, smtplib.SMTPSenderRefused, smtplib.SMTPServerDisconnected)):
        hand_over(port, b"Subject: x\r\n\r\n" + b"x" * 70 * 100 + b"\r\n" + b"y\r\n" * MOST_OCTETS)
    assert InboundMail.objects.count() == 0


def test_a_mail_that_breaks_everything_stops_nothing(port, mine, monkeypatch):
    def broken(raw):
        raise RuntimeError("words of a case")

    with monkeypatch.context() as patched:
        patched.setattr(receiving, "take_in", broken)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            hand_over(port, plain(answer()))
    assert (refused.value.smtp_code, b"case" in refused.value.smtp_error) == (554, False)
    assert hand_over(port, plain(answer())) == {}


def test_the_command_listens_on_loopback_alone_and_stops_when_told(tmp_path):
    city = {"PATH": os.environ["PATH"], "KASANE_MODE": "demo", "KASANE_DATA": str(tmp_path)}
    number = free_port()
    asked = [sys.executable, "manage.py", "receive_answers", "--port", str(number)]
    with subprocess.Popen(asked, cwd=ROOT, env=city, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().strip() == f"LMTP on 127.0.0.1:{number}"
        with smtplib.LMTP("127.0.0.1", number, timeout=20) as server:
            assert server.ehlo()[0] == 250
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0

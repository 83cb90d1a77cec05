"""Fetching answers from a real mailbox: each once, moved once stored, and nothing lost on the way."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core.management import CommandError, call_command
from django.db import OperationalError

from meetings.invites.models import Participation
from meetings.replies import fetching
from meetings.replies.models import InboundMail
from tests.factories.meetings import a_called_meeting
from tests.meetings.replies import mails
from tests.meetings.replies.imap_server import PASSWORD, USER, an_imap_server
from tests.meetings.replies.mails import HOST, WHO, plain
from tests.meetings.replies.test_intake import answer

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def running():
    with an_imap_server() as server:
        yield server


@pytest.fixture
def mailbox(running, settings):
    """The server, empty, and the settings that name it."""
    with running.client() as client:
        if int(client.select("INBOX")[1][0]):
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
        for folder in ("Done", "Review", "Failed"):
            client.delete(folder)
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", running.port, False
    settings.IMAP_USER, settings.IMAP_PASSWORD, settings.MAIL_AUTH_SERVER = USER, PASSWORD, HOST
    return running


@pytest.fixture
def mine(cast):
    a_called_meeting(cast.body, [cast.summoned])
    Participation.objects.filter(user=cast.summoned).update(uid=mails.UID, address=WHO)
    return Participation.objects.get(uid=mails.UID)


def lying(server):
    return {folder: server.count(folder) for folder in ("INBOX", "Done", "Review", "Failed")}


def test_each_mail_goes_to_the_folder_of_what_became_of_it(mailbox, mine):
    for raw in (
        plain(answer()),
        mails.words(),
        plain(answer(method="REQUEST")),
        b"Subject: x\r\n\r\n" + b"x" * 5_000_000,
    ):
        mailbox.deliver(raw)
    assert fetching.fetch_answers() == 4
    assert lying(mailbox) == {"INBOX": 0, "Done": 1, "Review": 1, "Failed": 2}
    mine.refresh_from_db()
    assert mine.answer == "ACCEPTED"
    assert sorted(InboundMail.objects.values_list("outcome", flat=True)) == ["applied", "rejected", "review"]
    assert fetching.fetch_answers() == 0


def test_a_mail_stored_before_the_move_failed_is_the_same_mail(mailbox, mine):
    from meetings.replies.mailed import take_in

    raw = plain(answer())
    take_in(raw)
    mailbox.deliver(raw)
    fetching.fetch_answers()
    assert InboundMail.objects.count() == 1
    assert lying(mailbox)["Done"] == 1


def test_a_database_in_trouble_leaves_the_mail_where_it_is(mailbox, mine, monkeypatch):
    def in_trouble(raw, received_at):
        raise OperationalError

    mailbox.deliver(plain(answer()))
    with monkeypatch.context() as broken:
        broken.setattr(fetching, "take_in", in_trouble)
        with pytest.raises(OperationalError):
            fetching.fetch_answers()
    assert lying(mailbox)["INBOX"] == 1
    fetching.fetch_answers()
    assert lying(mailbox) == {"INBOX": 0, "Done": 1, "Review": 0, "Failed": 0}


def test_without_move_a_mail_is_copied_and_then_taken_out(mailbox, mine, monkeypatch):
    from meetings.replies.mailbox import Mailbox, opened

    mailbox.deliver(mails.words())
    mailbox.deliver(mails.words("二通目"))
    with opened(fetching.account()) as box:
        assert isinstance(box, Mailbox)
        assert box._moves
        box._moves = False
        box.move(box.waiting()[0], "Review")
    assert lying(mailbox) == {"INBOX": 1, "Done": 0, "Review": 1, "Failed": 0}


def test_a_wrong_password_or_no_server_says_so(mailbox, settings):
    settings.IMAP_PASSWORD = "wrong"
    with pytest.raises(CommandError, match="could not be read"):
        call_command("fetch_answers", once=True)
    settings.IMAP_HOST = ""
    assert fetching.fetch_answers() == 0
    with pytest.raises(CommandError, match="IMAP_HOST"):
        call_command("fetch_answers")


def test_the_command_stops_when_told(mailbox, tmp_path):
    """As the host runs it: a database of its own, without its tables, is trouble that is waited out."""
    city = {"PATH": os.environ["PATH"], "KASANE_MODE": "demo", "KASANE_DATA": str(tmp_path), "IMAP_TLS": "no"}
    city |= {"IMAP_HOST": "127.0.0.1", "IMAP_PORT": str(mailbox.port), "IMAP_USER": USER, "IMAP_PASSWORD": PASSWORD}
    city |= {"MAIL_AUTH_SERVER": HOST}
    mailbox.deliver(mails.words())
    asked = [sys.executable, "manage.py", "fetch_answers"]
    with subprocess.Popen(asked, cwd=ROOT, env=city, stderr=subprocess.PIPE, text=True) as process:
        assert "tried again: OperationalError" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert mailbox.count("INBOX") == 1


def test_a_password_in_the_open_stops_the_start():
    city = {"PATH": os.environ["PATH"], "KASANE_MODE": "demo", "IMAP_HOST": "imap.city.example", "IMAP_TLS": "no"}
    asked = [sys.executable, "-c", "import portal.settings"]
    done = subprocess.run(asked, cwd=ROOT, env=city, capture_output=True, text=True, check=False)
    assert "IMAP_TLS=no" in done.stderr
    assert conf.IMAP_INSIDE

"""The mailbox is watched beside everything else: told by the server, stopped at once, and never in the outbox's way."""

import socket
import threading
from contextlib import contextmanager

import pytest

from meetings.replies import fetching, watcher
from meetings.replies import mailbox as box
from meetings.replies.models import InboundMail
from portal.outbox.models import OutboxMail
from portal.outbox.services import new_message_id, post, send_next
from tests.meetings.replies import mails
from tests.meetings.replies.imap_server import PASSWORD, USER
from tests.meetings.replies.test_fetching import lying, mailbox, running

__all__ = ["mailbox", "running"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("keys")]
PATIENCE = 30.0


@pytest.fixture
def keys():
    from django.conf import settings

    from portal.crypto.keyfile import create_key_file

    if not settings.KEY_FILE.exists():
        create_key_file(settings.KEY_FILE)


@pytest.fixture
def moved(monkeypatch):
    """Set each time a mail was read and moved; and once the server is asked to call."""
    event, idles = threading.Event(), threading.Event()
    move, wait = box.Mailbox.move, box.Mailbox.wait

    def told_move(self, uid, to):
        move(self, uid, to)
        event.set()

    def told_wait(self, seconds, stopped):
        idles.set()
        wait(self, seconds, stopped)

    monkeypatch.setattr(box.Mailbox, "move", told_move)
    monkeypatch.setattr(box.Mailbox, "wait", told_wait)
    event.idles = idles
    return event


@contextmanager
def watching():
    thread = watcher.Watcher()
    thread.start()
    try:
        yield thread
    finally:
        thread.stop()
        assert not thread.is_alive()


@pytest.mark.parametrize("calls", [True, False])
def test_a_mail_is_taken_in_when_it_comes(mailbox, moved, monkeypatch, calls):
    """By IDLE long before the two minutes are over; where the server cannot call, when time has passed."""
    if not calls:
        monkeypatch.setattr(fetching, "PAUSE_SECONDS", 0.2)
        monkeypatch.setattr(box.IMAPClient, "capabilities", lambda self: (b"MOVE", b"UIDPLUS"))
    with watching():
        assert moved.idles.wait(PATIENCE)
        mailbox.deliver(mails.words())
        assert moved.wait(PATIENCE)
    assert lying(mailbox)["Review"] == 1
    assert InboundMail.objects.count() == 1


@contextmanager
def a_server(answer):
    """A listener whose every conversation is ``answer(connection)``, and who knows how often it was called."""
    listener = socket.create_server(("127.0.0.1", 0))
    called = threading.Semaphore(0)

    def serve():
        while True:
            try:
                connection, _where = listener.accept()
            except OSError:
                return
            called.release()
            with connection:
                answer(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], called
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(PATIENCE)


def test_a_mail_server_that_says_nothing_holds_up_no_mail(settings, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(box, "TIMEOUT_SECONDS", 1)
    sent = []
    monkeypatch.setattr("portal.outbox.services.send_bytes", lambda *mail: sent.append(mail))
    settings.IMAP_USER, settings.IMAP_PASSWORD, settings.IMAP_TLS = USER, PASSWORD, False
    with a_server(lambda _connection: over.wait(PATIENCE)) as (port, called):
        settings.IMAP_HOST, settings.IMAP_PORT = "127.0.0.1", port
        with watching():
            assert called.acquire(timeout=PATIENCE)  # it hangs now
            post(recipient="a@kasane.example", kind="x", message_id=new_message_id(), content=b"x\r\n")
            while send_next():
                pass
            assert len(sent) == 1
            over.set()
    assert OutboxMail.objects.get().state == "sent"


def script(connection):
    """Enough of IMAP to be asked to call; then it hangs up."""
    connection.sendall(b"* OK ready\r\n")
    with connection.makefile("rb") as lines:
        for line in lines:
            tag, command, *_rest = line.split()
            said = {
                b"CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS\r\n",
                b"SELECT": b"* 0 EXISTS\r\n",
                b"UID": b"* SEARCH\r\n",
            }
            if command == b"IDLE":
                connection.sendall(b"+ idling\r\n")
                return
            connection.sendall(said.get(command, b"") + tag + b" OK done\r\n")


def test_a_server_that_hangs_up_while_it_should_call_is_noticed_and_not_asked_in_a_loop(settings):
    settings.IMAP_USER, settings.IMAP_PASSWORD, settings.IMAP_TLS = USER, PASSWORD, False
    asked = []

    def stopped(seconds: float) -> bool:
        asked.append(seconds)
        return False

    with a_server(script) as (port, _called):
        settings.IMAP_HOST, settings.IMAP_PORT = "127.0.0.1", port
        with pytest.raises(box.TROUBLES):
            fetching.watch(fetching.account(), stopped)
    assert len(asked) < 10

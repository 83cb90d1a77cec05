"""The outbox speaks to a real mail server: what was stored arrives, once, unchanged, or is tried again."""

import threading
from datetime import timedelta
from email import message_from_bytes, policy
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr
from typing import Any

import pytest
from django.db import connection, transaction

from portal.outbox.models import OutboxMail
from portal.outbox.services import FIRST_PAUSE, MAX_ATTEMPTS, new_message_id, post, send_next
from portal.outbox.worker import Worker
from tests.portal.mfa.floor import PATIENCE, together
from tests.portal.outbox.office import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
State = OutboxMail.State
DOTS = b"Subject: dots\r\n\r\n.\r\n..\r\n.hidden\r\nno trailing space: \r\n\xe3\x81\x82\r\n.\r\n"


def a_letter(message_id) -> bytes:
    """As it lies in the outbox: both shapes, a line that begins with a dot, and long ones."""
    text = MIMEText("11月30日（月）14:00から。\r\n.点で始まる行\r\n" + "長い行" * 80 + "\r\n", "plain", "utf-8")
    mail: Message[Any, Any] = MIMEMultipart(
        "alternative", None, [text, MIMEText("<p>11月30日</p>\r\n", "html", "utf-8")]
    )
    mail["From"] = formataddr(("会議事務局", "kaigi@kasane.example"))
    mail["To"] = formataddr(("大西 健", "onishi@example.jp"))
    mail["Subject"] = Header("会議のお知らせ（第7号）", "utf-8")
    mail["Message-ID"] = message_id
    return mail.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def a_mail(clock, recipient="onishi@example.jp", content=None) -> OutboxMail:
    message_id = new_message_id()
    content = content or a_letter(message_id)
    mail = post(recipient=recipient, kind="meeting", message_id=message_id, content=content)
    mail.next_try_at = clock.now
    mail.save()
    return mail


def test_an_empty_outbox_has_nothing_to_send(office):
    assert send_next() is False
    assert office.seen == []


@pytest.mark.parametrize("content", [None, DOTS])
def test_what_is_stored_arrives_byte_for_byte(office, clock, content):
    mail = a_mail(clock, content=content)
    stored = bytes(OutboxMail.objects.get(pk=mail.pk).content)
    assert send_next() is True
    assert office.arrived == [("onishi@example.jp", stored)]
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts, mail.last_answer) == (State.SENT, clock.now, 1, "")
    assert send_next() is False


def test_the_server_is_told_our_sender(office, clock, settings):
    a_mail(clock)
    send_next()
    ((_, content),) = office.arrived
    assert message_from_bytes(content, policy=policy.default)["From"].addresses[0].addr_spec == settings.MAIL_FROM


def test_the_oldest_goes_first(office, clock):
    first, second = a_mail(clock, "1@example.jp"), a_mail(clock, "2@example.jp")
    OutboxMail.objects.filter(pk=second.pk).update(created_at=first.created_at - timedelta(hours=1))
    send_next()
    send_next()
    assert [address for address, _ in office.arrived] == ["2@example.jp", "1@example.jp"]


def test_a_refused_recipient_is_not_tried_again(office, clock):
    office.rcpt = ["550 no such person"]
    mail = a_mail(clock)
    send_next()
    mail.refresh_from_db()
    assert (mail.state, mail.last_answer) == (State.FAILED, "SMTPRecipientsRefused")
    clock.wait(24 * 3600)
    assert send_next() is False


def test_a_recipient_refused_for_now_is_tried_again(office, clock):
    """Greylisting: many city mail servers answer a first mail with 450 and take the second."""
    office.rcpt = ["450 please come back later"]
    mail = a_mail(clock)
    send_next()
    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    clock.wait(FIRST_PAUSE.total_seconds())
    send_next()
    assert [address for address, _ in office.arrived] == ["onishi@example.jp"]


def test_the_answer_is_kept_without_its_words(office, clock):
    office.data = ["554 this mail says: secret"]
    mail = a_mail(clock)
    send_next()
    mail.refresh_from_db()
    assert mail.last_answer == "SMTPDataError"


def test_a_retry_sends_the_same_bytes_with_the_same_message_id(office, clock):
    office.data = ["451 not now", "451 not now"]
    mail = a_mail(clock)
    for _ in range(3):
        send_next()
        clock.wait(3600)
    assert len(office.seen) == 3
    assert len(set(office.seen)) == 1
    ((_, content),) = office.arrived
    assert message_from_bytes(content)["Message-ID"] == mail.message_id


def test_while_the_server_is_away_mail_waits_longer_and_longer(no_office, clock):
    mail = a_mail(clock)
    pause = FIRST_PAUSE.total_seconds()
    for attempt in range(1, 4):
        assert send_next() is True
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == (State.QUEUED, attempt)
        assert mail.next_try_at == clock.now + timedelta(seconds=pause)
        clock.wait(pause - 1)
        assert send_next() is False
        clock.wait(1)
        pause *= 2
    controller = opened(no_office)
    try:
        send_next()
    finally:
        controller.stop()
    assert [address for address, _ in no_office.arrived] == ["onishi@example.jp"]


def test_one_day_it_is_given_up(no_office, clock):
    mail = a_mail(clock)
    for _ in range(MAX_ATTEMPTS):
        assert send_next() is True
        clock.wait(24 * 3600)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.FAILED, MAX_ATTEMPTS)
    assert send_next() is False


def test_one_bad_mail_does_not_hold_up_the_next(office, clock):
    office.rcpt = ["550 no"]
    a_mail(clock, "1@example.jp")
    a_mail(clock, "2@example.jp")
    send_next()
    send_next()
    assert [address for address, _ in office.arrived] == ["2@example.jp"]


def test_a_mail_lies_sealed_in_the_database(clock):
    mail = a_mail(clock)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM portal_outboxmail")
        ((stored,),) = cursor.fetchall()
    assert b"Message-ID" not in bytes(stored)
    assert mail.content not in bytes(stored)
    assert b"Message-ID" in OutboxMail.objects.get().content


def test_a_message_id_says_nothing_and_is_never_the_same():
    one, two = new_message_id(), new_message_id()
    assert one != two
    assert one.endswith("@kasane.example>")
    assert len(one) == len("<@kasane.example>") + 32


def test_a_mail_of_a_transaction_that_failed_never_leaves(office, clock):
    with transaction.atomic():
        a_mail(clock)
        transaction.set_rollback(True)
    assert send_next() is False


# --- several at once -------------------------------------------------------------------------------


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_each_mail_once(office, clock):
    mails = {a_mail(clock, f"{number}@example.jp").recipient for number in range(24)}

    def work(_):
        count = 0
        while send_next():
            count += 1
        return count

    counts = together(3, work)
    assert all(isinstance(count, int) for count in counts), counts
    # a worker that met only locked rows ends early; what it left is sent by the others
    work(0)
    assert sorted(address for address, _ in office.arrived) == sorted(mails)
    assert not OutboxMail.objects.exclude(state=State.SENT).exists()


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_a_slow_mail_server_does_not_stop_the_portal(office, clock):
    """While one mail is under way, others write, and nobody sends it a second time."""
    office.open.clear()
    mail = a_mail(clock)
    sender = threading.Thread(target=lambda: (send_next(), connection.close()))
    sender.start()
    try:
        assert office.something_came.wait(PATIENCE)
        wrote = threading.Event()
        writer = threading.Thread(target=lambda: (a_mail(clock, "2@example.jp"), wrote.set(), connection.close()))
        writer.start()
        in_time = wrote.wait(10)
    finally:
        office.open.set()
        sender.join(PATIENCE)
        writer.join(PATIENCE)
    assert in_time
    send_next()
    assert send_next() is False
    assert [address for address, _ in office.arrived] == [mail.recipient, "2@example.jp"]


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_nobody_else_takes_a_mail_that_is_under_way(office, clock):
    office.open.clear()
    a_mail(clock)
    sender = threading.Thread(target=lambda: (send_next(), connection.close()))
    sender.start()
    try:
        assert office.something_came.wait(PATIENCE)
        assert send_next() is False
    finally:
        office.open.set()
        sender.join(PATIENCE)
    assert len(office.arrived) == 1


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_is_due_and_ends_when_told(office, clock):
    worker = Worker()
    worker.start()
    try:
        mail = a_mail(clock)
        assert office.something_came.wait(PATIENCE)
    finally:
        worker.stop()
    assert not worker.is_alive()
    mail.refresh_from_db()
    assert mail.state == State.SENT  # the mail at hand was finished


@pytest.mark.django_db(transaction=True)
def test_a_worker_with_nothing_to_do_ends_at_once(office):
    worker = Worker()
    worker.start()
    worker.stop()
    assert not worker.is_alive()

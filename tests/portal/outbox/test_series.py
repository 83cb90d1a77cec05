"""Mails of one series leave in order, whatever fails; the newest takes the place of what has not left."""

import smtplib

import pytest

from portal.outbox.models import OutboxMail
from portal.outbox.services import (
    MAX_ATTEMPTS,
    UNDER_WAY,
    CannotRetry,
    new_message_id,
    post,
    retry,
    send_next,
    supersede,
)
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
State = OutboxMail.State


@pytest.fixture(autouse=True)
def ahead(clock):
    """What is posted now is due."""
    clock.wait(3600)


def a_mail(series="meeting/1/2", recipient="onishi@example.jp") -> OutboxMail:
    message_id = new_message_id()
    content = f"Message-ID: {message_id}\r\n\r\nx\r\n".encode()
    return post(recipient=recipient, kind="meeting", message_id=message_id, content=content, series=series)


def arrived(office) -> list[str]:
    return [content.decode().split("\r\n")[0].removeprefix("Message-ID: ") for _, content in office.arrived]


def state_of(*mails) -> list[str]:
    return [OutboxMail.objects.get(pk=mail.pk).state for mail in mails]


def test_a_later_mail_waits_for_an_earlier_one_that_is_put_off(office, clock):
    first, second, other = a_mail(), a_mail(), a_mail(series="meeting/1/3")
    office.rcpt = ["450 later"]
    while send_next():
        pass
    assert arrived(office) == [other.message_id]
    clock.wait(60)
    while send_next():
        pass
    assert arrived(office) == [other.message_id, first.message_id, second.message_id]


def test_a_later_mail_waits_for_one_whose_worker_died(office, clock, monkeypatch):
    first, second = a_mail(), a_mail()

    class Dies:
        def __init__(self, *_where, **_how):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(smtplib, "SMTP", Dies)
        with pytest.raises(KeyboardInterrupt):
            send_next()
    assert state_of(first, second) == [State.SENDING, State.QUEUED]
    assert not send_next()
    clock.wait(UNDER_WAY.total_seconds() + 1)
    while send_next():
        pass
    assert arrived(office) == [first.message_id, second.message_id]


def test_what_was_superseded_never_leaves_and_is_not_kept(office):
    first = a_mail()
    supersede(mails=[first.pk])
    second = a_mail()
    while send_next():
        pass
    assert arrived(office) == [second.message_id]
    assert state_of(first) == [State.SUPERSEDED]
    assert OutboxMail.objects.get(pk=first.pk).content == b""


def test_what_a_worker_has_in_hand_or_has_sent_is_not_superseded(office, clock):
    sent = a_mail()
    send_next()
    in_hand = a_mail()
    OutboxMail.objects.filter(pk=in_hand.pk).update(state=State.SENDING)
    supersede(mails=[sent.pk, in_hand.pk])
    assert state_of(sent, in_hand) == [State.SENT, State.SENDING]


def failed(office) -> OutboxMail:
    office.rcpt = ["550 no such person"]
    mail = a_mail()
    send_next()
    assert state_of(mail) == [State.FAILED]
    return mail


def test_what_failed_is_sent_again_byte_for_byte(office, clock):
    mail = failed(office)
    retry(mail=mail)
    send_next()
    assert office.arrived == [(mail.recipient, bytes(mail.content))]
    assert OutboxMail.objects.get().attempts == 1 < MAX_ATTEMPTS


def test_nothing_older_is_sent_again_after_something_newer(office):
    old, _newer = failed(office), a_mail()
    send_next()
    with pytest.raises(CannotRetry):
        retry(mail=old)
    with pytest.raises(CannotRetry):
        retry(mail=_newer)  # it did not fail
    assert state_of(old) == [State.FAILED]


def test_what_is_sent_again_goes_before_what_is_newer(office):
    old, newer = failed(office), a_mail()
    retry(mail=old)
    while send_next():
        pass
    assert arrived(office) == [old.message_id, newer.message_id]


def test_a_worker_that_comes_back_too_late_puts_nothing_back(office, clock, monkeypatch):
    """It stalled in the dialogue, another one sent the mail and what followed; then its own attempt fails."""
    mail, newer = a_mail(), a_mail()
    real = smtplib.SMTP

    def stalls(*_where, **_how):
        monkeypatch.setattr(smtplib, "SMTP", real)
        clock.wait(UNDER_WAY.total_seconds() + 1)
        while send_next():
            pass
        raise TimeoutError

    monkeypatch.setattr(smtplib, "SMTP", stalls)
    send_next()
    clock.wait(3600)
    assert not send_next()
    assert arrived(office) == [mail.message_id, newer.message_id]
    assert state_of(mail, newer) == [State.SENT, State.SENT]


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_keep_each_series_in_order(office, clock):
    posted = {f"meeting/1/{number}": [] for number in range(6)}
    for _ in range(4):
        for series, mails in posted.items():
            mails.append(a_mail(series=series).message_id)

    def work(_):
        while send_next():
            pass

    together(3, work)
    work(0)  # who met only locked rows ended early
    came = arrived(office)
    assert len(came) == 24
    for mails in posted.values():
        assert [each for each in came if each in mails] == mails

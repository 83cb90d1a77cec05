"""Which entry stands in whose calendar when an address changes, a calling off was not delivered, or a notice comes too late."""

from datetime import timedelta

import pytest
from django.test import Client

from meetings.agenda.services import call_again, call_off
from meetings.invites.models import Notice, Participation
from meetings.replies.services import enter_answer
from portal.addresses.models import AddressChange
from portal.addresses.services import confirm_change
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_called_meeting, moved
from tests.meetings.changes.calendars import Program, read

pytestmark = pytest.mark.django_db
NEW = "onishi.new@kasane.example"


@pytest.fixture
def meeting(cast):
    return a_called_meeting(cast.body, [cast.summoned])


def shown(*mails):
    program = Program()
    for mail in mails:
        program.receive(mail)
    return program.shown


def calendars(server, address):
    """What of the mails to the address a calendar reads: the letters about the address itself have none."""
    return [read(raw) for raw in server.arrived.get(address, []) if b"text/calendar" in raw]


def gets_another_address(user, clock):
    later = clock.now + timedelta(hours=1)
    change = AddressChange.objects.create(user=user, address=NEW, token_sha256="x", expires_at=later)
    confirm_change(actor=user, change=change)


# --- another address -------------------------------------------------------------------------------


def test_at_the_old_address_the_entry_goes_and_at_the_new_one_another_comes(cast, meeting, clock, server, deliver):
    old = cast.summoned.email
    moved(meeting, days=1)
    enter_answer(actor=cast.chair, invitation=Participation.objects.get(user=cast.summoned), given="ACCEPTED")
    deliver()
    others = sum(len(arrived) for address, arrived in server.arrived.items() if address != old)
    gets_another_address(cast.summoned, clock)
    deliver()
    before, after = calendars(server, old), calendars(server, NEW)
    assert [(mail.method, mail.version[0]) for mail in before] == [("REQUEST", 1), ("CANCEL", 2)]
    assert "STATUS" not in before[-1].event  # the meeting itself is not off
    assert [(mail.method, mail.version[0], mail.partstat) for mail in after] == [("REQUEST", 1, "NEEDS-ACTION")]
    assert after[0].uid != before[0].uid
    assert (shown(*before), shown(*after)) == ([], [(meeting.start, meeting.end, meeting.place)])
    assert NEW not in before[-1].words
    assert "新しいメールアドレス" not in before[-1].words
    assert "メールアドレスが変わりました" in after[0].words
    assert sum(len(arrived) for address, arrived in server.arrived.items() if address not in (old, NEW)) == others
    assert AuditEvent.objects.get(verb="notice.readdressed").detail == str(cast.summoned.pk)


def test_the_links_of_the_old_mailbox_open_nothing_any_more(cast, meeting, clock, server, deliver):
    deliver()
    (mail,) = server.mails_to(cast.summoned.email)
    link = next(word for word in mail.words.split() if "?answer=accepted" in word)
    path = link[link.index("/portal/") :]
    assert Client().get(path).status_code == 200
    gets_another_address(cast.summoned, clock)
    assert Client().get(path).status_code == 404


def test_who_never_heard_at_the_old_address_hears_only_at_the_new_one(cast, meeting, clock, server, deliver):
    old = cast.summoned.email
    gets_another_address(cast.summoned, clock)
    deliver()
    assert calendars(server, old) == []
    assert len(calendars(server, NEW)) == 1
    assert Participation.objects.get(user=cast.summoned, uninvited_at=None).address == NEW
    assert Notice.objects.filter(mail__recipient=old).exclude(mail__state="superseded").count() == 0


@pytest.mark.parametrize("over", ["begun", "off"])
def test_nothing_is_sent_about_what_has_begun_or_is_off(cast, meeting, clock, server, deliver, over):
    deliver()
    if over == "off":
        call_off(actor=cast.coordinator, meeting=meeting)
    else:
        clock.set(meeting.start)
    told = Notice.objects.count()
    gets_another_address(cast.summoned, clock)
    assert Notice.objects.count() == told


# --- too late --------------------------------------------------------------------------------------


def test_a_notice_that_could_not_leave_before_the_meeting_began_does_not_leave(cast, meeting, clock, server, deliver):
    server.plan = "away"
    deliver()
    clock.set(meeting.start)
    server.plan = "take"
    deliver()
    assert server.arrived == {}
    assert set(OutboxMail.objects.filter(kind="meeting").values_list("state", flat=True)) == {"late"}
    assert {bytes(mail.content) for mail in OutboxMail.objects.filter(kind="meeting")} == {b""}
    page = cast.client_of(cast.coordinator).get(f"/portal/meetings/{meeting.pk}/notices/").content.decode()
    assert "会議が始まったため、送りませんでした" in page
    assert "もう一度送る" not in page


def test_the_news_that_a_meeting_is_off_leaves_late_rather_than_never(cast, meeting, clock, server, deliver):
    deliver()
    call_off(actor=cast.coordinator, meeting=meeting)
    server.plan = "away"
    deliver()
    clock.set(meeting.start + timedelta(minutes=5))
    server.plan = "take"
    deliver()
    assert [mail.method for mail in server.mails_to(cast.summoned.email)] == ["REQUEST", "CANCEL"]


# --- a calling off that was not delivered, and a newer entry ---------------------------------------


@pytest.fixture
def again(cast, meeting, clock, server, deliver):
    """Called off, which did not reach the summoned; called again, which did."""
    deliver()
    call_off(actor=cast.coordinator, meeting=meeting)
    server.plan = "refuse"
    deliver()
    server.plan = "take"
    call_again(actor=cast.coordinator, meeting=meeting)
    deliver()
    meeting.refresh_from_db()
    return meeting


def test_the_older_entry_is_taken_out_by_a_mail_that_says_that_the_newer_counts(cast, again, server, deliver):
    mails = server.mails_to(cast.summoned.email)
    assert [mail.method for mail in mails] == ["REQUEST", "REQUEST"]
    assert len(shown(*mails)) == 2  # the entry of before stands beside the new one
    client, where = cast.client_of(cast.coordinator), f"/portal/meetings/{again.pk}/notices/"
    assert "もう一度送る" in client.get(where).content.decode()
    failed = Notice.objects.get(participation__user=cast.summoned, kind="cancelled")
    client.post(f"{where}{failed.pk}/again/")
    deliver()
    mails = server.mails_to(cast.summoned.email)
    assert (mails[2].method, mails[2].uid, mails[2].version[0]) == ("CANCEL", mails[0].uid, 1)
    assert "STATUS" not in mails[2].event
    assert "中止" not in mails[2].words + mails[2].subject
    assert shown(*mails) == [(again.start, again.end, again.place)]
    client.post(f"{where}{failed.pk}/again/")  # once is enough
    assert OutboxMail.objects.filter(state="queued").count() == 0


def test_a_calling_off_that_nothing_followed_is_sent_again_as_it_was(cast, meeting, clock, server, deliver):
    deliver()
    call_off(actor=cast.coordinator, meeting=meeting)
    server.plan = "refuse"
    deliver()
    server.plan = "take"
    failed = Notice.objects.get(participation__user=cast.summoned, kind="cancelled")
    cast.client_of(cast.coordinator).post(f"/portal/meetings/{meeting.pk}/notices/{failed.pk}/again/")
    deliver()
    assert [mail.message_id for mail in server.mails_to(cast.summoned.email)][-1] == failed.mail.message_id

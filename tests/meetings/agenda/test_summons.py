"""Calling people to an item and calling them off, after the meeting was called too: what their calendars are told."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import vobject
from django.utils import timezone

from meetings.agenda.access import decision_on, people_in, summoned_to
from meetings.agenda.models import Summons
from meetings.agenda.services import TooLate, UnknownMember, lift_recusal, recuse, remove_summons, summon
from meetings.bodies.models import Appointment, SeatChange
from meetings.bodies.services import end_seat
from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from portal.outbox.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(cast):
    from tests.factories.meetings import a_called_meeting

    meeting = a_called_meeting(cast.body, [cast.summoned], [cast.summoned])
    OutboxMail.objects.all().delete()
    return list(meeting.items.select_related("meeting__body").order_by("position"))


def told(user) -> list[tuple[str, str, int]]:
    """METHOD, UID and SEQUENCE of each calendar object mailed to the person."""
    found = []
    for mail in OutboxMail.objects.filter(recipient=user.email, kind="meeting").order_by("created_at"):
        message = message_from_bytes(mail.content, policy=policy.default)
        part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
        calendar = vobject.readOne(bytes(part.get_payload(decode=True)).decode())
        found.append((calendar.method.value, calendar.vevent.uid.value, int(calendar.vevent.sequence.value)))
    return found


def test_the_newly_called_get_the_notice_and_nobody_else_does(cast, items):
    assert summon(actor=cast.coordinator, item=items[0], users=[cast.member, cast.summoned]) == [cast.member]
    assert decision_on(cast.member, items[0]).right == "write"
    assert decision_on(cast.member, items[1]).right == "none"
    assert [method for method, _uid, _sequence in told(cast.member)] == ["REQUEST"]
    assert OutboxMail.objects.count() == 1
    summon(actor=cast.chair, item=items[1], users=[cast.member])  # the same meeting: they have it already
    assert OutboxMail.objects.count() == 1


def test_who_is_called_off_everywhere_is_uninvited(cast, items):
    remove_summons(actor=cast.coordinator, item=items[0], user=cast.summoned)
    assert told(cast.summoned) == []  # the other item still calls them
    remove_summons(actor=cast.coordinator, item=items[1], user=cast.summoned)
    invited = Participation.objects.get(user=cast.summoned)
    assert told(cast.summoned) == [("CANCEL", invited.uid, 1)]
    assert invited.uninvited_at is not None
    assert OutboxMail.objects.count() == 1


def test_a_cancelled_entry_is_not_revived(cast, items):
    """scheduling.md §1.4: another UID, from 0."""
    first = Participation.objects.get(user=cast.summoned).uid
    for item in items:
        remove_summons(actor=cast.coordinator, item=item, user=cast.summoned)
    summon(actor=cast.coordinator, item=items[0], users=[cast.summoned])
    assert [(method, sequence) for method, _uid, sequence in told(cast.summoned)] == [("CANCEL", 1), ("REQUEST", 0)]
    assert told(cast.summoned)[1][1] != first
    assert summoned_to(items[0]) == [cast.summoned]


def test_the_history_stays(cast, items):
    remove_summons(actor=cast.chair, item=items[0], user=cast.summoned)
    summon(actor=cast.coordinator, item=items[0], users=[cast.summoned])
    rows = Summons.objects.filter(item=items[0], user=cast.summoned).order_by("summoned_at")
    assert [(row.withdrawn_at is None, row.withdrawn_by) for row in rows] == [(False, cast.chair), (True, None)]


def test_recusal_and_its_end_reach_the_calendar_too(cast, items):
    for item in items:
        recuse(actor=cast.coordinator, item=item, user=cast.summoned)
    lift_recusal(actor=cast.coordinator, item=items[0], user=cast.summoned)
    assert [method for method, _uid, _sequence in told(cast.summoned)] == ["CANCEL", "REQUEST"]


def leave(cast, user, days: int = 0) -> None:
    seat = Appointment.objects.get(user=user, body=cast.body)
    last_day = timezone.localdate() + timedelta(days=days)
    end_seat(actor=cast.coordinator, seat=seat, reason=SeatChange.Reason.choices[0][0], last_day=last_day)


def test_who_leaves_the_body_has_the_meetings_to_come_taken_out_of_their_calendar(cast, items):
    leave(cast, cast.summoned)
    invited = Participation.objects.get(user=cast.summoned)
    assert invited.uninvited_at is not None
    assert told(cast.summoned) == [("CANCEL", invited.uid, 1)]
    assert told(cast.chair) == []
    assert cast.summoned not in people_in(items[0])


def test_who_leaves_after_the_meeting_keeps_it(cast, items):
    leave(cast, cast.summoned, days=(items[0].meeting.day - timezone.localdate()).days)
    assert Participation.objects.get(user=cast.summoned).uninvited_at is None
    assert told(cast.summoned) == []


def test_meetings_that_were_are_not_taken_back(cast, items):
    Meeting.objects.update(start=timezone.now() - timedelta(hours=2))
    leave(cast, cast.summoned)
    assert told(cast.summoned) == []


def test_the_mail_of_withdrawal_is_neutral(cast, items):
    for item in items:
        remove_summons(actor=cast.coordinator, item=item, user=cast.summoned)
    message = message_from_bytes(OutboxMail.objects.get().content, policy=policy.default)
    assert message["Subject"] == "会議のご案内を取り下げます（第1号）"
    words = "".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
    assert str(items[0].meeting_id) not in words  # no page of theirs any more
    assert "R8-" not in words
    assert "予定から外してください" in words


def test_once_the_meeting_began_calendars_are_left_alone(cast, items):
    start = timezone.now() - timedelta(minutes=5)
    Meeting.objects.update(start=start, end=start + timedelta(hours=1))
    summon(actor=cast.coordinator, item=items[0], users=[cast.member])
    assert decision_on(cast.member, items[0]).right == "write"
    assert OutboxMail.objects.count() == 0


def test_of_a_draft_nobody_hears(cast):
    from tests.factories.meetings import a_meeting, an_item

    item = an_item(a_meeting(cast.body), cast.summoned)
    summon(actor=cast.coordinator, item=item, users=[cast.member])
    remove_summons(actor=cast.coordinator, item=item, user=cast.summoned)
    assert OutboxMail.objects.count() == 0
    assert summoned_to(item) == [cast.member]


def test_who_must_keep_out_is_not_called(cast, items):
    recuse(actor=cast.coordinator, item=items[0], user=cast.member)
    with pytest.raises(UnknownMember):
        summon(actor=cast.coordinator, item=items[0], users=[cast.member])


def test_after_the_minutes_are_frozen_it_is_too_late(cast, items):
    from tests.factories.meetings import held

    held(items[0].meeting)
    with pytest.raises(TooLate):
        summon(actor=cast.coordinator, item=items[0], users=[cast.member])
    with pytest.raises(TooLate):
        remove_summons(actor=cast.coordinator, item=items[0], user=cast.summoned)
    assert Summons.objects.get(item=items[0]).attended is True

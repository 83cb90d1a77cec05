"""Planning and calling a meeting."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
import vobject
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.agenda.access import guests_of
from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from meetings.schedule.services import CannotCall, call_meeting, mark_held, plan_meeting
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
NOT_RUNNING = [role for role in ROLES if role not in ("anonymous", "coordinator", "chair")]


def plan(actor, body, year: int, month: int, day: int) -> Meeting:
    start = datetime(year, month, day, 14, 0, tzinfo=timezone.get_current_timezone())
    return plan_meeting(actor=actor, body=body, start=start, end=start + timedelta(hours=1), place="市役所")


def test_meetings_are_numbered_within_body_and_fiscal_year(cast):
    made = [
        plan(cast.coordinator, cast.body, *day)
        for day in [(2027, 3, 30), (2027, 3, 31), (2027, 4, 1), (2028, 3, 31), (2028, 4, 1), (2027, 1, 5)]
    ]
    assert [(each.fiscal_year, each.number) for each in made] == [
        (2026, 1),
        (2026, 2),
        (2027, 1),
        (2027, 2),
        (2028, 1),
        (2026, 3),
    ]
    other = plan(cast.other_coordinator, cast.other, 2027, 3, 31)
    assert (other.fiscal_year, other.number) == (2026, 1)
    assert [each.notice_number for each in [*made, other]] == [1, 2, 3, 4, 5, 6, 7]
    assert made[2].title == "令和9年度 第1回 支援会議"


def test_the_fiscal_year_begins_at_midnight_in_the_city(cast):
    """23:00 UTC on 31 March is 1 April in Tokyo."""
    start = datetime.fromisoformat("2027-03-31T23:00:00+00:00")
    meeting = plan_meeting(
        actor=cast.coordinator, body=cast.body, start=start, end=start + timedelta(hours=1), place="市役所"
    )
    assert (meeting.fiscal_year, meeting.day.isoformat()) == (2027, "2027-04-01")


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_only_who_runs_the_body_plans_calls_and_marks(cast, role):
    from tests.factories.meetings import a_meeting, an_item

    meeting = a_meeting(cast.body)
    an_item(meeting, cast.summoned)
    actor = getattr(cast, role)
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        plan(actor, cast.body, 2027, 1, 5)
    with pytest.raises(PermissionDenied):
        call_meeting(actor=actor, meeting=meeting, guests=guests_of(meeting))
    with pytest.raises(PermissionDenied):
        mark_held(actor=actor, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DRAFT
    assert (Meeting.objects.count(), OutboxMail.objects.count(), AuditEvent.objects.count()) == (1, 0, before)


def test_a_meeting_is_called_once(cast):
    from tests.factories.meetings import a_called_meeting

    meeting = a_called_meeting(cast.body, [cast.summoned])
    mails = OutboxMail.objects.count()
    with pytest.raises(CannotCall):
        call_meeting(actor=cast.coordinator, meeting=meeting, guests=guests_of(meeting))
    assert OutboxMail.objects.count() == mails


def test_nobody_is_called_to_nothing(cast):
    from tests.factories.meetings import a_meeting

    with pytest.raises(CannotCall):
        call_meeting(actor=cast.coordinator, meeting=a_meeting(cast.body), guests=[])


# --- the mails -----------------------------------------------------------------------------------


@pytest.fixture
def mails(cast):
    from tests.factories.meetings import a_called_meeting

    a_called_meeting(cast.body, [cast.summoned, cast.unpledged], [cast.chair, cast.summoned])
    return {
        mail.recipient: message_from_bytes(mail.content, policy=policy.default) for mail in OutboxMail.objects.all()
    }


def calendars(mail) -> list:
    parts = [part for part in mail.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
    return [vobject.readOne(part.get_payload(decode=True).decode()) for part in parts]


def test_everybody_invited_gets_one_mail_with_their_own_address_only(cast, mails):
    guests = [cast.summoned, cast.unpledged, cast.chair, cast.coordinator]
    assert set(mails) == {user.email for user in guests}
    assert OutboxMail.objects.count() == len(guests)
    everybody = {user.email for user in guests}
    for address, mail in mails.items():
        assert mail["To"].addresses[0].addr_spec == address
        assert len(mail["To"].addresses) == 1
        assert mail["Cc"] is None
        assert mail["Bcc"] is None
        text = mail.as_string() + "".join(str(part.get_payload(decode=True)) for part in mail.walk())
        assert [other for other in everybody - {address} if other in text] == []
        assert [user.last_name for user in guests if user.email != address and user.last_name in shown(mail)] == []


def shown(mail) -> str:
    """What the reader sees, decoded."""
    return "".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")


def test_the_subject_tells_a_number_and_nothing_else(cast, mails):
    assert {mail["Subject"] for mail in mails.values()} == {"会議のご案内（第1号）"}


def test_each_calendar_entry_is_a_request_to_one_person_under_their_own_uid(cast, mails):
    uids = {}
    for address, mail in mails.items():
        found = calendars(mail)
        assert len(found) == 2  # the alternative and the same as a file
        for calendar in found:
            assert calendar.method.value == "REQUEST"
            assert [each.value.lower() for each in calendar.vevent.attendee_list] == [f"mailto:{address}"]
            uids.setdefault(address, set()).add(calendar.vevent.uid.value)
    assert all(len(each) == 1 for each in uids.values())
    assert len(set.union(*uids.values())) == len(mails)
    stored = dict(Participation.objects.values_list("address", "uid"))
    assert stored == {address: each.pop() for address, each in uids.items()}


def test_the_calendar_entry_tells_when_and_where_and_no_item(cast, mails):
    event = calendars(next(iter(mails.values())))[0].vevent
    assert event.summary.value == "会議のご案内（第1号）"
    assert event.location.value == "市役所 3階 302会議室"
    assert all("R8-" not in shown(mail) for mail in mails.values())

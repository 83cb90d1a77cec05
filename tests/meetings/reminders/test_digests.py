"""Reminders: one mail a day for who is still silent, in the morning of an open day, once, and to nobody whom it concerns no more."""

from datetime import datetime, time, timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.bodies.models import Appointment
from meetings.invites.models import Participation
from meetings.office_days.models import OfficeDay
from meetings.polls.models import Poll, PollPerson
from meetings.polls.services import extend
from meetings.reminders import services
from meetings.reminders.access import lines_due
from meetings.reminders.models import Digest, Reminded, Silence
from meetings.reminders.services import write_digests, write_in_the_morning
from meetings.schedule.models import Meeting
from portal.chores.services import run_due
from portal.dates.wareki import TOKYO
from portal.outbox.models import OutboxMail
from portal.outbox.services import send_next
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, called_off, moved
from tests.factories.people import a_member
from tests.factories.polls import a_poll, asked, said

pytestmark = pytest.mark.django_db
# Thursday, 10 December 2026: 14 office days before it is Thursday, 19 November, 3 are Monday, 7 December
MEETING = datetime(2026, 12, 10, 14, tzinfo=TOKYO)


@pytest.fixture
def meeting(city):
    return a_called_meeting(city.body, [city.summoned, city.member], start=MEETING)


def morning(clock, month, day, hour=9, minute=0, year=2026) -> int:
    """What the chore writes at this hour; answers how many mails."""
    clock.set(datetime(year, month, day, hour, minute, tzinfo=TOKYO))
    before = Digest.objects.count()
    write_in_the_morning()
    return Digest.objects.count() - before


def mails(person=None):
    rows = OutboxMail.objects.filter(kind="reminder")
    return rows.filter(recipient=person.email) if person else rows


def text_of(mail) -> str:
    letter = message_from_bytes(mail.content, policy=policy.default)
    bodies = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    assert len(bodies) == 2
    return "\n".join([str(letter["Subject"]), *bodies])


def answered(person, answer="ACCEPTED"):
    Participation.objects.filter(user=person).update(answer=answer)


def told(person) -> list[tuple]:
    return list(Reminded.objects.filter(user=person).order_by("pk").values_list("kind", "step"))


# --- what falls due ------------------------------------------------------------------------------


def test_an_open_answer_is_asked_for_14_and_3_office_days_before_and_the_meeting_is_named_the_day_before(
    city, meeting, clock
):
    days = [(11, 18), (11, 19), (11, 20), (12, 4), (12, 7), (12, 8), (12, 9), (12, 10)]
    written = [morning(clock, *day) for day in days]
    everybody = Participation.objects.filter(meeting=meeting).count()
    assert written == [0, everybody, 0, 0, everybody, 0, everybody, 0]
    assert told(city.summoned) == [("answer", 14), ("answer", 3), ("meeting", 1)]


def test_who_answered_is_only_told_of_the_day_and_who_declined_of_nothing(city, meeting, clock):
    answered(city.summoned, "TENTATIVE")
    answered(city.member, "DECLINED")
    for day in ((11, 19), (12, 7), (12, 9)):
        morning(clock, *day)
    assert (told(city.summoned), told(city.member)) == ([("meeting", 1)], [])


def test_a_poll_is_brought_to_mind_before_its_deadline_to_the_silent_only(city, clock):
    poll = a_poll(city.body, city.summoned, city.member, slots=(20, 21))  # until Monday, 9 November
    said(poll, city.member, "○○")
    assert [morning(clock, 11, day) for day in (5, 6, 7, 9)] == [0, 1, 0, 0]  # two days before is a Saturday
    assert told(city.summoned) == [("poll", 2)]
    assert told(city.member) == []
    assert asked(poll, city.summoned).told_at == datetime(2026, 11, 6, 9, tzinfo=TOKYO)  # not again by hand that day


def test_a_later_deadline_is_another_one(city, clock):
    poll = a_poll(city.body, city.summoned, slots=(20, 21))
    morning(clock, 11, 6)
    extend(actor=city.coordinator, poll=poll, last_day=datetime(2026, 11, 19).date())
    assert [morning(clock, 11, day) for day in (9, 16, 17, 18)] == [0, 0, 1, 0]
    assert told(city.summoned) == [("poll", 2), ("poll", 2)]


def test_who_runs_the_body_hears_of_a_draft_and_of_an_empty_agenda(city, clock):
    a_meeting(city.body, start=MEETING)
    empty = a_meeting(city.body, start=MEETING + timedelta(hours=3))
    Meeting.objects.filter(pk=empty.pk).update(state="called", called_at=timezone.now())  # as a decided poll does
    assert [morning(clock, *day) for day in ((11, 30), (12, 1), (12, 2))] == [0, 2, 0]  # 7 office days before
    assert told(city.coordinator) == told(city.chair) == [("agenda", 7)] * 2
    text = text_of(mails(city.coordinator).get())
    assert "下書きのままで、まだ招集していません。" in text
    assert "議題がまだありません。" in text


def test_an_agenda_with_an_item_is_nothing_to_speak_of(city, meeting, clock):
    answered(city.coordinator)
    morning(clock, 12, 1)
    assert told(city.coordinator) == []


def test_what_was_told_yesterday_is_not_brought_to_mind_today(city, clock):
    clock.set(datetime(2026, 12, 8, 16, tzinfo=TOKYO))
    a_called_meeting(city.body, [city.summoned], start=MEETING)  # 3 office days before has passed
    assert [morning(clock, 12, 9), morning(clock, 12, 10)] == [3, 0]
    assert told(city.summoned) == [("meeting", 1)]


# --- one mail, in the morning of an open day ----------------------------------------------------------


def test_all_of_one_day_is_one_mail(city, meeting, clock):
    clock.set(datetime(2026, 12, 2, 10, tzinfo=TOKYO))
    poll = a_poll(city.body, city.summoned, slots=(20, 21))  # until Monday, 7 December
    Poll.objects.filter(pk=poll.pk).update(deadline=datetime(2026, 12, 9, 23, 59, 59, tzinfo=TOKYO))
    near = a_called_meeting(city.body, [city.summoned], start=datetime(2026, 12, 8, 10, tzinfo=TOKYO))
    Participation.objects.filter(meeting=near).update(answer="ACCEPTED")
    morning(clock, 12, 7)
    (mail,) = mails(city.summoned)
    assert sorted(told(city.summoned)) == [("answer", 3), ("meeting", 1), ("poll", 2)]
    text = text_of(mail)
    for words in (
        "まもなく会議があります。",
        "出欠のお返事を",
        "日程のおたずね",
        "12月8日（火）",
        "12月10日（木）",
        "12月9日（水）",
    ):
        assert words in text


def test_a_meeting_stands_once_in_a_mail(city, meeting, clock):
    """Nobody sent anything for days: it is near, and not answered."""
    morning(clock, 12, 9)
    assert sorted(told(city.summoned)) == [("answer", 3), ("meeting", 1)]
    assert text_of(mails(city.summoned).get()).count("12月10日（木）") == 2  # in the text and in its other form
    assert morning(clock, 12, 10, 9) == 0


@pytest.mark.parametrize(
    ("hour", "minute", "written"), [(7, 0, 0), (8, 29, 0), (8, 30, 4), (13, 0, 4), (17, 14, 4), (17, 15, 0), (22, 0, 0)]
)
def test_it_comes_from_the_hour_of_the_setting_until_the_offices_close(
    city, meeting, clock, settings, hour, minute, written
):
    settings.REMIND_AT = time(8, 30)
    assert morning(clock, 12, 7, hour, minute) == written


def test_it_comes_on_open_days_only(city, clock):
    a_called_meeting(city.body, [city.summoned], start=datetime(2026, 12, 14, 14, tzinfo=TOKYO))  # a Monday
    answered(city.summoned)
    OfficeDay.objects.create(day=datetime(2026, 12, 11).date(), label="市制記念日")
    Silence.objects.bulk_create(Silence(user=each, kind="answer") for each in (city.coordinator, city.chair))
    assert [morning(clock, 12, day) for day in (9, 10, 11, 12, 13)] == [0, 3, 0, 0, 0]


def test_a_setting_without_days_sends_nothing_of_the_kind(city, meeting, clock, settings):
    settings.REMIND_ANSWER_DAYS = ()
    assert [morning(clock, *day) for day in ((11, 19), (12, 7))] == [0, 0]


# --- once ------------------------------------------------------------------------------------------


def test_however_often_the_chore_runs_it_is_one_mail(city, meeting, clock):
    morning(clock, 12, 7)
    count = mails().count()
    for minute in range(10, 60, 10):
        assert morning(clock, 12, 7, 9, minute) == 0
    assert mails().count() == count == 4


def test_stopped_in_the_middle_nothing_is_lost_and_nothing_comes_twice(city, meeting, clock, monkeypatch):
    """The worker is killed between keeping that a mail was written and writing it."""
    posted, post = [], services._post

    def killed(user, *rest):
        if len(posted) == 2:
            raise KeyboardInterrupt
        posted.append(user)
        post(user, *rest)

    monkeypatch.setattr(services, "_post", killed)
    with pytest.raises(KeyboardInterrupt):
        morning(clock, 12, 7)
    assert (Digest.objects.count(), mails().count()) == (2, 2)
    monkeypatch.setattr(services, "_post", post)
    assert morning(clock, 12, 7, 9, 10) == 2
    assert sorted(mails().values_list("recipient", flat=True)) == sorted(
        each.user.email for each in Participation.objects.filter(meeting=meeting).select_related("user")
    )


def test_one_mail_that_cannot_be_written_holds_up_nobody(city, meeting, clock):
    city.summoned.first_name = "恵\n美"
    city.summoned.save()
    with pytest.raises(ValueError):
        morning(clock, 12, 7)
    assert mails().count() == 3


def test_the_database_keeps_two_mails_of_a_day_apart(city, meeting, clock):
    from django.db import IntegrityError, transaction

    morning(clock, 12, 7)
    row = Reminded.objects.first()
    assert row is not None
    for twin in (Digest(user=row.user, day=row.digest.day), Reminded(**{
        name: getattr(row, name) for name in ("digest", "user", "kind", "about", "moment", "step")
    })):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


# --- to nobody whom it concerns no more ------------------------------------------------------------------


def test_a_moved_meeting_is_brought_to_mind_by_its_new_date(city, meeting, clock):
    morning(clock, 12, 7)
    clock.set(datetime(2026, 12, 8, 10, tzinfo=TOKYO))
    moved(meeting, days=14)  # Thursday, 24 December
    assert [morning(clock, 12, day) for day in (9, 10, 18, 21, 23)] == [0, 0, 0, 4, 4]
    assert told(city.summoned) == [("answer", 3), ("answer", 3), ("meeting", 1)]
    assert "12月24日（木）" in text_of(mails(city.summoned).latest("created_at"))


def stopped(city, meeting):
    city.summoned.is_active = False
    city.summoned.save()


@pytest.mark.parametrize(
    "end",
    [
        stopped,
        lambda city, meeting: Appointment.objects.filter(user=city.summoned).update(
            ends_on=datetime(2026, 12, 1).date()
        ),
        lambda city, meeting: Participation.objects.filter(user=city.summoned).update(uninvited_at=timezone.now()),
        lambda city, meeting: called_off(meeting),
        lambda city, meeting: answered(city.summoned, "DECLINED"),
    ],
)
def test_who_stopped_left_declined_or_was_uninvited_hears_nothing(city, meeting, clock, end):
    clock.set(datetime(2026, 12, 2, 10, tzinfo=TOKYO))
    end(city, meeting)
    for day in (7, 9):
        morning(clock, 12, day)
    assert mails(city.summoned).count() == 0


def test_nothing_comes_once_it_has_begun(city, clock):
    a_called_meeting(city.body, [city.summoned], start=datetime(2026, 12, 10, 9, tzinfo=TOKYO))
    assert morning(clock, 12, 10, 9, 30) == 0


def test_what_was_missed_comes_late_but_not_after_the_beginning(city, meeting, clock):
    answered(city.summoned)
    assert morning(clock, 12, 10, 9) == 4  # nobody sent anything yesterday
    assert told(city.summoned) == [("meeting", 1)]


def test_who_answers_while_mails_are_being_written_is_left_in_peace(city, meeting, clock, monkeypatch):
    clock.set(datetime(2026, 12, 7, 9, tzinfo=TOKYO))
    seen = lines_due(timezone.now())
    assert city.summoned in {line.user for line in seen}
    answered(city.summoned)
    assert services.write_digest(user=city.summoned, now=timezone.now()) is False
    assert not Digest.objects.filter(user=city.summoned).exists()


@pytest.mark.parametrize(("kind", "left"), [("answer", [("meeting", 1)]), ("meeting", [("answer", 14), ("answer", 3)])])
def test_each_kind_is_switched_off_by_itself(city, meeting, clock, kind, left):
    Silence.objects.create(user=city.summoned, kind=kind)
    for day in ((11, 19), (12, 7), (12, 9)):
        morning(clock, *day)
    assert told(city.summoned) == left


# --- the mail ----------------------------------------------------------------------------------------------


def test_it_names_days_places_numbers_and_links_and_nothing_else(city, meeting, clock):
    draft = a_meeting(city.body, start=datetime(2026, 12, 16, 14, tzinfo=TOKYO))
    an_item(draft, city.summoned, heading="事例 R8-099")
    poll = a_poll(city.body, city.summoned, city.coordinator, slots=(40, 41))
    Poll.objects.filter(pk=poll.pk).update(deadline=datetime(2026, 12, 9, 23, 59, 59, tzinfo=TOKYO))
    PollPerson.objects.update(told_at=datetime(2026, 12, 1, tzinfo=TOKYO))
    morning(clock, 12, 7)
    text = text_of(mails(city.coordinator).get())
    assert f"案内 第{meeting.notice_number}号" in text
    assert f"案内 第{draft.notice_number}号" in text
    assert f"日程のおたずね 第{poll.number}号" in text
    for word in ("事例", "R8-", city.body.name, city.summoned.full_name, city.summoned.email, "支援会議"):
        assert word not in text
    assert "/portal/answer/" in text
    assert "/portal/dates/" in text


def test_its_links_answer(city, meeting, clock, client):
    import re

    morning(clock, 12, 7)
    (path,) = set(re.findall(r"/portal/answer/[\w.\-]+/", text_of(mails(city.summoned).get())))
    assert client.get(path).status_code == 200


def test_it_arrives(city, meeting, clock, office):
    OutboxMail.objects.all().delete()
    morning(clock, 12, 7)
    OutboxMail.objects.update(next_try_at=clock.now)
    while send_next():
        pass
    assert sorted(address for address, _content in office.arrived) == sorted(
        each.user.email for each in Participation.objects.filter(meeting=meeting).select_related("user")
    )
    letter = message_from_bytes(office.arrived[0][1], policy=policy.default)
    assert letter["Subject"] == "12月7日（月）のお知らせ：会議の予定と、お返事のお願い"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_the_worker_runs_it(city, meeting, clock):
    clock.set(datetime(2026, 12, 7, 9, tzinfo=TOKYO))
    run_due()
    assert mails().count() == 4


def test_as_many_questions_for_a_hundred_as_for_three(city, clock):
    clock.set(datetime(2026, 11, 5, 10, tzinfo=TOKYO))

    def questions():
        with CaptureQueriesContext(connection) as asked_for:
            found = len(lines_due(datetime(2026, 12, 7, 9, tzinfo=TOKYO)))
        return found, len(asked_for)

    a_called_meeting(city.body, [city.summoned], start=MEETING)
    a_meeting(city.body, start=datetime(2026, 12, 16, 14, tzinfo=TOKYO))
    few = questions()
    more = [a_member(city.body, city.text, f"委員{number}") for number in range(8)]
    for number in range(5):
        a_called_meeting(city.body, more, start=MEETING + timedelta(minutes=number))
        a_meeting(city.body, start=datetime(2026, 12, 16, 14, number, tzinfo=TOKYO))
    many = questions()
    assert many[0] > few[0] + 40
    assert many[1] == few[1]


def test_digests_of_nobody_cost_no_mail(city, clock):
    assert write_digests(timezone.now()) == 0

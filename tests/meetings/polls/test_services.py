"""Asking, answering, reminding and deciding: what changes, who is told, and who may not."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.invites.models import Participation
from meetings.polls import services
from meetings.polls.models import Poll, PollAnswer, PollPerson
from meetings.polls.services import Answer
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.dates.wareki import wareki
from portal.outbox.models import OutboxMail
from tests.factories.people import a_member, set_term
from tests.factories.polls import a_poll, asked, deadline_passed, said, slots_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def eight(cast):
    """Eight people of the body, the coordinator and the chair among them."""
    more = [a_member(cast.body, cast.text, f"委員{number}") for number in range(4)]
    return [cast.coordinator, cast.chair, cast.summoned, cast.member, *more]


def mails(kind="poll"):
    return OutboxMail.objects.filter(kind=kind)


def letter(mail) -> str:
    """Subject and text, as they are read."""
    read = message_from_bytes(mail.content, policy=policy.default)
    body = read.get_body(("plain",))
    assert body is not None
    return f"{read['Subject']}\n{body.get_content()}"


def verbs():
    return list(AuditEvent.objects.filter(verb__startswith="poll.").order_by("pk").values_list("verb", flat=True))


def test_check_9_three_options_eight_people_one_act(cast, eight):
    """scheduling.md §6: the deadline in JST, and closing makes the meeting and eight mails in one transaction."""
    poll = a_poll(cast.body, *eight)
    assert mails().count() == 8
    assert timezone.localtime(poll.deadline).strftime("%H:%M:%S %z") == "23:59:59 +0900"
    for person, marks in zip(eight, ["○○×", "○△×", "××○", "○○○", "-○-", "△○×", "×○○", "○××"], strict=True):
        said(poll, person, marks)
    before = OutboxMail.objects.count()
    meeting = services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[1])
    assert (meeting.state, meeting.start, meeting.place) == ("called", slots_of(poll)[1].start, poll.place)
    assert OutboxMail.objects.count() - before == 8
    assert {each.user for each in Participation.objects.filter(meeting=meeting)} == set(eight)
    poll.refresh_from_db()
    assert (poll.state, poll.meeting, poll.reason) == ("closed", meeting, None)
    assert verbs() == ["poll.opened", *["poll.answered"] * 8, "poll.decided"]


def test_nothing_of_it_stays_when_something_fails(cast, eight):
    poll = a_poll(cast.body, *eight)
    before = OutboxMail.objects.count()
    User.objects.filter(pk=eight[-1].pk).update(first_name="恵\n美")  # no mail can be written to such a name
    with pytest.raises(ValueError):
        services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    poll.refresh_from_db()
    assert (poll.state, Meeting.objects.count(), OutboxMail.objects.count()) == ("open", 0, before)


def test_every_mail_names_only_its_reader_and_no_content(cast, eight):
    poll = a_poll(cast.body, *eight)
    services.withdraw(actor=cast.coordinator, poll=poll)
    for mail in mails():
        letter = message_from_bytes(mail.content, policy=policy.default)
        text = str(letter["Subject"]) + "".join(
            part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"
        )
        others = [person for person in eight if person.email != mail.recipient]
        assert [word for one in others for word in (one.full_name, one.email) if word in text] == []
        assert cast.body.name not in text


# --- answering -------------------------------------------------------------------------------


def test_an_answer_is_changed_until_the_deadline(cast):
    poll = a_poll(cast.body, cast.summoned)
    said(poll, cast.summoned, "○△×", condition="15時から", note="よろしくお願いします")
    said(poll, cast.summoned, "×○-")
    assert sorted(PollAnswer.objects.values_list("mark", flat=True)) == ["no", "yes"]
    assert asked(poll, cast.summoned).note == "よろしくお願いします"
    deadline_passed(poll)
    with pytest.raises(services.Over):
        said(poll, cast.summoned, "○○○")


def test_a_deadline_is_kept_until_its_last_second(cast):
    poll = a_poll(cast.body, cast.summoned)
    deadline_passed(poll, timezone.now() + timedelta(seconds=20))
    said(poll, cast.summoned, "○○○")
    assert PollAnswer.objects.count() == 3


def test_words_are_sealed(cast):
    from django.db import connection

    poll = a_poll(cast.body, cast.summoned)
    said(poll, cast.summoned, "△--", condition="会議のあとなら", note="車で行きます")
    with connection.cursor() as cursor:
        cursor.execute("SELECT condition FROM meetings_pollanswer")
        assert "会議のあとなら".encode() not in bytes(cursor.fetchone()[0])
        cursor.execute("SELECT note FROM meetings_pollperson")
        assert "車で行きます".encode() not in bytes(cursor.fetchone()[0])


def test_nobody_answers_for_somebody_else(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    with pytest.raises(PermissionDenied):
        services.answer_poll(actor=cast.member, person=asked(poll, cast.summoned), answer=Answer({}))
    with pytest.raises(PermissionDenied):
        services.enter_answer(actor=cast.member, person=asked(poll, cast.summoned), answer=Answer({}), way="phone")


def test_a_slot_of_another_poll_is_not_answered(cast):
    poll, other = a_poll(cast.body, cast.summoned), a_poll(cast.body, cast.member)
    answer = Answer({slots_of(other)[0].pk: "yes"})
    services.answer_poll(actor=cast.summoned, person=asked(poll, cast.summoned), answer=answer)
    assert not PollAnswer.objects.exists()


def test_the_clerk_enters_what_came_by_phone_even_late(cast):
    poll = a_poll(cast.body, cast.summoned)
    deadline_passed(poll)
    answer = Answer({slots_of(poll)[0].pk: "yes"})
    services.enter_answer(actor=cast.coordinator, person=asked(poll, cast.summoned), answer=answer, way="fax")
    person = asked(poll, cast.summoned)
    assert (person.answered_by, person.entered_by) == ("fax", cast.coordinator)
    assert verbs()[-1] == "poll.answer_entered"


# --- asking ----------------------------------------------------------------------------------


def test_what_cannot_be_asked(cast):
    for wrong in (
        {"slots": []},
        {"slots": [-1, 10]},
        {"slots": [10, 10]},
        {"slots": [3]},  # over before the deadline of day 5
        {"required": [cast.member]},  # is not asked
    ):
        with pytest.raises(services.CannotAsk):
            a_poll(cast.body, cast.summoned, **wrong)
    for people in ([], [cast.other_body]):
        with pytest.raises(services.CannotAsk):
            a_poll(cast.body, *people)
    assert not Poll.objects.exists()
    assert not mails().exists()


def test_only_the_silent_are_reminded_and_once_a_day(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    said(poll, cast.summoned, "○○○")
    with pytest.raises(services.NobodySilent):
        services.remind(actor=cast.coordinator, poll=poll)  # was asked today
    PollPerson.objects.update(told_at=timezone.now() - timedelta(days=1))
    assert services.remind(actor=cast.coordinator, poll=poll) == 1
    assert mails().order_by("created_at").last().recipient == cast.member.email
    with pytest.raises(services.NobodySilent):
        services.remind(actor=cast.chair, poll=poll)


def test_the_deadline_is_made_later_only(cast):
    poll = a_poll(cast.body, cast.summoned)
    today = timezone.localdate()
    for days in (5, 0, 12, 20):
        with pytest.raises(services.CannotAsk):
            services.extend(actor=cast.coordinator, poll=poll, last_day=today + timedelta(days=days))
    deadline_passed(poll)
    services.extend(actor=cast.coordinator, poll=poll, last_day=today + timedelta(days=7))
    said(poll, cast.summoned, "○○○")


def test_more_time_is_told_to_the_silent_once_and_to_nobody_else(cast):
    stopped = a_member(cast.body, cast.text, "休止")
    poll = a_poll(cast.body, cast.summoned, cast.member, stopped, cast.chair)
    said(poll, cast.member, "○○○")
    set_term(cast.chair, -300, -1)
    User.objects.filter(pk=stopped.pk).update(is_active=False)
    mails().delete()
    later = timezone.localdate() + timedelta(days=7)
    services.extend(actor=cast.coordinator, poll=poll, last_day=later)
    assert list(mails().values_list("recipient", flat=True)) == [cast.summoned.email]
    text = letter(mails().get())
    assert f"答えられる期間をのばしました（第{poll.number}号）" in text
    assert wareki(later) in text
    with pytest.raises(services.NobodySilent):  # they got a mail today
        services.remind(actor=cast.coordinator, poll=poll)


def test_a_withdrawn_poll_takes_nothing_and_everybody_is_told(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    services.withdraw(actor=cast.coordinator, poll=poll)
    assert mails().count() == 4
    for act in (
        lambda: said(poll, cast.summoned, "○○○"),
        lambda: services.remind(actor=cast.coordinator, poll=poll),
        lambda: services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0]),
        lambda: services.withdraw(actor=cast.coordinator, poll=poll),
    ):
        with pytest.raises(services.Over):
            act()


# --- deciding --------------------------------------------------------------------------------


def test_overriding_a_requirement_needs_a_reason_which_is_sealed(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member, required=[cast.member])
    said(poll, cast.member, "×○○")
    said(poll, cast.summoned, "○○○")
    first = slots_of(poll)[0]
    for reason in ("", "  "):
        with pytest.raises(services.NeedsReason):
            services.choose(actor=cast.coordinator, poll=poll, option=first, reason=reason)
    services.choose(actor=cast.coordinator, poll=poll, option=first, reason="代理を立てると電話で確かめた")
    poll.refresh_from_db()
    assert poll.reason == "代理を立てると電話で確かめた"
    assert AuditEvent.objects.get(verb="poll.decided").detail == "overridden"


def test_a_date_is_decided_once(cast):
    poll = a_poll(cast.body, cast.summoned)
    services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    with pytest.raises(services.Over):
        services.choose(actor=cast.chair, poll=poll, option=slots_of(poll)[1])
    assert Meeting.objects.count() == 1


def test_who_has_no_seat_on_that_day_is_not_invited(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    set_term(cast.member, -30, 5)
    meeting = services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    assert [each.user for each in Participation.objects.filter(meeting=meeting)] == [cast.summoned]


def test_a_decided_meeting_that_was_called_off_is_called_again(cast):
    from meetings.agenda.services import call_again, call_off

    poll = a_poll(cast.body, cast.summoned, cast.coordinator)
    meeting = services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    call_off(actor=cast.coordinator, meeting=meeting)
    meeting.refresh_from_db()
    call_again(actor=cast.coordinator, meeting=meeting)
    standing = Participation.objects.filter(meeting=meeting, uninvited_at=None)
    assert {cast.summoned, cast.coordinator} <= {each.user for each in standing}


def test_who_was_asked_stays_invited_when_an_item_calls_them_no_more(cast):
    from meetings.agenda.services import remove_summons
    from tests.factories.meetings import an_item

    poll = a_poll(cast.body, cast.summoned, cast.coordinator)
    meeting = services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    item = an_item(meeting, cast.summoned, cast.member)
    remove_summons(actor=cast.coordinator, item=item, user=cast.summoned)
    remove_summons(actor=cast.coordinator, item=item, user=cast.member)
    standing = Participation.objects.filter(meeting=meeting, uninvited_at=None)
    assert {each.user for each in standing} == {cast.summoned, cast.coordinator}


@pytest.mark.parametrize("role", ["member", "other_coordinator", "former", "superuser", "auditor"])
def test_who_does_not_run_the_body_changes_nothing(cast, role):
    poll = a_poll(cast.body, cast.summoned)
    actor, option, person = getattr(cast, role), slots_of(poll)[0], asked(poll, cast.summoned)
    tomorrow = timezone.localdate() + timedelta(days=6)
    for act in (
        lambda: services.choose(actor=actor, poll=poll, option=option),
        lambda: services.remind(actor=actor, poll=poll),
        lambda: services.extend(actor=actor, poll=poll, last_day=tomorrow),
        lambda: services.withdraw(actor=actor, poll=poll),
        lambda: services.renew_link(actor=actor, person=person),
        lambda: services.enter_answer(actor=actor, person=person, answer=Answer({}), way="phone"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert verbs() == ["poll.opened"]

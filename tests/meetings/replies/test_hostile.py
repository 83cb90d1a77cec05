"""Mails by which somebody wants more than to answer: to break the page, to fill it, to be taken for another, to be read elsewhere."""

import pytest
from django.test import Client

from meetings.invites.models import Notice, Participation
from meetings.replies import access
from meetings.replies.mailed import take_in
from portal.audit.models import AuditEvent
from tests.factories.meetings import a_called_meeting, at
from tests.factories.people import seat, set_term
from tests.meetings.replies import mails
from tests.meetings.replies.mails import HOST, WHO
from tests.meetings.replies.test_intake import stamp
from tests.meetings.replies.test_web import link

pytestmark = pytest.mark.django_db
REVIEW = "/portal/answers/review/"


@pytest.fixture(autouse=True)
def our_server(settings):
    settings.MAIL_AUTH_SERVER = HOST


@pytest.fixture
def mine(cast):
    a_called_meeting(cast.body, [cast.summoned, cast.member])
    Participation.objects.filter(user=cast.summoned).update(uid=mails.UID, address=WHO)
    return Participation.objects.get(uid=mails.UID)


@pytest.mark.parametrize(
    ("start", "end"), [("00010101T000000Z", "00010101T010000Z"), ("99991231T230000Z", "99991231T235900Z")]
)
def test_a_time_that_no_page_can_name_does_not_close_the_page(cast, start, end):
    take_in(mails.counter(start, end, ics={"stamp": stamp(), "uid": "x@yoso.example"}))
    take_in(mails.plain(mails.calendar(stamp=start, uid="x@yoso.example")))
    page = cast.client_of(cast.coordinator).get(REVIEW)
    assert (page.status_code, len(page.context["waiting"])) == (200, 2)


def test_strangers_mails_push_nobodys_answer_off_the_page(cast, mine, monkeypatch):
    monkeypatch.setattr(access, "MOST_SHOWN", 2)
    for number in range(3):
        take_in(mails.words(f"広告 {number}", sender="kokoku@yoso.example"))
    known = take_in(mails.words())
    assert access.waiting_mails(cast.coordinator)[0].mail == known


def test_words_that_belong_to_no_invitation_are_for_who_runs_a_body_of_their_writer(cast):
    theirs = take_in(mails.words(sender=cast.summoned.email))
    strangers = take_in(mails.words("はじめまして", sender="kokoku@yoso.example"))
    assert {mail.pk for mail in access.mails_to_review(cast.coordinator)} == {theirs.pk, strangers.pk}
    assert [mail.pk for mail in access.mails_to_review(cast.other_coordinator)] == [strangers.pk]
    set_term(cast.summoned, -30, -1)
    assert theirs in access.mails_to_review(cast.other_coordinator)  # of nobody's body: somebody must read it


@pytest.fixture
def of_two(cast):
    """Somebody of two bodies, invited by each; the meeting of the other body is later. The answer goes to the later notice."""
    seat(cast.summoned, cast.other)
    a_called_meeting(cast.body, [cast.summoned])
    later = a_called_meeting(cast.other, [cast.summoned], start=at(12))
    return Notice.objects.get(participation__meeting=later, participation__user=cast.summoned)


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_words_are_shown_to_who_runs_the_meeting_whose_notice_they_answer(cast, of_two, header):
    mail = take_in(
        mails.words("山田さんの件で参ります。", sender=cast.summoned.email, **{header: f" {of_two.mail.message_id}"})
    )
    assert mail.participation == of_two.participation
    assert list(access.mails_to_review(cast.other_coordinator)) == [mail]
    assert list(access.mails_to_review(cast.coordinator)) == []


@pytest.mark.parametrize(
    ("options", "reason"),
    [({}, "words"), ({"dmarc": "fail"}, "unproven"), ({"dmarc": ""}, "unproven"), ({"sender": "n@yoso.example"}, "other_sender")],
)  # fmt: skip
def test_who_reads_words_is_told_that_they_may_be_anothers(mine, options, reason):
    told = mine.notices.get().mail.message_id
    assert take_in(mails.words("欠席します。", In_Reply_To=told, **options)).reason == reason


def test_the_record_tells_an_answer_by_the_link_from_one_after_login(cast, mine):
    Client().post(link(cast.member, mine.meeting), {"sequence": 0, "answer": "DECLINED"})
    assert AuditEvent.objects.get(verb="answer.given").detail == "declined link"


def test_looking_at_everybodys_answers_is_recorded(cast, mine, django_capture_on_commit_callbacks):
    cast.client_of(cast.coordinator).get(f"/portal/meetings/{mine.meeting_id}/answers/")
    assert AuditEvent.objects.filter(verb="meeting.opened", actor=cast.coordinator).exists()

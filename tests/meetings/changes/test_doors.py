"""Changing time and place, calling off and calling again, at the doors: what is shown first, and who is let in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.agenda.access import decision_on
from meetings.agenda.services import TooLate, remove_summons, summon
from meetings.invites.models import Notice, Participation
from meetings.schedule.models import Meeting
from meetings.schedule.services import (
    Began,
    ChangedMeanwhile,
    NotAhead,
    NothingChanges,
    NotStanding,
    cancel_meeting,
    move_meeting,
    plan_meeting,
    reinstate_meeting,
)
from minutes.comments.access import may_comment
from minutes.signoff.services import NothingToFreeze, freeze_minutes
from portal.audit.models import AuditEvent
from portal.dates.wareki import wareki
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, at, called_off, moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast) -> Meeting:
    return a_called_meeting(cast.body, [cast.summoned])


def page(cast, role, meeting, door="", **posted):
    client, path = cast.client_of(getattr(cast, role)), f"/portal/meetings/{meeting.pk}/{door}"
    return client.post(path, posted, follow=True) if posted else client.get(path)


def filled(cast, meeting, **other):
    """The form as the page gives it, with something else written into it."""
    form = page(cast, "coordinator", meeting, "change/").context["form"]
    return {name: form[name].value() for name in form.fields} | other


def words(answer) -> str:
    return answer.content.decode()


def test_a_change_is_shown_before_it_is_made(cast, meeting):
    day = meeting.start + timedelta(days=1)
    answer = page(cast, "coordinator", meeting, "change/", **filled(cast, meeting, day=wareki(day)))
    assert "2人にお知らせします" not in words(answer)
    assert "3人にお知らせします" in words(answer)
    assert "全員の出欠が「未回答」に戻ります" in words(answer)
    assert cast.summoned.full_name in words(answer)
    assert Meeting.objects.get().start == meeting.start
    assert OutboxMail.objects.count() == 3


def test_confirmed_it_is_made_and_told(cast, meeting):
    Participation.objects.update(answer="ACCEPTED")
    day = meeting.start + timedelta(days=1)
    posted = filled(cast, meeting, day=wareki(day), confirmed="1")
    answer = page(cast, "coordinator", meeting, "change/", **posted)
    assert "会議を変更しました" in words(answer)
    now = Meeting.objects.get()
    assert (now.start, now.sequence, now.place) == (day, 1, meeting.place)
    assert set(Participation.objects.values_list("answer", "last_sent_sequence")) == {("NEEDS-ACTION", 1)}
    assert AuditEvent.objects.filter(verb="meeting.moved").count() == 1


def test_another_place_leaves_the_answers(cast, meeting):
    Participation.objects.update(answer="ACCEPTED")
    posted = filled(cast, meeting, place="さくら会館 2階")
    assert "そのままです" in words(page(cast, "coordinator", meeting, "change/", **posted))
    page(cast, "coordinator", meeting, "change/", **posted, confirmed="1")
    assert Meeting.objects.get().place == "さくら会館 2階"
    assert set(Participation.objects.values_list("answer", "last_sent_sequence")) == {("ACCEPTED", 1)}


def test_one_can_go_back_from_the_preview_to_what_one_wrote(cast, meeting):
    answer = page(cast, "coordinator", meeting, "change/", **filled(cast, meeting, place="さくら会館"), back="1")
    assert "さくら会館" in words(answer)
    assert answer.status_code == 200
    assert Meeting.objects.get().place == meeting.place


def test_what_somebody_else_changed_meanwhile_is_not_undone(cast, meeting):
    posted = filled(cast, meeting, place="さくら会館", confirmed="1")
    later = moved(meeting, days=3)
    assert "ほかの人がこの会議を変更しました" in words(page(cast, "chair", meeting, "change/", **posted))
    now = Meeting.objects.get()
    assert (now.start, now.place) == (later.start, "市役所 3階 302会議室")


def test_nothing_new_is_not_sent(cast, meeting):
    answer = page(cast, "coordinator", meeting, "change/", **filled(cast, meeting))
    assert "いまと同じです" in words(answer)
    assert OutboxMail.objects.count() == 3


def test_a_draft_is_changed_and_discarded_without_a_mail(cast):
    draft = a_meeting(cast.body)
    page(cast, "coordinator", draft, "change/", **filled(cast, draft, place="さくら会館"))
    draft.refresh_from_db()
    assert (draft.place, draft.sequence) == ("さくら会館", 0)
    an_item(draft, cast.summoned)
    assert "取りやめました" in words(page(cast, "coordinator", draft, "call-off/", confirmed="1"))
    draft.refresh_from_db()
    assert draft.state == Meeting.State.DISCARDED
    assert not OutboxMail.objects.exists()
    assert page(cast, "coordinator", draft).status_code == 200
    assert page(cast, "summoned", draft).status_code == 404
    assert a_meeting(cast.body).number == draft.number  # nobody heard of it: the number is free


def test_called_off_it_says_so_everywhere_and_nothing_is_called_any_more(cast, meeting):
    item = meeting.items.select_related("meeting__body").get()
    assert "3人にお知らせします" in words(page(cast, "coordinator", meeting, "call-off/"))
    assert "会議を中止にしました" in words(page(cast, "coordinator", meeting, "call-off/", confirmed="1"))
    for role in ("coordinator", "summoned"):
        assert "この会議は中止になりました" in words(page(cast, role, meeting))
        client = cast.client_of(getattr(cast, role))
        assert "中止" in words(client.get("/portal/meetings/"))
        assert client.get(f"/portal/meetings/{meeting.pk}/room/{item.pk}/").status_code == 200
    assert "中止" in words(cast.client_of(cast.summoned).get("/portal/"))
    for act in (summon, remove_summons):
        with pytest.raises(TooLate):
            act(
                actor=cast.coordinator,
                item=item,
                **({"users": [cast.member]} if act is summon else {"user": cast.summoned}),
            )
    with pytest.raises(NothingToFreeze):
        freeze_minutes(actor=cast.coordinator, meeting=meeting, attended={item.pk: {}})
    asked = cast.client_of(cast.coordinator).get(f"/portal/meetings/{meeting.pk}/minutes/freeze/", follow=True)
    assert asked.redirect_chain
    assert "いま固定できる議題はありません" in words(asked)
    item = meeting.items.select_related("meeting__body").get()
    assert not may_comment(cast.coordinator, item.document)
    assert decision_on(cast.summoned, item).right == "read"
    assert "できません" in words(page(cast, "coordinator", meeting, "call/", again="1"))
    assert Meeting.objects.get().state == Meeting.State.CANCELLED


def test_called_again_everybody_is_asked_anew(cast, meeting):
    old = set(Participation.objects.values_list("uid", flat=True))
    called_off(meeting)
    assert "3人" in words(page(cast, "coordinator", meeting, "call-again/"))
    page(cast, "coordinator", meeting, "call-again/", confirmed="1")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (Meeting.State.CALLED, 0)
    standing = Participation.objects.filter(uninvited_at=None)
    assert standing.count() == 3
    assert not old & set(standing.values_list("uid", flat=True))
    assert set(standing.values_list("last_sent_sequence", "answer")) == {(0, "NEEDS-ACTION")}


def test_who_was_invited_without_an_item_is_told_and_invited_again(cast):
    """As by a poll for dates: the items come later."""
    from meetings.schedule.services import call_meeting

    meeting = a_meeting(cast.body)
    call_meeting(actor=cast.coordinator, meeting=meeting, guests=[cast.coordinator, cast.member])
    OutboxMail.objects.update(state="sent")
    called_off(meeting)
    assert "この会議は中止になりました" in words(page(cast, "member", meeting))
    assert page(cast, "summoned", meeting).status_code == 404
    assert cast.member.full_name in words(page(cast, "coordinator", meeting, "call-again/"))
    page(cast, "coordinator", meeting, "call-again/", confirmed="1")
    invited = Participation.objects.filter(uninvited_at=None).values_list("user__email", flat=True)
    assert set(invited) == {cast.coordinator.email, cast.chair.email, cast.member.email}


def test_once_it_began_staff_is_told_to_phone(cast, meeting):
    Meeting.objects.update(start=timezone.now() - timedelta(minutes=1))
    posted = {"day": "令和9年4月1日", "begins": "10:00", "ends": "11:00", "place": "x", "seen": "", "confirmed": "1"}
    for door, more in (("change/", posted), ("call-off/", {"confirmed": "1"})):
        answer = page(cast, "coordinator", meeting, door, **more)
        assert "お電話でお知らせください" in words(answer)
    meeting.refresh_from_db()
    change = {"start": at(20), "end": at(20) + timedelta(hours=1), "place": "x", "seen": meeting.changed_at}
    with pytest.raises(Began):
        move_meeting(actor=cast.coordinator, meeting=meeting, **change)
    with pytest.raises(Began):
        cancel_meeting(actor=cast.coordinator, meeting=meeting)
    Meeting.objects.update(state=Meeting.State.CANCELLED)
    with pytest.raises(Began):
        reinstate_meeting(actor=cast.coordinator, meeting=meeting, guests=[cast.summoned])
    assert OutboxMail.objects.count() == 3


@pytest.mark.parametrize("state", ["held", "closed", "cancelled", "discarded"])
def test_only_drafts_and_called_meetings_change(cast, meeting, state):
    Meeting.objects.update(state=state)
    change = {"start": at(20), "end": at(21), "place": "x", "seen": meeting.changed_at}
    with pytest.raises(NotStanding):
        move_meeting(actor=cast.coordinator, meeting=meeting, **change)
    with pytest.raises(NotStanding):
        cancel_meeting(actor=cast.coordinator, meeting=meeting)


def test_a_new_time_lies_ahead_and_is_another(cast, meeting):
    meeting.refresh_from_db()
    seen = {"place": meeting.place, "seen": meeting.changed_at}
    with pytest.raises(NotAhead):
        move_meeting(actor=cast.coordinator, meeting=meeting, start=at(-2), end=at(-1), **seen)
    with pytest.raises(NothingChanges):
        move_meeting(actor=cast.coordinator, meeting=meeting, start=meeting.start, end=meeting.end, **seen)
    with pytest.raises(ChangedMeanwhile):
        move_meeting(actor=cast.coordinator, meeting=meeting, start=at(20), end=at(21), place="x", seen=timezone.now())


def test_in_another_fiscal_year_it_gets_that_years_number(cast):
    year = timezone.localdate().year + 1
    march = timezone.make_aware(timezone.datetime(year, 3, 30, 14))
    first = plan_meeting(
        actor=cast.coordinator, body=cast.body, start=march, end=march + timedelta(hours=1), place="市役所"
    )
    april = plan_meeting(
        actor=cast.coordinator,
        body=cast.body,
        start=march + timedelta(days=5),
        end=march + timedelta(days=6),
        place="市役所",
    )
    now = moved(first, days=4)
    assert (now.fiscal_year, now.number) == (april.fiscal_year, april.number + 1)


# --- the record of sending ---------------------------------------------------------------------------


def sent(cast, meeting, role="coordinator"):
    return page(cast, role, meeting, "notices/")


def test_the_record_says_to_whom_what_went(cast, meeting):
    OutboxMail.objects.filter(recipient=cast.chair.email).update(state="sent", sent_at=timezone.now())
    OutboxMail.objects.filter(recipient=cast.summoned.email).update(state="failed")
    moved(meeting, place="さくら会館")
    shown = words(sent(cast, meeting))
    assert cast.summoned.email in shown
    for each in ("送信済み", "届いていません", "新しいお知らせに替えました", "送信待ち", "場所の変更", "会議のご案内"):
        assert each in shown, each


def test_what_failed_is_sent_again_and_recorded(cast, meeting):
    OutboxMail.objects.filter(recipient=cast.summoned.email).update(state="failed", attempts=8)
    assert "もう一度送る" in words(sent(cast, meeting))
    notice = Notice.objects.get(participation__user=cast.summoned)
    answer = page(cast, "coordinator", meeting, f"notices/{notice.pk}/again/", confirmed="1")
    assert "もう一度送ります" in words(answer)
    mail = OutboxMail.objects.get(recipient=cast.summoned.email)
    assert (mail.state, mail.attempts, mail.message_id) == ("queued", 0, notice.mail.message_id)
    assert AuditEvent.objects.filter(verb="notice.retried").count() == 1


def test_what_is_outdated_is_not_offered_again(cast, meeting):
    OutboxMail.objects.filter(recipient=cast.summoned.email).update(state="failed", attempts=8)
    moved(meeting, days=1)
    assert "もう一度送る" not in words(sent(cast, meeting))
    notice = Notice.objects.filter(participation__user=cast.summoned).first()
    answer = page(cast, "coordinator", meeting, f"notices/{notice.pk}/again/", confirmed="1")
    assert "より新しいお知らせ" in words(answer)
    assert OutboxMail.objects.filter(state="failed").count() == 1


def test_who_is_recused_is_shown_nobody_whom_only_that_item_explains(cast):
    from meetings.agenda.services import recuse

    meeting = a_called_meeting(cast.body, [cast.summoned], [cast.member])
    hidden = meeting.items.select_related("meeting__body").get(position=2)
    recuse(actor=cast.coordinator, item=hidden, user=cast.chair)
    assert cast.member.full_name not in words(sent(cast, meeting, "chair"))
    assert cast.member.full_name in words(sent(cast, meeting))
    OutboxMail.objects.update(state="sent")
    remove_summons(actor=cast.coordinator, item=hidden, user=cast.member)  # nor that they were
    assert cast.member.full_name not in words(sent(cast, meeting, "chair"))
    assert "取り下げ" in words(sent(cast, meeting))
    notice = Notice.objects.filter(participation__user=cast.member).first()
    client = cast.client_of(cast.chair)
    assert client.post(f"/portal/meetings/{meeting.pk}/notices/{notice.pk}/again/").status_code == 404


@pytest.mark.parametrize("door", ["", "notices/", "change/", "call-off/"])
def test_pages_ask_no_more_for_thirty_people_than_for_one(cast, meeting, door):
    from tests.factories.people import a_member

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert page(cast, "coordinator", meeting, door).status_code == 200
        return len(asked)

    item = meeting.items.select_related("meeting__body").get()
    queries()
    few = queries()
    people = [a_member(cast.body, cast.text, f"浜{number}") for number in range(30)]
    summon(actor=cast.coordinator, item=item, users=people)
    moved(meeting, days=1)
    assert queries() == few

"""Reading in an emergency: two people, a reason, an end, and everybody in the item sees it."""

from datetime import time, timedelta
from email import message_from_bytes, policy

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.agenda.access import decision_on, guests_of
from meetings.agenda.models import Emergency
from meetings.agenda.services import lift_recusal, recuse
from meetings.emergency.access import asked_item, to_decide
from meetings.emergency.services import ALLOWING, ASKED, ASKING, Settled, allow, ask, end, note_expired, refuse
from portal.audit.models import AuditEvent
from portal.mfa.step_up import Factor, prove
from portal.outbox.models import OutboxMail
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in ROLES if role != "anonymous"]
REASON = "すいかの理由"


@pytest.fixture
def item(cast):
    """The item at 14:00 calls ``summoned``; that at 14:30 calls ``recused``, who keeps out of the first."""
    from tests.factories.meetings import a_meeting, an_item, called, recused_from

    meeting = a_meeting(cast.body)
    item = an_item(meeting, cast.summoned, heading="みかんの件")
    an_item(meeting, cast.recused, heading="かりんの件")
    recused_from(item, cast.recused)
    called(meeting)
    OutboxMail.objects.all().delete()
    return item


def fresh(user, about="") -> Factor:
    """A code given for asking, or for allowing this request."""
    from tests.factories.people import code_of

    return prove(user, code_of(user), act=ALLOWING if about else ASKING, about=str(about or ASKED))


def requested(user, item, begins=time(14)) -> Emergency | None:
    ask(actor=user, number=item.meeting.notice_number, begins=begins, reason=REASON, factor=fresh(user))
    return Emergency.objects.filter(user=user, decided_at=None).first()


def verbs() -> list[str]:
    return list(AuditEvent.objects.filter(verb__startswith="emergency.").values_list("verb", flat=True))


def test_who_may_ask_sits_in_the_body_and_is_outside_only_for_not_being_called(cast, item):
    number = item.meeting.notice_number
    may = {role for role in PEOPLE if asked_item(getattr(cast, role), number, time(14)) == item}
    assert may == {"member", "password_only"}  # the gate asks the latter for the second factor
    assert asked_item(cast.member, number, time(14, 1)) is None
    assert asked_item(cast.member, number + 1, time(14)) is None


def test_of_a_draft_nothing_is_found(cast):
    from tests.factories.meetings import a_meeting, an_item

    draft = a_meeting(cast.body)
    an_item(draft, cast.summoned)
    assert asked_item(cast.member, draft.notice_number, time(14)) is None


def test_asking_opens_nothing_and_tells_who_answers(cast, item):
    row = requested(cast.member, item)
    assert row is not None
    assert row.reason == REASON
    assert decision_on(cast.member, item).right == "none"
    assert set(OutboxMail.objects.values_list("recipient", flat=True)) == {cast.chair.email, cast.coordinator.email}
    assert verbs() == ["emergency.asked"]


def test_the_answer_is_the_same_whether_there_is_such_an_item_or_not(cast, item):
    from tests.factories.people import code_of

    pages = []
    for role, begins in (("member", "14:00"), ("recused", "14:00"), ("other_body", "13:13")):
        user = getattr(cast, role)
        client = cast.client_of(user)
        form = {"number": str(item.meeting.notice_number), "begins": begins, "reason": REASON, "code": code_of(user)}
        answer = client.post("/portal/emergency/", form)
        pages.append((answer.status_code, answer["Location"], [str(each) for each in answer.wsgi_request._messages]))
    assert pages[0][:2] == (302, "/portal/")
    assert pages[1:] == [pages[0], pages[0]]
    assert Emergency.objects.count() == 1


def test_a_code_is_needed_and_nothing_typed_is_lost(cast, item):
    form = {"number": "1", "begins": "14:00", "reason": REASON, "code": "000000"}
    answer = cast.client_of(cast.member).post("/portal/emergency/", form)
    assert answer.status_code == 422
    assert REASON in answer.content.decode()
    assert not Emergency.objects.exists()


def test_allowed_it_is_read_only_and_for_this_item(cast, item):
    row = requested(cast.member, item)
    OutboxMail.objects.all().delete()
    allow(actor=cast.coordinator, emergency=row, hours=2, factor=fresh(cast.coordinator, row.pk))
    second = item.meeting.items.select_related("meeting__body").get(position=2)
    assert [decision_on(cast.member, each).right for each in (item, second)] == ["read", "none"]
    assert cast.member not in guests_of(item.meeting)
    client = cast.client_of(cast.member)
    room = f"/portal/meetings/{item.meeting_id}/room/{item.pk}/"
    assert client.get(room).status_code == 200
    assert client.get(room).status_code == 200
    assert verbs() == ["emergency.asked", "emergency.allowed", "emergency.used"]
    opened = AuditEvent.objects.filter(verb="item.opened").values_list("why", flat=True)
    assert set(opened) == {"emergency"}
    assert set(OutboxMail.objects.values_list("recipient", flat=True)) == {cast.member.email, cast.chair.email}


def test_everybody_in_the_item_sees_a_banner_while_it_lasts(cast, item):
    from tests.factories.meetings import an_emergency

    row = an_emergency(item, cast.member, allowed_by=cast.chair)
    paths = [f"/portal/meetings/{item.meeting_id}/", f"/portal/meetings/{item.meeting_id}/room/{item.pk}/"]
    paths.append(f"/portal/meetings/{item.meeting_id}/minutes/")
    words = f"緊急の閲覧：{cast.member.full_name}さんが"
    for role in ("summoned", "chair", "member"):
        client = cast.client_of(getattr(cast, role))
        assert [words in client.get(path).content.decode() for path in paths] == [True] * 3
    assert words not in cast.client_of(cast.recused).get(paths[0]).content.decode()
    end(actor=cast.coordinator, emergency=row)
    assert words not in cast.client_of(cast.summoned).get(paths[0]).content.decode()


@pytest.mark.parametrize("role", [role for role in PEOPLE if role not in ("coordinator", "chair")])
def test_only_a_second_person_who_runs_the_item_answers(cast, item, role):
    from tests.factories.meetings import an_emergency

    row = an_emergency(item, cast.member)
    person = getattr(cast, role)
    for act in (
        lambda: allow(actor=person, emergency=row, hours=1, factor=Factor(person.pk, "app", None)),
        lambda: refuse(actor=person, emergency=row),
    ):
        with pytest.raises(PermissionDenied):
            act()
    row.refresh_from_db()
    assert row.decided_at is None


def test_nobody_answers_themselves(cast, item):
    """A chair who was recused and asked, and sees it again, is still not the second person."""
    from tests.factories.meetings import an_emergency

    row = an_emergency(item, cast.chair)
    with pytest.raises(PermissionDenied):
        allow(actor=cast.chair, emergency=row, hours=1, factor=fresh(cast.chair, row.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.filter(pk=row.pk).update(decided_by=cast.chair)


def test_who_must_keep_out_neither_asks_nor_answers_nor_reads_on(cast, item):
    from tests.factories.meetings import an_emergency

    assert requested(cast.recused, item) is None
    assert verbs() == ["emergency.asked"]
    row = requested(cast.member, item)
    recuse(actor=cast.coordinator, item=item, user=cast.chair)
    with pytest.raises(PermissionDenied):
        allow(actor=cast.chair, emergency=row, hours=1, factor=fresh(cast.chair, row.pk))
    recuse(actor=cast.coordinator, item=item, user=cast.member)
    with pytest.raises(Settled):
        allow(actor=cast.coordinator, emergency=row, hours=1, factor=fresh(cast.coordinator, row.pk))
    lift_recusal(actor=cast.coordinator, item=item, user=cast.member)
    row.delete()
    an_emergency(item, cast.member, allowed_by=cast.coordinator)
    assert decision_on(cast.member, item).right == "read"
    recuse(actor=cast.coordinator, item=item, user=cast.member)
    assert decision_on(cast.member, item).right == "none"


def test_where_the_chair_must_keep_out_the_others_are_told(cast, item):
    recuse(actor=cast.coordinator, item=item, user=cast.chair)
    OutboxMail.objects.all().delete()
    row = requested(cast.member, item)
    allow(actor=cast.coordinator, emergency=row, hours=1, factor=fresh(cast.coordinator, row.pk))
    assert cast.chair.email not in set(OutboxMail.objects.values_list("recipient", flat=True))


def test_a_code_given_for_something_else_allows_nothing(cast, item):
    row = requested(cast.member, item)
    with pytest.raises(PermissionDenied):
        allow(actor=cast.coordinator, emergency=row, hours=1, factor=fresh(cast.coordinator, item.pk))
    with pytest.raises(PermissionDenied):
        ask(actor=cast.summoned, number=1, begins=time(14), reason=REASON, factor=fresh(cast.summoned, row.pk))
    assert decision_on(cast.member, item).right == "none"


@pytest.mark.parametrize("hours", [0, 73, -1])
def test_the_end_is_bounded(cast, item, hours):
    row = requested(cast.member, item)
    with pytest.raises(PermissionDenied):
        allow(actor=cast.coordinator, emergency=row, hours=hours, factor=fresh(cast.coordinator, row.pk))


def test_a_refusal_tells_the_asker_nothing(cast, item):
    row = requested(cast.member, item)
    OutboxMail.objects.all().delete()
    refuse(actor=cast.chair, emergency=row)
    assert decision_on(cast.member, item).right == "none"
    assert not OutboxMail.objects.exists()
    assert verbs()[-1] == "emergency.refused"
    with pytest.raises(Settled):
        allow(actor=cast.chair, emergency=row, hours=1, factor=fresh(cast.chair, row.pk))


def test_it_ends_by_itself_and_the_end_is_recorded(cast, item):
    from tests.factories.meetings import an_emergency

    row = an_emergency(item, cast.member, allowed_by=cast.chair)
    assert decision_on(cast.member, item).right == "read"
    Emergency.objects.filter(pk=row.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert decision_on(cast.member, item).right == "none"
    note_expired()
    note_expired()
    assert verbs() == ["emergency.expired"]


def test_the_reader_and_who_runs_it_end_it_early(cast, item):
    from tests.factories.meetings import an_emergency

    for person in (cast.member, cast.chair):
        row = an_emergency(item, cast.member, allowed_by=cast.coordinator)
        with pytest.raises(PermissionDenied):
            end(actor=cast.summoned, emergency=row)
        end(actor=person, emergency=row)
        assert decision_on(cast.member, item).right == "none"


def test_mails_are_neutral(cast, item):
    row = requested(cast.member, item)
    allow(actor=cast.coordinator, emergency=row, hours=1, factor=fresh(cast.coordinator, row.pk))
    assert OutboxMail.objects.count() == 4  # two may answer and are asked; the reader and the chair hear the answer
    for mail in OutboxMail.objects.all():
        message = message_from_bytes(mail.content, policy=policy.default)
        assert message["Subject"] == f"ログインをお願いします（第{item.meeting.notice_number}号）"
        words = message.get_body().get_content()
        told = (
            "みかん",
            REASON,
            "支援会議",
            cast.member.last_name if mail.recipient != cast.member.email else "みかん",
        )
        assert [each for each in told if each in words] == []


def test_home_leads_to_what_waits(cast, item):
    row = requested(cast.member, item)
    assert f"/portal/emergency/{row.pk}/" in cast.client_of(cast.chair).get("/portal/").content.decode()
    assert str(row.pk) not in cast.client_of(cast.member).get("/portal/").content.decode()
    page = cast.client_of(cast.chair).get(f"/portal/emergency/{row.pk}/").content.decode()
    assert REASON in page
    allow(actor=cast.chair, emergency=row, hours=1, factor=fresh(cast.chair, row.pk))
    assert f"/portal/meetings/{item.meeting_id}/" in cast.client_of(cast.member).get("/portal/").content.decode()


def test_what_waits_costs_as_many_queries_for_many_as_for_one(cast, item, django_assert_num_queries):
    """Also where other bodies have open requests: those are not even looked at."""
    from tests.factories.meetings import a_meeting, an_item, called

    first = requested(cast.member, item)
    assert to_decide(cast.chair) == [first]
    with CaptureQueriesContext(connection) as one:
        to_decide(cast.chair)
    more, elsewhere = a_meeting(cast.body), a_meeting(cast.other)
    here = [an_item(more, cast.summoned) for _each in range(4)]
    there = an_item(elsewhere)
    called(more)
    for each in [*here, there]:
        Emergency.objects.create(item=each, user=cast.member, reason=REASON)
    assert {row.item for row in to_decide(cast.chair)} == {item, *here}
    with django_assert_num_queries(len(one)):
        to_decide(cast.chair)

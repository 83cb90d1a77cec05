"""Recusal: for this person the item does not exist, whatever their role."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.agenda.access import decision_on, guests_of, people_in, summoned_counts, summoned_to, visible_items
from meetings.agenda.models import Recusal
from meetings.agenda.services import NobodyLeft, UnknownMember, call, lift_recusal, recuse
from meetings.agenda.signals import summons_changed
from meetings.bodies.models import Appointment
from minutes.documents.models import Document
from minutes.signoff.access import all_signed, must_sign, signers, versions_to_sign
from minutes.signoff.services import CONFIRMING, freeze_minutes, sign_version
from portal.audit.models import AuditEvent
from tests.cast import ROLES
from tests.factories.meetings import standing_version
from tests.factories.people import a_factor

pytestmark = pytest.mark.django_db
HIDDEN, FIRST, LAST = "すいかの件", "みかんの件", "かりんの件"


@pytest.fixture
def meeting(cast):
    """A called meeting of three items; the middle one will be hidden. Only it calls ``member``."""
    from tests.factories.meetings import a_meeting, an_item, called

    meeting = a_meeting(cast.body)
    an_item(meeting, cast.summoned, cast.recused, heading=FIRST, long=20)
    an_item(meeting, cast.summoned, cast.recused, cast.member, heading=HIDDEN, long=20)
    an_item(meeting, cast.summoned, heading=LAST, long=20)
    return called(meeting)


@pytest.fixture
def hidden(meeting):
    return meeting.items.select_related("meeting__body").get(position=2)


def test_a_member_sees_nothing_of_it(cast, meeting, hidden):
    recuse(actor=cast.coordinator, item=hidden, user=cast.recused)
    assert [item.position for item in visible_items(cast.recused, meeting)] == [1]
    assert decision_on(cast.recused, hidden).right == "none"
    for people in (summoned_to(hidden), people_in(hidden)):
        assert cast.recused not in people
    assert summoned_counts([hidden]) == {hidden.pk: 2}
    page = cast.client_of(cast.recused).get(f"/portal/meetings/{meeting.pk}/").content.decode()
    assert FIRST in page
    assert HIDDEN not in page


def test_who_was_called_to_nothing_else_is_outside_the_meeting(cast, meeting, hidden):
    client = cast.client_of(cast.member)
    recuse(actor=cast.coordinator, item=hidden, user=cast.member)
    assert cast.member not in guests_of(meeting)
    assert client.get(f"/portal/meetings/{meeting.pk}/").status_code == 404
    assert meeting.title not in client.get("/portal/").content.decode()


@pytest.mark.parametrize("role", ["coordinator", "chair"])
def test_who_runs_the_meeting_sees_no_gap(cast, meeting, hidden, role):
    """Neither heading nor number, count, name or room tells that there is one more."""
    person = getattr(cast, role)
    other = cast.chair if role == "coordinator" else cast.coordinator
    client = cast.client_of(person)
    recuse(actor=other, item=hidden, user=person)
    paths = [f"/portal/meetings/{meeting.pk}/", f"/portal/meetings/{meeting.pk}/minutes/", "/portal/"]
    pages = {path: client.get(path).content.decode() for path in paths}
    for page in pages.values():
        assert HIDDEN not in page
        assert str(hidden.pk) not in page
        assert cast.member.full_name not in page  # only the hidden item called them
    assert "議題2　" + LAST in pages[paths[0]]
    assert "議題3" not in "".join(pages.values())
    assert "40分" in pages[paths[0]]  # of 60
    document = Document.objects.get(item=hidden)
    assert client.get(f"/portal/meetings/{meeting.pk}/room/{hidden.pk}/").status_code == 404
    assert decision_on(person, document.item).right == "none"


def test_a_recused_secretariat_freezes_only_what_it_sees(cast, meeting, hidden):
    recuse(actor=cast.chair, item=hidden, user=cast.coordinator)
    client = cast.client_of(cast.coordinator)
    page = client.get(f"/portal/meetings/{meeting.pk}/minutes/freeze/").content.decode()
    assert LAST in page
    assert HIDDEN not in page
    first, last = meeting.items.exclude(pk=hidden.pk).order_by("position")
    there = {cast.summoned.pk: True}
    freeze_minutes(actor=cast.coordinator, meeting=meeting, attended={first.pk: there, last.pk: there})
    assert standing_version(hidden) is None
    freeze_minutes(actor=cast.chair, meeting=meeting, attended={hidden.pk: there})
    version = standing_version(hidden)
    assert version is not None
    assert client.get(f"/portal/minutes/{version.pk}/").status_code == 404
    assert client.post(f"/portal/minutes/{version.pk}/reopen/").status_code == 404


def test_a_call_tells_the_recused_of_fewer_people(cast):
    from tests.factories.meetings import a_meeting, an_item

    meeting = a_meeting(cast.body)
    an_item(meeting, cast.summoned)
    hidden = an_item(meeting, cast.member, heading=HIDDEN)
    recuse(actor=cast.chair, item=hidden, user=cast.coordinator)
    page = cast.client_of(cast.coordinator).get(f"/portal/meetings/{meeting.pk}/call/").content.decode()
    assert cast.summoned.full_name in page
    assert cast.member.full_name not in page
    assert call(actor=cast.coordinator, meeting=meeting) == 3  # the mail of the fourth went out all the same
    assert meeting.participations.count() == 4


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("anonymous", "coordinator", "chair")])
def test_only_who_runs_the_item_keeps_others_out(cast, hidden, role):
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        recuse(actor=getattr(cast, role), item=hidden, user=cast.chair)
    assert (Recusal.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_who_sees_it_may_keep_out_oneself_and_not_come_back(cast, hidden):
    recuse(actor=cast.summoned, item=hidden, user=cast.summoned)
    assert decision_on(cast.summoned, hidden).right == "none"
    with pytest.raises(PermissionDenied):
        lift_recusal(actor=cast.summoned, item=hidden, user=cast.summoned)
    recuse(actor=cast.chair, item=hidden, user=cast.chair)
    for user in (cast.chair, cast.summoned):
        with pytest.raises(PermissionDenied):
            lift_recusal(actor=cast.chair, item=hidden, user=user)
    lift_recusal(actor=cast.coordinator, item=hidden, user=cast.chair)
    assert decision_on(cast.chair, hidden).right == "write"
    recuse(actor=cast.chair, item=hidden, user=cast.chair)  # again: another row
    assert Recusal.objects.filter(user=cast.chair).count() == 2


def test_somebody_is_left_to_run_it(cast, hidden):
    recuse(actor=cast.coordinator, item=hidden, user=cast.chair)
    with pytest.raises(NobodyLeft):
        recuse(actor=cast.coordinator, item=hidden, user=cast.coordinator)
    assert decision_on(cast.coordinator, hidden).right == "write"


def test_who_has_no_seat_cannot_be_kept_out(cast, hidden):
    with pytest.raises(UnknownMember):
        recuse(actor=cast.coordinator, item=hidden, user=cast.other_body)


def test_it_is_recorded_and_open_sockets_ask_again(cast, hidden, django_capture_on_commit_callbacks):
    told = []

    def hear(sender, item, **_rest):
        told.append(decision_on(cast.recused, item).right)

    summons_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        recuse(actor=cast.coordinator, item=hidden, user=cast.recused)
    with django_capture_on_commit_callbacks(execute=True):
        lift_recusal(actor=cast.coordinator, item=hidden, user=cast.recused)
    summons_changed.disconnect(hear)
    assert told == ["none", "write"]
    verbs = AuditEvent.objects.filter(target_id=str(hidden.pk), verb__in=["person.recused", "recusal.lifted"])
    assert list(verbs.values_list("verb", "detail")) == [
        ("person.recused", str(cast.recused.pk)),
        ("recusal.lifted", str(cast.recused.pk)),
    ]


# --- minutes ---------------------------------------------------------------------------------


@pytest.fixture
def version(cast, hidden):
    there = {cast.summoned.pk: True, cast.recused.pk: True, cast.member.pk: True}
    freeze_minutes(
        actor=cast.coordinator,
        meeting=hidden.meeting,
        attended={item.pk: there for item in hidden.meeting.items.all()},
    )
    return standing_version(hidden)


def confirm(user, version) -> None:
    factor = a_factor(user, CONFIRMING, version.sha256)
    sign_version(actor=user, version=version, shown=version.sha256, factor=factor)


def test_who_was_there_and_is_recused_since_is_asked_no_more(cast, hidden, version):
    confirm(cast.summoned, version)
    confirm(cast.member, version)
    assert must_sign(cast.recused, version)
    recuse(actor=cast.coordinator, item=hidden, user=cast.recused)
    assert not must_sign(cast.recused, version)
    assert version not in versions_to_sign(cast.recused)
    version.refresh_from_db()
    assert version.final_at is not None  # all others had confirmed
    assert [(each.user, each.attended, each.asked) for each in signers(version) if each.user == cast.recused] == [
        (cast.recused, True, False)
    ]


def test_nothing_becomes_final_unread(cast, hidden, version):
    for user in (cast.summoned, cast.member, cast.recused):
        recuse(actor=cast.coordinator, item=hidden, user=user)
    version.refresh_from_db()
    assert all_signed(version)
    assert version.final_at is None


def test_who_was_recused_before_is_not_listed_as_absent(cast, hidden):
    recuse(actor=cast.coordinator, item=hidden, user=cast.recused)
    there = {cast.summoned.pk: True}
    meeting = hidden.meeting
    freeze_minutes(actor=cast.coordinator, meeting=meeting, attended={item.pk: there for item in meeting.items.all()})
    assert {each.user for each in signers(standing_version(hidden))} == {cast.summoned, cast.member}


def test_a_second_secretariat_counts_as_left(cast, hidden):
    today = timezone.localdate()
    Appointment.objects.filter(user=cast.member).update(
        role="secretariat", ends_on=today + timedelta(days=1), agreed_at=timezone.now()
    )
    recuse(actor=cast.coordinator, item=hidden, user=cast.chair)
    recuse(actor=cast.coordinator, item=hidden, user=cast.coordinator)
    assert [decision_on(user, hidden).right for user in (cast.chair, cast.coordinator, cast.member)] == [
        "none",
        "none",
        "write",
    ]

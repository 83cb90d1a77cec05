"""代理: of the same organisation, with a pledge of their own in force; they see what they were called to and no more."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.agenda.access import decision_on, visible_items
from meetings.agenda.models import Summons
from meetings.agenda.services import TooLate, UnknownMember, recuse, remove_summons
from meetings.proxies.services import CalledAlready, NotOfTheirs, NotOpen, NotPledged, NotTheirs, let_in, take_back
from minutes.signoff.access import signers
from minutes.signoff.services import freeze_minutes
from portal.audit.models import AuditEvent
from portal.pledge.models import PledgeSignature
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, begun, held, recused_from, standing_version
from tests.factories.people import a_colleague, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return begun(a_called_meeting(cast.body, [cast.summoned, cast.member], [cast.summoned]))


@pytest.fixture
def proxy(cast):
    return a_colleague(cast.summoned, "代田", body=cast.body, text=cast.text)


def first_of(meeting):
    return meeting.items.get(position=1)


def door(meeting, user):
    return f"/portal/meetings/{meeting.pk}/attendance/{user.pk}/proxy/"


def come(cast, meeting, proxy, *, member=None, actor=None, items=None):
    let_in(
        actor=actor or cast.coordinator,
        meeting=meeting,
        member=member or cast.summoned,
        proxy=proxy,
        items=items or [first_of(meeting)],
    )


def said(item) -> dict[str, str]:
    from meetings.attendance.access import lines_of

    return {line.user.last_name: line.words for line in lines_of([item])[item.pk]}


def test_a_proxy_sees_the_item_and_no_other_and_the_member_stays_recorded(cast, meeting, proxy):
    come(cast, meeting, proxy)
    assert [item.position for item in visible_items(proxy, meeting)] == [1]
    assert said(first_of(meeting)) == {
        "大西": f"代理：{proxy.full_name}",
        "代田": f"{cast.summoned.full_name}の代理",
        "小野寺": "未記入",
    }
    event = AuditEvent.objects.get(verb="proxy.let_in")
    assert (event.actor, event.detail) == (cast.coordinator, f"{proxy.pk} for {cast.summoned.pk}")
    assert AuditEvent.objects.filter(verb="person.summoned", detail=str(proxy.pk)).count() == 1


def test_the_page_says_whether_the_pledge_is_in_force_and_since_when(cast, meeting, proxy):
    a_colleague(cast.summoned, "未誓約", body=cast.body)
    a_person("よそ")
    page = cast.client_of(cast.coordinator).get(door(meeting, cast.summoned)).content.decode()
    assert "誓約が有効です" in page
    assert "誓約が有効ではありません" in page
    assert ("代田" in page, "未誓約" in page, "よそ" in page) == (True, True, False)
    assert page.count('name="proxy"') == 1


def test_without_a_pledge_nobody_is_let_in(cast, meeting):
    late = a_colleague(cast.summoned, "未誓約", body=cast.body)
    with pytest.raises(NotPledged):
        come(cast, meeting, late)
    form = {"proxy": str(late.pk), "items": [str(first_of(meeting).pk)]}
    answer = cast.client_of(cast.coordinator).post(door(meeting, cast.summoned), form)
    assert answer.status_code == 422
    assert not Summons.objects.filter(user=late).exists()


def test_a_pledge_that_lapsed_while_the_page_was_open_lets_nobody_in(cast, meeting, proxy):
    from portal.audit.protection import lifted

    with lifted():
        PledgeSignature.objects.filter(user=proxy).update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotPledged):
        come(cast, meeting, proxy)


def test_somebody_of_another_organisation_or_without_a_seat_is_not_let_in(cast, meeting):
    with pytest.raises(NotOfTheirs):
        come(cast, meeting, cast.member)
    stranger = a_person("客")
    with pytest.raises(NotOfTheirs):
        come(cast, meeting, stranger)
    page = cast.client_of(cast.coordinator).get(door(meeting, cast.member)).content.decode()
    assert f"/portal/bodies/{cast.body.pk}/members/invite/" in page


def test_who_keeps_out_of_the_item_is_no_proxy_at_it(cast, meeting, proxy):
    recused_from(first_of(meeting), proxy)
    with pytest.raises(UnknownMember):
        come(cast, meeting, proxy)
    assert decision_on(proxy, first_of(meeting)).reason == "recused"


def test_nobody_comes_in_place_of_who_keeps_out(cast, meeting, proxy):
    recused_from(first_of(meeting), cast.summoned)
    with pytest.raises(NotTheirs):
        come(cast, meeting, proxy)
    assert not decision_on(proxy, first_of(meeting)).sees


def test_who_is_called_themselves_sits_on_one_chair(cast, proxy):
    meeting = begun(a_called_meeting(cast.body, [cast.summoned, proxy]))
    with pytest.raises(CalledAlready):
        come(cast, meeting, proxy)


def test_one_proxy_a_member_and_item(cast, meeting, proxy):
    come(cast, meeting, proxy)
    with pytest.raises(NotTheirs):
        come(cast, meeting, a_colleague(cast.summoned, "二人目", body=cast.body, text=cast.text))
    with pytest.raises(NotTheirs):  # nor somebody in the proxy's own place
        come(cast, meeting, a_colleague(proxy, "三人目", body=cast.body, text=cast.text), member=proxy)


def test_taking_back_closes_the_item_at_once(cast, meeting, proxy):
    come(cast, meeting, proxy)
    client = cast.client_of(proxy)
    item = first_of(meeting)
    assert client.get(f"/portal/items/{item.pk}/people/").status_code == 200
    path = f"/portal/meetings/{meeting.pk}/attendance/{proxy.pk}/proxy/{item.pk}/take-back/"
    assert cast.client_of(cast.coordinator).post(path).status_code == 302
    assert client.get(f"/portal/items/{item.pk}/people/").status_code == 404
    assert said(item) == {"大西": "未記入", "小野寺": "未記入"}
    assert AuditEvent.objects.get(verb="proxy.taken_back").detail == str(proxy.pk)
    assert AuditEvent.objects.filter(verb="summons.withdrawn", detail=str(proxy.pk)).count() == 1
    with pytest.raises(NotTheirs):
        take_back(actor=cast.coordinator, item=item, proxy=proxy)


def test_a_proxy_goes_with_whom_they_stand_for(cast, meeting, proxy):
    come(cast, meeting, proxy)
    remove_summons(actor=cast.coordinator, item=first_of(meeting), user=cast.summoned)
    assert not decision_on(proxy, first_of(meeting)).sees
    assert said(first_of(meeting)) == {"小野寺": "未記入"}


@pytest.mark.parametrize("role", ["summoned", "member", "other_coordinator"])
def test_only_who_runs_the_item_lets_in(cast, meeting, proxy, role):
    with pytest.raises(PermissionDenied):
        come(cast, meeting, proxy, actor=getattr(cast, role))


def test_a_recused_chair_lets_nobody_into_the_item(cast, meeting, proxy):
    recused_from(first_of(meeting), cast.chair)
    with pytest.raises(PermissionDenied):
        come(cast, meeting, proxy, actor=cast.chair)


def test_a_draft_and_a_frozen_record_take_no_proxy(cast, meeting, proxy):
    draft = a_meeting(cast.body)
    item = an_item(draft, cast.summoned)
    with pytest.raises(NotOpen):
        come(cast, draft, proxy, items=[item])
    come(cast, meeting, proxy)
    held(meeting)
    with pytest.raises(NotOpen):
        come(cast, meeting, proxy, items=[meeting.items.get(position=2)])
    with pytest.raises(TooLate):
        take_back(actor=cast.coordinator, item=first_of(meeting), proxy=proxy)


def test_the_record_names_the_proxy_and_asks_them_to_confirm_and_not_the_member(cast, meeting, proxy):
    come(cast, meeting, proxy)
    first, second = meeting.items.order_by("position")
    attended = {first.pk: {proxy.pk: True, cast.member.pk: True}, second.pk: {}}
    freeze_minutes(actor=cast.coordinator, meeting=meeting, attended=attended)
    found = {each.user: (each.asked, each.attendance) for each in signers(standing_version(first))}
    assert found == {
        cast.summoned: (False, f"代理：{proxy.full_name}"),
        proxy: (True, f"{cast.summoned.full_name}の代理"),
        cast.member: (True, "出席"),
    }


def test_a_member_whose_proxy_did_not_come_either_was_absent(cast, meeting, proxy):
    come(cast, meeting, proxy)
    first, second = meeting.items.order_by("position")
    freeze_minutes(actor=cast.coordinator, meeting=meeting, attended={first.pk: {}, second.pk: {}})
    assert said(first)["大西"] == "欠席"


def test_a_seat_for_one_member_is_no_seat_for_another(cast, meeting):
    from meetings.bodies.models import Appointment
    from meetings.bodies.services import appoint
    from portal.audit.setup import Setup
    from tests.factories.people import pledge

    other = a_colleague(cast.summoned, "同僚", body=cast.body)
    guest = a_person("臨時")
    from portal.organisations.access import affiliation_of
    from portal.organisations.services import affiliate

    affiliate(actor=Setup("tests"), user=guest, organisation=affiliation_of(other).organisation)
    today = timezone.localdate()
    appoint(
        actor=Setup("tests"),
        body=cast.body,
        user=guest,
        role="proxy",
        starts_on=today,
        ends_on=today + timedelta(days=30),
        stands_for=Appointment.objects.get(user=other),
    )
    pledge(guest, cast.text)
    with pytest.raises(NotOfTheirs):
        come(cast, meeting, guest)


def test_before_the_day_a_proxy_is_called_and_gets_the_notice(cast, proxy, django_capture_on_commit_callbacks):
    from meetings.invites.models import Participation

    meeting = a_called_meeting(cast.body, [cast.summoned])
    come(cast, meeting, proxy)
    assert Participation.objects.filter(user=proxy, meeting=meeting, uninvited_at=None).count() == 1
    assert Summons.objects.get(user=proxy).presence == ""
    take_back(actor=cast.coordinator, item=first_of(meeting), proxy=proxy)
    assert not Participation.objects.filter(user=proxy, meeting=meeting, uninvited_at=None).exists()


def test_the_room_waits_for_the_proxy_and_not_for_the_member(cast, meeting, proxy):
    from minutes.rooms.presenting import config

    item = first_of(meeting)
    come(cast, meeting, proxy)
    called = config(cast.coordinator, item, item.document)["called"]
    assert set(called) == {str(proxy.pk), str(cast.member.pk)}


def test_who_is_recused_takes_their_proxy_out_with_them(cast, meeting, proxy):
    come(cast, meeting, proxy)
    recuse(actor=cast.coordinator, item=first_of(meeting), user=cast.summoned)
    assert not visible_items(proxy, meeting).exists()
    assert AuditEvent.objects.filter(verb="summons.withdrawn", detail=str(proxy.pk)).count() == 1


def test_a_recused_proxy_leaves_the_members_place_open(cast, meeting, proxy):
    come(cast, meeting, proxy)
    recuse(actor=cast.coordinator, item=first_of(meeting), user=proxy)
    assert not visible_items(proxy, meeting).exists()
    assert said(first_of(meeting))["大西"] == "未記入"
    other = a_colleague(cast.summoned, "別田", body=cast.body, text=cast.text)
    come(cast, meeting, other)
    assert [item.position for item in visible_items(other, meeting)] == [1]

"""The attendance of the day: one tap for all, then what differs; and the freezing begins with it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.agenda.models import Summons
from meetings.attendance.access import sheet
from meetings.attendance.marks import Mark
from meetings.attendance.services import NotOpen, enter, enter_everybody
from meetings.invites.models import Participation
from portal.audit.models import AuditEvent
from portal.dates.wareki import clock
from tests.factories.meetings import a_called_meeting, begun, held, recused_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    """It began half an hour ago: 大西 and 小野寺 are called to the first item, 大西 alone to the second."""
    return begun(a_called_meeting(cast.body, [cast.summoned, cast.member], [cast.summoned]))


def door(meeting, user=None):
    return f"/portal/meetings/{meeting.pk}/attendance/" + (f"{user.pk}/" if user else "")


def entered(meeting) -> dict[tuple[int, str], str]:
    """By position and family name."""
    rows = Summons.objects.filter(item__meeting=meeting).select_related("user", "item")
    return {(row.item.position, row.user.last_name): row.presence for row in rows}


def test_one_tap_enters_all_but_who_said_they_do_not_come(cast, meeting):
    Participation.objects.filter(user=cast.member).update(answer="DECLINED")
    client = cast.client_of(cast.coordinator)
    assert "2人がまだ記入されていません" in client.get(door(meeting)).content.decode()
    page = client.post(door(meeting), follow=True).content.decode()
    assert "全員が記入ずみです" in page
    assert entered(meeting) == {(1, "大西"): "present", (1, "小野寺"): "absent", (2, "大西"): "present"}
    events = AuditEvent.objects.filter(verb="attendance.entered").order_by("detail")
    assert [(event.actor, event.detail) for event in events] == [
        (cast.coordinator, "everybody 1"),
        (cast.coordinator, "everybody 2"),
    ]


def test_a_second_tap_changes_nothing_that_was_entered(cast, meeting):
    Summons.objects.filter(user=cast.member).update(presence="absent")
    enter_everybody(actor=cast.coordinator, meeting=meeting)
    assert enter_everybody(actor=cast.coordinator, meeting=meeting) == 0
    assert entered(meeting)[1, "小野寺"] == "absent"


def test_who_came_late_and_left_early_is_entered_with_the_times(cast, meeting):
    first, second = meeting.items.order_by("position")
    client = cast.client_of(cast.chair)
    form = {
        f"{first.pk}": "late",
        f"{first.pk}-came": "１４：２０",
        f"{second.pk}": "left",
        f"{second.pk}-left": "15時05分",
    }
    page = client.post(door(meeting, cast.summoned), form, follow=True).content.decode()
    assert "遅刻（14:20から）" in page
    assert "早退（15:05まで）" in page
    shown = client.get(door(meeting, cast.summoned)).content.decode()
    assert 'value="14:20"' in shown
    details = AuditEvent.objects.filter(verb="attendance.entered").values_list("detail", flat=True)
    assert sorted(details) == sorted([f"{cast.summoned.pk} late", f"{cast.summoned.pk} left"])


def test_who_was_at_no_item_at_all_is_entered_by_one_button(cast, meeting):
    first = meeting.items.get(position=1)
    form = {"all": "absent", f"{first.pk}": "late", f"{first.pk}-came": "noon"}
    cast.client_of(cast.coordinator).post(door(meeting, cast.summoned), form)
    assert entered(meeting) == {(1, "大西"): "absent", (1, "小野寺"): "", (2, "大西"): "absent"}


def test_a_time_left_open_is_now_while_the_meeting_is_on(cast, meeting):
    first = meeting.items.get(position=1)
    cast.client_of(cast.coordinator).post(door(meeting, cast.member), {f"{first.pk}": "late"})
    row = Summons.objects.get(user=cast.member)
    assert (row.presence, row.came_at is not None, row.left_at) == ("present", True, None)


def test_afterwards_the_time_has_to_be_told(cast, meeting):
    begun(meeting, ago=60 * 30)
    first = meeting.items.get(position=1)
    answer = cast.client_of(cast.coordinator).post(door(meeting, cast.member), {f"{first.pk}": "late"})
    assert (answer.status_code, entered(meeting)[1, "小野寺"]) == (422, "")
    assert "14:20のように" in answer.content.decode()


def test_nobody_leaves_before_they_came(cast, meeting):
    first = meeting.items.get(position=1)
    form = {f"{first.pk}": "late", f"{first.pk}-came": "15:00", f"{first.pk}-left": "14:00"}
    assert cast.client_of(cast.coordinator).post(door(meeting, cast.member), form).status_code == 422


def test_what_a_person_answered_is_offered_first(cast, meeting):
    Participation.objects.filter(user=cast.member).update(answer="DECLINED")
    page = cast.client_of(cast.coordinator).get(door(meeting, cast.member)).content.decode()
    assert page.count("checked") == 1
    assert 'value="absent"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert entered(meeting)[1, "小野寺"] == ""


@pytest.mark.parametrize("role", ["summoned", "member", "recused", "other_coordinator"])
def test_only_who_runs_the_meeting_enters(cast, meeting, role):
    user = getattr(cast, role)
    with pytest.raises(PermissionDenied):
        enter_everybody(actor=user, meeting=meeting)
    with pytest.raises(PermissionDenied):
        enter(actor=user, meeting=meeting, person=cast.summoned, marks={})
    assert cast.client_of(user).get(door(meeting)).status_code == 404


def test_before_the_day_and_after_the_freezing_nothing_is_entered(cast):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    with pytest.raises(NotOpen):
        enter_everybody(actor=cast.coordinator, meeting=meeting)
    begun(meeting)
    held(meeting)
    with pytest.raises(NotOpen):
        enter_everybody(actor=cast.coordinator, meeting=meeting)
    item = meeting.items.get()
    cast.client_of(cast.coordinator).post(door(meeting, cast.summoned), {f"{item.pk}": "absent"})
    assert entered(meeting) == {(1, "大西"): "present"}


def test_an_item_closed_to_who_runs_the_meeting_shows_nobody(cast):
    meeting = begun(a_called_meeting(cast.body, [cast.summoned], [cast.member]))
    second = meeting.items.get(position=2)
    recused_from(second, cast.chair)
    client = cast.client_of(cast.chair)
    page = client.get(door(meeting)).content.decode()
    assert (cast.summoned.last_name in page, cast.member.last_name in page) == (True, False)
    assert client.get(door(meeting, cast.member)).status_code == 404
    enter_everybody(actor=cast.chair, meeting=meeting)
    assert entered(meeting) == {(1, "大西"): "present", (2, "小野寺"): ""}


def test_the_freezing_begins_with_what_was_entered(cast, meeting):
    first = meeting.items.get(position=1)
    enter_everybody(actor=cast.coordinator, meeting=meeting)
    late = Mark("present", meeting.start)
    enter(actor=cast.coordinator, meeting=meeting, person=cast.summoned, marks={first.pk: late})
    enter(actor=cast.coordinator, meeting=meeting, person=cast.member, marks={first.pk: Mark("absent")})
    client = cast.client_of(cast.coordinator)
    path = f"/portal/meetings/{meeting.pk}/minutes/freeze/"
    form = client.get(path).context["form"]
    assert form[str(first.pk)].value() == [str(cast.summoned.pk)]
    assert "遅刻" in client.get(path).content.decode()
    client.post(path, {name: form[name].value() for name in map(str, meeting.items.values_list("pk", flat=True))})
    row = Summons.objects.get(user=cast.summoned, item=first)
    assert (row.presence, row.came_at) == ("present", meeting.start)
    assert "遅刻" in client.get(f"/portal/meetings/{meeting.pk}/minutes/").content.decode()


def test_the_meeting_shows_all_to_who_runs_it_and_themselves_to_others(cast, meeting):
    enter_everybody(actor=cast.coordinator, meeting=meeting)
    first = meeting.items.get(position=1)
    late = Mark("present", meeting.start)
    enter(actor=cast.coordinator, meeting=meeting, person=cast.summoned, marks={first.pk: late})
    path = f"/portal/meetings/{meeting.pk}/"
    assert f"遅刻（{clock(meeting.start)}から）" in cast.client_of(cast.coordinator).get(path).content.decode()
    own = cast.client_of(cast.member).get(path).content.decode()
    assert "当日のあなたの出欠" in own
    assert "遅刻" not in own


def test_the_list_asks_the_same_number_of_questions_at_any_size(cast):
    def questions(count):
        from tests.factories.people import a_person, seat

        people = [a_person(f"参加{number}") for number in range(count)]
        for person in people:
            seat(person, cast.body)
        meeting = begun(a_called_meeting(cast.body, *[people] * 2))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = sheet(cast.coordinator, meeting)
        assert len(found.rows) == count
        return len(asked)

    assert questions(1) == questions(12)


def test_the_room_leads_who_runs_it_to_the_list_on_the_day(cast, meeting):
    path = f"/portal/meetings/{meeting.pk}/room/{meeting.items.get(position=1).pk}/"
    assert door(meeting) in cast.client_of(cast.coordinator).get(path).content.decode()
    assert door(meeting) not in cast.client_of(cast.summoned).get(path).content.decode()
    coming = a_called_meeting(cast.body, [cast.summoned])
    path = f"/portal/meetings/{coming.pk}/room/{coming.items.get().pk}/"
    assert door(coming) not in cast.client_of(cast.coordinator).get(path).content.decode()

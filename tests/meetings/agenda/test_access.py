"""Need to know, item by item: who sees it, who may write in it, who is called to it."""

from uuid import uuid4

import pytest
from django.http import Http404

from meetings.agenda.access import (
    decision_on,
    get_item_for,
    guests_of,
    people_in,
    summonable,
    summoned_anybody,
    summoned_counts,
    summoned_to,
    visible_items,
)
from meetings.agenda.presenting import present_item, present_items
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.dates.wareki import clock
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in ROLES if role != "anonymous"]


@pytest.fixture
def meeting(cast):
    """A draft with three items; the middle one is for the chair alone."""
    from tests.factories.meetings import a_meeting, an_item, summoned_before

    meeting = a_meeting(cast.body)
    for position, people in enumerate(([cast.summoned, cast.password_only], [cast.chair], [cast.summoned]), 1):
        item = an_item(meeting, *people, cast.unpledged, cast.lapsed, heading=f"事例 {position}", long=10 * position)
        summoned_before(item, cast.former)
    return meeting


@pytest.fixture
def called(meeting):
    from tests.factories.meetings import called

    return called(meeting)


def positions(cast, meeting) -> dict[str, list[int]]:
    return {role: [item.position for item in visible_items(getattr(cast, role), meeting)] for role in PEOPLE}


NOBODY: dict[str, list[int]] = {role: [] for role in PEOPLE}
RUNNING = {"coordinator": [1, 2, 3], "chair": [1, 2, 3]}


def test_visible_items_are_exactly_those_one_is_called_to_or_runs(cast, called):
    assert positions(cast, called) == NOBODY | RUNNING | {"summoned": [1, 3], "password_only": [1]}


def test_of_a_draft_only_those_who_run_it_see_items(cast, meeting):
    assert positions(cast, meeting) == NOBODY | RUNNING


@pytest.mark.parametrize(
    ("state", "right"),
    [
        (Meeting.State.DRAFT, "none"),
        (Meeting.State.CALLED, "write"),
        (Meeting.State.HELD, "write"),  # as long as the item's document is not frozen
        (Meeting.State.CLOSED, "read"),
    ],
)
def test_the_right_in_an_item_follows_the_state_of_the_meeting(cast, called, state, right):
    Meeting.objects.filter(pk=called.pk).update(state=state)
    called.refresh_from_db()
    first, second, _third = called.items.select_related("meeting__body").order_by("position")
    rights = {role: decision_on(getattr(cast, role), first).right for role in PEOPLE}
    running = "write" if right == "none" else right
    expected = dict.fromkeys(PEOPLE, "none") | {"coordinator": running, "chair": running}
    assert rights == expected | {"summoned": right, "password_only": right}
    assert decision_on(cast.summoned, second).right == "none"


def test_an_account_that_is_closed_has_no_right(cast, called):
    item = called.items.get(position=1)
    for user in (cast.summoned, cast.coordinator):
        user.is_active = False
        assert decision_on(user, item).right == "none"


def test_absent_and_forbidden_items_are_the_same(cast, called):
    first, second, _third = called.items.order_by("position")
    assert get_item_for(cast.summoned, first.pk) == first
    for user, pk in ((cast.summoned, second.pk), (cast.other_coordinator, first.pk), (cast.summoned, uuid4())):
        with pytest.raises(Http404) as refusal:
            get_item_for(user, pk)
        assert str(refusal.value) == ""


def test_those_who_may_be_called_sit_in_the_body_today(cast, meeting):
    assert {user.last_name for user in summonable(meeting)} == {
        "町田",
        "高橋",
        "杉本",
        "小野寺",
        "大西",
        "岡本",
        "藤原",
    }


def test_guests_are_those_called_and_those_who_run_the_body(cast, meeting):
    names = {user.last_name for user in guests_of(meeting)}
    assert names == {"大西", "町田", "高橋", "杉本", "水野", "藤原"}
    assert len(guests_of(meeting)) == len(names)  # called to two items, invited once


def test_who_left_the_body_is_no_guest_any_more(cast, meeting):
    assert cast.former in summoned_to(meeting.items.get(position=1))
    assert cast.former not in guests_of(meeting)


def test_a_closed_account_is_no_guest(cast, meeting):
    User.objects.filter(pk=cast.summoned.pk).update(is_active=False)
    assert cast.summoned not in guests_of(meeting)


def test_people_in_an_item_are_its_own(cast, meeting):
    names = {user.last_name for user in people_in(meeting.items.get(position=2))}
    assert names == {"藤原", "水野", "高橋", "杉本"}  # not 前川, who was called too and has left the body


def test_how_many_are_called(cast, meeting):
    from tests.factories.meetings import a_meeting, an_item, at

    other = a_meeting(cast.body, start=at(30))
    assert not summoned_anybody(other)
    an_item(other, cast.member)
    assert summoned_anybody(other)
    counts = summoned_counts(meeting.items.all())
    assert [counts[item.pk] for item in meeting.items.order_by("position")] == [5, 4, 4]


def test_items_are_numbered_only_for_those_who_see_them_all(cast, called):
    """A number tells of items one may not know; a time does not, for all lengths count."""
    shown = {
        role: [(item.label, clock(item.starts_at)) for item in present_items(getattr(cast, role), called)]
        for role in ("chair", "summoned")
    }
    assert shown == {
        "chair": [("議題1", "14:00"), ("議題2", shown["chair"][1][1]), ("議題3", "14:30")],
        "summoned": [("", "14:00"), ("", "14:30")],
    }
    third = present_item(cast.summoned, called.items.get(position=3))
    assert third.title == third.heading

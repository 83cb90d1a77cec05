"""The home page: what waits for the reader, the most urgent first, and the frame around it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.home.waiting import Task, tasks_of
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, at, held

pytestmark = pytest.mark.django_db


def page(cast, person):
    return cast.client_of(person).get(reverse("home"))


def test_nothing_waits_for_a_member_who_is_not_called(cast):
    a_called_meeting(cast.body, [cast.summoned])
    assert tasks_of(cast.member) == []
    assert page(cast, cast.member).context["count"] == 0


def test_a_called_meeting_waits_for_who_is_summoned(cast):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    answer, task = tasks_of(cast.summoned)
    assert task.url == reverse("meetings:meeting", args=[meeting.pk])
    assert answer.url == reverse("replies:own", args=[meeting.pk])
    assert task.url in page(cast, cast.summoned).content.decode()


def test_a_draft_waits_for_who_runs_it_only(cast):
    meeting = a_meeting(cast.body)
    an_item(meeting, cast.summoned)
    for person in (cast.coordinator, cast.chair):
        assert [task.url for task in tasks_of(person)] == [reverse("meetings:meeting", args=[meeting.pk])]
    for person in (cast.summoned, cast.member, cast.other_coordinator):
        assert tasks_of(person) == []


def test_minutes_wait_until_they_are_confirmed(cast):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    (version,) = held(meeting)
    assert reverse("signoff:version", args=[version.pk]) in [task.url for task in tasks_of(cast.summoned)]


def test_the_most_urgent_comes_first(cast):
    late = a_called_meeting(cast.body, [cast.summoned], start=at(20))
    soon = a_called_meeting(cast.body, [cast.summoned], start=at(2))
    assert [task.url for task in tasks_of(cast.summoned)] == [
        reverse(door, args=[meeting.pk]) for meeting in (soon, late) for door in ("replies:own", "meetings:meeting")
    ]


def test_no_heading_of_a_case_stands_on_the_page(cast):
    a_called_meeting(cast.body, [cast.summoned])
    assert "R8-001" not in page(cast, cast.summoned).content.decode()


def test_the_menu_has_bodies_for_who_runs_one(cast):
    assert reverse("bodies:list") in page(cast, cast.coordinator).content.decode()
    assert reverse("bodies:list") not in page(cast, cast.member).content.decode()


@pytest.mark.parametrize(
    ("days", "left", "soon"), [(0, "今日", True), (1, "あす", True), (2, "あと2日", True), (3, "あと3日", False)]
)
def test_how_near_a_task_is(days, left, soon):
    task = Task("", "", "", "", until=timezone.localdate() + timedelta(days=days))
    assert (task.left, task.soon) == (left, soon)


def test_a_task_past_its_day_is_still_wanted():
    task = Task("", "", "", "", until=date(2020, 1, 1))
    assert task.left
    assert task.soon


def test_a_task_without_a_day_does_not_press():
    task = Task("", "", "", "")
    assert (task.left, task.soon) == ("", False)


def test_a_public_page_asks_the_database_for_no_reader(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("enter:login")).status_code == 200


def test_ones_own_page_leads_to_everything_of_ones_own(cast):
    text = cast.client_of(cast.member).get(reverse("me:home")).content.decode()
    for door in ("me:devices", "me:sessions", "me:password", "me:address", "me:pledges"):
        assert f'href="{reverse(door)}"' in text

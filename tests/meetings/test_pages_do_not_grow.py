"""One row or thirty: a page asks the database the same number of questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
MANY = 30


def queries(client, path) -> int:
    client.get(path)  # what is asked once in the life of a process
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(asked)


def counts(cast, role, path, grow) -> tuple[int, int]:
    """The numbers with what is there now, and after ``grow``."""
    client = cast.client_of(getattr(cast, role))
    few = queries(client, path)
    grow()
    return few, queries(client, path)


@pytest.fixture
def one(cast):
    from tests.factories.meetings import a_called_meeting

    return a_called_meeting(cast.body, [cast.summoned])


@pytest.mark.parametrize("role", ["coordinator", "summoned"])
def test_the_list_of_meetings(cast, one, role):
    from tests.factories.meetings import a_called_meeting, at

    def grow():
        for number in range(MANY):
            a_called_meeting(cast.body, [cast.summoned], start=at(10 + number))

    few, many = counts(cast, role, "/portal/meetings/", grow)
    assert few == many


def more_items(cast, meeting):
    """Thirty more items, as if the meeting were still a draft."""
    from meetings.schedule.models import Meeting
    from tests.factories.meetings import an_item

    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.DRAFT)
    for number in range(MANY):
        an_item(meeting, cast.summoned, cast.member, heading=f"事例 {number}")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CALLED)


@pytest.mark.parametrize("role", ["coordinator", "summoned"])
def test_the_page_of_a_meeting(cast, one, role):
    few, many = counts(cast, role, f"/portal/meetings/{one.pk}/", lambda: more_items(cast, one))
    assert few == many


@pytest.mark.parametrize("role", ["coordinator", "summoned"])
def test_the_room(cast, one, role):
    path = f"/portal/meetings/{one.pk}/room/{one.items.get().pk}/"
    few, many = counts(cast, role, path, lambda: more_items(cast, one))
    assert few == many


def test_the_roster(cast):
    from tests.factories.people import a_member

    def grow():
        for number in range(MANY):
            a_member(cast.body, cast.text, f"委員{number}")

    few, many = counts(cast, "coordinator", f"/portal/bodies/{cast.body.pk}/members/", grow)
    assert few == many


@pytest.mark.parametrize("role", ["coordinator", "summoned"])
def test_the_minutes_of_a_meeting(cast, role):
    from tests.factories.meetings import a_called_meeting, at, held

    small = a_called_meeting(cast.body, [cast.summoned], start=at(-3))
    large = a_called_meeting(cast.body, *[[cast.summoned, cast.member]] * MANY, start=at(-5))
    held(small)
    held(large)
    client = cast.client_of(getattr(cast, role))
    few, many = (queries(client, f"/portal/meetings/{meeting.pk}/minutes/") for meeting in (small, large))
    assert few == many


def test_a_calendar_feed(cast, one):
    from meetings.feeds.services import ACT, make_feed
    from tests.factories.meetings import a_called_meeting, at
    from tests.factories.people import a_factor

    url = make_feed(actor=cast.summoned, label="PC", factor=a_factor(cast.summoned, ACT, cast.summoned.pk))

    def grow():
        for number in range(MANY):
            a_called_meeting(cast.body, [cast.summoned], start=at(10 + number))

    few, many = counts(cast, "summoned", url[url.index("/portal/") :], grow)
    assert few == many

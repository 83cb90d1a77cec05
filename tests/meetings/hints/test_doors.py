"""Hints where a date is fixed: no more than the reader may know, and nothing is ever refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.hints.access import hints_about, hints_about_each
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, at, recused_from
from tests.factories.people import a_member, seat
from tests.factories.polls import a_poll, slots_of

pytestmark = pytest.mark.django_db
TAKEN = "この時間に別の会議があります"


@pytest.fixture
def elsewhere(cast):
    """Somebody of our body is invited to a meeting of the other one, of which who runs ours knows nothing."""
    seat(cast.summoned, cast.other)
    return a_called_meeting(cast.other, [cast.summoned], start=at(60))


def page(cast, path, role="coordinator"):
    answer = cast.client_of(getattr(cast, role)).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_draft_says_who_is_taken_but_not_by_which_meeting(cast, elsewhere):
    draft = a_meeting(cast.body, start=at(60), place="保健センター")
    an_item(draft, cast.summoned)
    for path in (f"/portal/meetings/{draft.pk}/", f"/portal/meetings/{draft.pk}/call/"):
        words = page(cast, path)
        assert f"{cast.summoned.full_name}さんは、{TAKEN}" in words
        assert elsewhere.title not in words
        assert cast.other.name not in words


def test_of_a_meeting_that_the_reader_runs_the_title_and_the_room_are_said(cast):
    other = a_called_meeting(cast.body, [cast.summoned], start=at(60))
    draft = a_meeting(cast.body, start=at(60), place="市役所　３階 302会議室")
    an_item(draft, cast.summoned)
    words = page(cast, f"/portal/meetings/{draft.pk}/")
    assert f"この時間に{other.title}に招かれています" in words
    assert f"{other.title}が、同じ時間に同じ場所であります" in words


def test_of_a_meeting_with_an_item_that_the_reader_must_not_know_nobody_is_named(cast):
    other = a_called_meeting(cast.body, [cast.summoned], start=at(60))
    recused_from(other.items.get(), cast.coordinator)
    occasion = Occasion(at(60), at(61), "保健センター")
    assert not any(cast.summoned.full_name in each for each in hints_about(cast.coordinator, occasion, [cast.summoned]))
    assert any(cast.summoned.full_name in each for each in hints_about(cast.chair, occasion, [cast.summoned]))


def test_a_called_meeting_that_moves_is_not_in_its_own_way(cast, elsewhere):
    meeting = a_called_meeting(cast.body, [cast.summoned], start=at(59))
    start = at(60)
    client = cast.client_of(cast.coordinator)
    form = client.get(f"/portal/meetings/{meeting.pk}/change/").context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"day": start.strftime("%Y-%m-%d")}
    answer = client.post(f"/portal/meetings/{meeting.pk}/change/", sent)
    assert answer.status_code == 200
    assert [each for each in answer.context["hints"] if "この時間" in each] == [
        f"{cast.summoned.full_name}さんは、{TAKEN}。"
    ]
    moved = client.post(f"/portal/meetings/{meeting.pk}/change/", sent | {"confirmed": "1"})
    assert moved.status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).start == start


def test_deciding_on_a_date_says_it_too_and_refuses_nothing(cast, elsewhere):
    poll = a_poll(cast.body, cast.summoned, slots=(60, 61))
    option = slots_of(poll)[0]
    path = f"/portal/polls/{poll.pk}/decide/{option.pk}/"
    assert f"{cast.summoned.full_name}さんは、{TAKEN}" in page(cast, path)
    assert cast.client_of(cast.coordinator).post(path, {"reason": "ほかの日がありません"}).status_code == 302


def test_a_year_of_dates_costs_as_much_as_one(cast, elsewhere):
    people = [cast.summoned, cast.member, a_member(cast.body, cast.text, "星")]
    one = {0: Occasion(at(60), at(61), "x")}
    many = {number: Occasion(at(60 + number), at(61 + number), "x") for number in range(12)}
    asked = []
    for occasions in (one, many):
        with CaptureQueriesContext(connection) as found:
            said = hints_about_each(cast.coordinator, occasions, people)
        asked.append(len(found))
        assert any(TAKEN in each for each in said[0])
    assert asked[0] == asked[1] <= 6

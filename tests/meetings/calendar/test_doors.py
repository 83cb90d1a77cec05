"""The month and the year at their doors: what is shown is what one may see, and no more."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.schedule.models import Meeting
from portal.dates.fiscal import fiscal_year
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, at, called_off, moved
from tests.factories.polls import a_poll, said

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def year_page(cast, role, meeting=None):
    year = meeting.fiscal_year if meeting else fiscal_year(timezone.localdate())
    return cast.client_of(getattr(cast, role)).get(f"/portal/bodies/{cast.body.pk}/year/{year}/")


def month_page(cast, role, day: date):
    return cast.client_of(getattr(cast, role)).get(f"/portal/months/{day.year}/{day.month}/")


def numbers(page, meetings):
    """Which of these meetings the page leads to."""
    words = page.content.decode()
    return [f"/portal/meetings/{each.pk}/" in words for each in meetings]


@pytest.fixture
def some(cast):
    """One to which the member is called, one for another, a draft, one called off; all in one week."""
    return [
        a_called_meeting(cast.body, [cast.summoned], start=at(9)),
        a_called_meeting(cast.body, [cast.chair], start=at(10)),
        a_meeting(cast.body, start=at(11)),
        called_off(a_called_meeting(cast.body, [cast.summoned], start=at(12))),
    ]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("coordinator", [True, True, True, True]),
        ("chair", [True, True, True, True]),
        ("summoned", [True, False, False, True]),
        ("member", [False, False, False, False]),
    ],
)
def test_each_sees_in_year_and_month_what_they_may_see(cast, some, role, seen):
    assert numbers(
        year_page(cast, role, some[0]), [each for each in some if each.fiscal_year == some[0].fiscal_year]
    ) == [sees for sees, each in zip(seen, some, strict=True) if each.fiscal_year == some[0].fiscal_year]
    for sees, meeting in zip(seen, some, strict=True):
        assert numbers(month_page(cast, role, meeting.day), [meeting]) == [sees]


@pytest.mark.parametrize("role", ["other_body", "other_coordinator", "former", "superuser", "auditor"])
def test_the_year_of_a_body_is_for_its_people(cast, some, role):
    assert year_page(cast, role, some[0]).status_code == 404


def test_who_runs_it_reads_how_many_answered_and_a_member_their_own_answer(cast):
    meeting = a_called_meeting(cast.body, [cast.summoned])
    assert "3人のうち0人が答えました。" in year_page(cast, "coordinator", meeting).content.decode()
    assert "あなたの出欠: 未回答" in year_page(cast, "summoned", meeting).content.decode()


def test_a_question_about_dates_stands_in_the_month_of_its_first_slot(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    said(poll, cast.summoned, "○○○")
    page = (
        cast.client_of(cast.coordinator)
        .get(f"/portal/bodies/{cast.body.pk}/year/{fiscal_year(at(10).date())}/")
        .content.decode()
    )
    assert f"/portal/polls/{poll.pk}/result/" in page
    theirs = (
        cast.client_of(cast.member)
        .get(f"/portal/bodies/{cast.body.pk}/year/{fiscal_year(at(10).date())}/")
        .content.decode()
    )
    assert f"/portal/polls/{poll.pk}/" in theirs
    assert f"/portal/polls/{poll.pk}/result/" not in theirs


def test_moved_and_called_off_are_named(cast):
    one = moved(a_called_meeting(cast.body, [cast.summoned], start=at(9)), days=1)
    off = called_off(a_called_meeting(cast.body, [cast.summoned], start=at(9)))
    page = year_page(cast, "coordinator", one).content.decode()
    assert "変更あり" in page
    assert off.get_state_display() in year_page(cast, "coordinator", off).content.decode()


@pytest.mark.parametrize(
    "path", ["months/2026/13/", "months/2026/0/", "months/1999/12/", "months/99999/1/", "months/0/1/"]
)
def test_months_that_are_none_have_no_page(cast, path):
    assert cast.client_of(cast.coordinator).get(f"/portal/{path}").status_code == 404


@pytest.mark.parametrize("year", [1999, 2100, 99999])
def test_years_beyond_the_calendar_have_no_page(cast, year):
    assert cast.client_of(cast.coordinator).get(f"/portal/bodies/{cast.body.pk}/year/{year}/").status_code == 404


def test_holidays_are_named_in_the_month(cast):
    page = cast.client_of(cast.member).get("/portal/months/2026/9/").content.decode()
    assert all(name in page for name in ("敬老の日", "国民の休日", "秋分の日"))


def test_the_months_follow_each_other(cast):
    page = cast.client_of(cast.member).get("/portal/months/2026/12/").content.decode()
    assert 'href="/portal/months/2026/11/"' in page
    assert 'href="/portal/months/2027/1/"' in page
    assert "<table" in page
    assert page.count('scope="col"') == 7


@pytest.mark.parametrize("role", ["coordinator", "summoned"])
@pytest.mark.parametrize("page", ["year", "month"])
def test_one_meeting_or_a_dozen_cost_the_same(cast, role, page):
    client = cast.client_of(getattr(cast, role))
    first = a_called_meeting(cast.body, [cast.summoned], start=at(1))
    a_poll(cast.body, cast.summoned)
    path = f"/portal/bodies/{cast.body.pk}/year/{first.fiscal_year}/"
    if page == "month":
        path = f"/portal/months/{first.day.year}/{first.day.month}/"
    few = queries(client, path)
    for number in range(6):
        a_called_meeting(cast.body, [cast.summoned, cast.member], start=at(1))
        a_meeting(cast.body, start=at(1))
        if number < 3:
            a_poll(cast.body, cast.summoned, cast.member)
    assert queries(client, path) == few <= MOST_QUERIES


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_discarded_draft_is_in_neither(cast):
    from meetings.schedule.services import discard_draft

    meeting = a_meeting(cast.body)
    an_item(meeting, cast.summoned)
    discard_draft(actor=cast.coordinator, meeting=meeting)
    assert Meeting.objects.get().state == "discarded"
    assert numbers(year_page(cast, "coordinator", meeting), [meeting]) == [False]
    assert numbers(month_page(cast, "coordinator", meeting.day), [meeting]) == [False]

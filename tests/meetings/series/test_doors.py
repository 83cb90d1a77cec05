"""A series at the doors: the year before it is made, the drafts, another rule, the end. Acceptance check 10."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from meetings.office_days.services import enter_day
from meetings.schedule.models import Meeting
from meetings.series import services
from meetings.series.access import what_making_does
from meetings.series.forms import as_written
from meetings.series.models import MeetingSeries
from meetings.series.steps import fingerprint
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.meetings.series.test_rule import rule
from tests.portal.mfa.floor import together

pytestmark = pytest.mark.django_db
PLACE = "市役所 3階 302会議室"
FORM = {
    "way": "weekday",
    "nth": "2",
    "weekday": "3",
    "months": [str(n) for n in range(1, 13)],
    "begins": "14:00",
    "ends": "15:30",
    "place": PLACE,
    "shift": "next",
}


@pytest.fixture
def early(clock, cast):
    """Everybody, on the first of April 2026; the city rests on 11 June."""
    enter_day(actor=cast.coordinator, day=date(2026, 6, 11), kind="closed", label="市制記念日")
    return cast


def confirm(client, path, form):
    """Look, and say yes to what was shown."""
    page = client.post(path, form)
    assert page.status_code == 200
    seen = re.search(r'name="seen" value="(\w{64})"', page.content.decode())[1]
    return page, client.post(path, form | {"seen": seen, "confirmed": "1"})


def make(cast, **more):
    """The series, made at its door."""
    client = cast.client_of(cast.coordinator)
    _page, answer = confirm(client, f"/portal/bodies/{cast.body.pk}/series/new/", FORM | {"year": "2026"} | more)
    assert answer.status_code == 302
    return client, MeetingSeries.objects.latest("created_at")


def days(series):
    return [each.meeting.day for each in series.dates.select_related("meeting")]


def of_month(series, month):
    return Meeting.objects.get(series_date__series=series, series_date__month__month=month)


def call(cast, meeting, *people):
    from tests.factories.meetings import an_item, called

    an_item(meeting, *people)
    return called(meeting)


def test_a_whole_year_is_shown_before_it_is_made_as_it_was_shown(early):
    client = early.client_of(early.coordinator)
    path = f"/portal/bodies/{early.body.pk}/series/new/"
    page, answer = confirm(client, path, FORM | {"year": "2026"})
    words = page.content.decode()
    for said in ("6月12日（金）", "市制記念日", "2月12日（金）", "建国記念の日", "12件の下書きをつくります"):
        assert said in words
    assert Meeting.objects.count() == 12
    series = MeetingSeries.objects.get()
    assert answer.headers["Location"] == f"/portal/series/{series.pk}/"
    made = list(Meeting.objects.order_by("start"))
    assert [each.title for each in made] == [f"令和8年度 第{n}回 支援会議" for n in range(1, 13)]
    assert {each.state for each in made} == {"draft"}
    assert [each.day for each in made][2:6] == [
        date(2026, 6, 12),
        date(2026, 7, 9),
        date(2026, 8, 13),
        date(2026, 9, 10),
    ]
    assert made[10].day == date(2027, 2, 12)
    assert OutboxMail.objects.filter(kind="meeting").count() == 0
    assert AuditEvent.objects.filter(verb="series.made", detail="add:12").count() == 1


def test_holidays_of_both_years_and_the_turn_of_the_year(early):
    """第4火曜: 2026-09-22 is 国民の休日, the 23rd 秋分の日; the 30th of December is not a working day."""
    _client, tuesdays = make(early, nth="4", weekday="1")
    assert date(2026, 9, 24) in days(tuesdays)
    _client, thirtieth = make(early, way="day", day="30")
    assert days(thirtieth)[8] == date(2027, 1, 4)
    _client, next_year = make(early, year="2027")
    assert next(each.meeting.title for each in next_year.dates.all()) == "令和9年度 第1回 支援会議"
    assert days(next_year)[10] == date(2028, 2, 10)


def test_no_rule_leaves_the_portal(early, clock):
    client, series = make(early)
    call(early, of_month(series, 12), early.summoned)
    confirm(client, f"/portal/series/{series.pk}/change/", FORM | {"nth": "3"})
    sent = [mail.content for mail in OutboxMail.objects.all()]
    calendars = [content for content in sent if b"text/calendar" in content]
    assert len(calendars) == 3  # one a person: what had not left is replaced by the move
    from email import message_from_bytes

    import icalendar

    for content in calendars:
        for part in message_from_bytes(content).walk():
            if part.get_content_type() == "text/calendar":
                (event,) = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
                assert not {"RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"} & set(event)


def test_another_rule_touches_only_what_is_to_come_and_follows_it(early, clock):
    from tests.factories.meetings import called_off, moved

    client, series = make(early)
    for month in (4, 10, 11, 12):
        call(early, of_month(series, month), early.summoned)
    called_off(of_month(series, 11))
    moved(of_month(series, 1), days=1)  # by hand
    before = {each.pk: each.occasion for each in Meeting.objects.all()}
    clock.set(2026, 11, 2)
    client = early.client_of(early.coordinator)
    mails = OutboxMail.objects.count()

    path = f"/portal/series/{series.pk}/change/"
    page, answer = confirm(client, path, FORM | {"nth": "3", "months": ["4", "10", "11", "12", "1", "2"]})
    words = page.content.decode()
    assert "開催の案内をした会議1件の日時か場所が変わります" in words
    assert "メール3通を送ります" in words
    assert OutboxMail.objects.count() == mails + 3
    assert answer.status_code == 302

    changed = {
        each.series_date.month.month
        for each in Meeting.objects.exclude(state="discarded")
        if each.occasion != before[each.pk]
    }
    assert changed == {12, 2}
    december = of_month(series, 12)
    assert (december.day, december.state, december.sequence) == (date(2026, 12, 17), "called", 1)
    assert of_month(series, 2).day == date(2027, 2, 18)
    assert of_month(series, 1).day == date(2027, 1, 15)  # as it was moved by hand
    assert Meeting.objects.filter(state="discarded").count() == 1  # March, of which nobody had been told
    assert AuditEvent.objects.filter(verb="series.changed", detail="change:1 move:1 discard:1").count() == 1


def test_a_month_that_was_left_out_comes_back_and_is_numbered_among_the_others(early):
    client, series = make(early)
    path = f"/portal/series/{series.pk}/change/"
    confirm(client, path, FORM | {"months": ["4", "6"]})
    assert [each.meeting.number for each in series.dates.select_related("meeting")] == [1, 2]
    confirm(client, path, FORM | {"months": ["4", "5", "6"]})
    assert [(each.month.month, each.meeting.number) for each in series.dates.select_related("meeting")] == [
        (4, 1),
        (5, 2),
        (6, 3),
    ]


def test_the_end_discards_drafts_and_names_what_stays_and_can_be_undone(early, clock):
    client, series = make(early)
    call(early, of_month(series, 12), early.summoned)
    clock.set(2026, 11, 2)
    client = early.client_of(early.coordinator)
    page = client.get(f"/portal/series/{series.pk}/end/").content.decode()
    assert "4件の下書きを取りやめます" in page
    assert of_month(series, 12).title in page
    seen = re.search(r'name="seen" value="(\w{64})"', page)[1]
    assert client.post(f"/portal/series/{series.pk}/end/", {"seen": seen}).status_code == 302
    assert Meeting.objects.filter(state="discarded").count() == 4
    assert of_month(series, 12).state == "called"
    assert of_month(series, 5).state == "draft"  # its day has passed: what is past stays as it was
    assert client.get(f"/portal/series/{series.pk}/end/").status_code == 302

    confirm(client, f"/portal/series/{series.pk}/change/", FORM)
    assert [each.month.month for each in series.dates.filter(meeting__state="draft", month__gte=date(2026, 11, 1))] == [
        11,
        1,
        2,
        3,
    ]


def test_what_is_made_is_what_was_seen(early):
    """Between the look and the act the city enters a closed day: the year is shown anew, nothing is made."""
    client = early.client_of(early.coordinator)
    path = f"/portal/bodies/{early.body.pk}/series/new/"
    form = FORM | {"year": "2026"}
    page = client.post(path, form).content.decode()
    seen = re.search(r'name="seen" value="(\w{64})"', page)[1]
    enter_day(actor=early.coordinator, day=date(2026, 7, 9), kind="closed", label="まつり")
    answer = client.post(path, form | {"seen": seen, "confirmed": "1"})
    assert answer.status_code == 409
    assert "7月10日（金）" in answer.content.decode()
    assert Meeting.objects.count() == 0


def test_who_presses_twice_makes_the_year_once(early):
    client = early.client_of(early.coordinator)
    path = f"/portal/bodies/{early.body.pk}/series/new/"
    page, _made = confirm(client, path, FORM | {"year": "2026"})
    seen = re.search(r'name="seen" value="(\w{64})"', page.content.decode())[1]
    again = client.post(path, FORM | {"year": "2026", "seen": seen, "confirmed": "1"})
    assert again.status_code == 409
    assert "もうつくってあります" in again.content.decode()
    assert (MeetingSeries.objects.count(), Meeting.objects.count()) == (1, 12)


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_it_once(early):
    seen = fingerprint(what_making_does(2026, rule()))
    made = together(
        2,
        lambda _number: services.make_series(
            actor=early.coordinator, body=early.body, year=2026, rule=rule(), seen=seen
        ),
    )
    assert sorted(type(each).__name__ for each in made) == ["MadeAlready", "MeetingSeries"]
    assert Meeting.objects.count() == 12


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"way": "day", "day": ""}, "15"),
        ({"way": "day", "day": "32"}, "15"),
        ({"months": []}, "月を1つ以上選んでください。"),
        ({"ends": "13:00"}, "14:00"),
        ({"place": ""}, "場所"),
        ({"nth": "9"}, "nth"),
        ({"shift": "ask"}, "shift"),
        ({"year": "1999"}, "year"),
        ({"begins": "25:00"}, "14:00"),
    ],
)
def test_what_must_be_mended_is_said(early, wrong, words):
    client = early.client_of(early.coordinator)
    answer = client.post(f"/portal/bodies/{early.body.pk}/series/new/", FORM | {"year": "2026"} | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Meeting.objects.count() == 0


def test_a_year_that_is_over_makes_nothing(early, clock):
    clock.set(2027, 1, 20)
    client = early.client_of(early.coordinator)
    path = f"/portal/bodies/{early.body.pk}/series/new/"
    answer = client.post(path, FORM | {"year": "2026", "months": ["4", "5"], "confirmed": "1"})
    assert answer.status_code == 409
    assert MeetingSeries.objects.count() == 0


@pytest.mark.parametrize("role", ["member", "summoned", "other_coordinator", "former", "unpledged", "superuser"])
def test_only_who_runs_the_body_makes_changes_and_ends(early, role):
    actor = getattr(early, role)
    seen = fingerprint(what_making_does(2026, rule()))
    with pytest.raises(PermissionDenied):
        services.make_series(actor=actor, body=early.body, year=2026, rule=rule(), seen=seen)
    series = services.make_series(actor=early.chair, body=early.body, year=2026, rule=rule(), seen=seen)
    with pytest.raises(PermissionDenied):
        services.change_rule(actor=actor, series=series, rule=rule(3), seen=seen)
    with pytest.raises(PermissionDenied):
        services.end_series(actor=actor, series=series, seen=seen)
    assert Meeting.objects.filter(state="draft").count() == 12


def test_the_home_page_asks_for_the_drafts_of_a_series_one_by_one(early):
    make(early)
    page = early.client_of(early.coordinator).get("/portal/").content.decode()
    assert page.count("下書きをひらく") == 2  # the task, and how far it is
    assert "第1回" in page
    assert "第2回" not in page


def test_the_form_shows_the_rule_that_stands():
    assert as_written(rule())["nth"] == 2
    assert as_written(rule(day=15))["way"] == "day"

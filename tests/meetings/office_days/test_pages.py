"""The city's own days at the doors: who runs a body enters and takes them out, and each act is recorded."""

from datetime import date

import pytest

from meetings.office_days.access import offices
from meetings.office_days.models import OfficeDay
from portal.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
PAGE = "/portal/office-days/"
WHOLE = {"day": "令和9年11月1日", "kind": "closed", "label": "市制記念日"}


def test_a_day_that_is_entered_closes_the_office(cast):
    day = date(2027, 11, 1)
    assert offices().is_open(day)
    answer = cast.client_of(cast.coordinator).post(PAGE, WHOLE, follow=True)
    assert "令和9年11月1日（月）" in answer.content.decode()
    assert not offices().is_open(day)
    assert offices().on_or_after(day) == date(2027, 11, 2)
    assert AuditEvent.objects.filter(verb="office_day.entered", actor=cast.coordinator).count() == 1


def test_a_day_entered_again_replaces_what_was_there(cast):
    browser = cast.client_of(cast.chair)
    browser.post(PAGE, WHOLE)
    browser.post(PAGE, WHOLE | {"kind": "open", "label": "臨時開庁"})
    assert list(OfficeDay.objects.values_list("kind", "label")) == [("open", "臨時開庁")]


def test_a_day_that_is_taken_out_follows_the_calendar_again(cast):
    browser = cast.client_of(cast.coordinator)
    browser.post(PAGE, WHOLE)
    browser.post(f"{PAGE}{OfficeDay.objects.get().pk}/take-out/")
    assert offices().is_open(date(2027, 11, 1))
    assert AuditEvent.objects.filter(verb="office_day.taken_out").count() == 1


def test_a_day_that_cannot_be_read_is_said_so(cast):
    answer = cast.client_of(cast.coordinator).post(PAGE, WHOLE | {"day": "来年の春"})
    assert answer.status_code == 422
    assert not OfficeDay.objects.exists()


def test_a_member_has_no_such_page(cast):
    browser = cast.client_of(cast.member)
    assert browser.get(PAGE).status_code == browser.post(PAGE, WHOLE).status_code == 404
    assert not OfficeDay.objects.exists()


def test_the_cabinet_offices_list_enters_what_it_says_otherwise(cast):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from portal.dates.closed import holiday_name

    year = timezone.localdate().year + 1
    day = next(d for d in (date(year, 6, n) for n in range(1, 8)) if d.weekday() == 2)
    known = [each for each in offices().next_days(date(year, 1, 1), 364) if holiday_name(each)]
    lines = [f"{each.year}/{each.month}/{each.day},{holiday_name(each)}" for each in known]
    text = "\r\n".join(["国民の祝日・休日月日,国民の祝日・休日名称", *lines, f"{year}/6/{day.day},開府記念の日", ""])
    browser = cast.client_of(cast.coordinator)
    file = SimpleUploadedFile("syukujitsu.csv", text.encode("cp932"), "text/csv")
    browser.post(f"{PAGE}holidays/", {"file": file})
    assert list(OfficeDay.objects.values_list("day", "kind", "label")) == [(day, "closed", "開府記念の日")]
    assert not offices().is_open(day)
    wrong = SimpleUploadedFile("syukujitsu.csv", b"a,b", "text/csv")
    assert browser.post(f"{PAGE}holidays/", {"file": wrong}).status_code == 422
    assert cast.client_of(cast.member).get(f"{PAGE}holidays/").status_code == 404

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

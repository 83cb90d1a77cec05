"""Pages are looked at again: a day for each, letters to the section, a word to residents once the day has passed."""

import re
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from cms.desk.reviews.due import months_after, step_due
from cms.desk.reviews.services import remind, set_first_review
from portal.outbox.models import OutboxMail
from tests.cms.desk.pages import explainer

DAY = date(2026, 10, 31)


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2027, 12, 1), 2, date(2028, 2, 1)), (date(2028, 2, 29), 12, date(2029, 2, 28)), (DAY, -1, date(2026, 9, 30)),
])  # fmt: skip
def test_months(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.parametrize(("today", "step"), [
    (date(2026, 9, 29), None), (date(2026, 9, 30), -1), (date(2026, 10, 30), -1), (DAY, 0), (date(2026, 11, 29), 0),
    (date(2026, 11, 30), 1), (date(2027, 1, 30), 2), (date(2027, 10, 31), 12),
])  # fmt: skip
def test_a_month_before_on_the_day_then_monthly(today, step):
    assert step_due(today=today, review_on=DAY, since=date(2025, 1, 1)) == step


def test_who_has_just_published_is_not_reminded():
    assert step_due(today=date(2026, 10, 5), review_on=DAY, since=date(2026, 10, 1)) is None
    assert step_due(today=DAY, review_on=DAY, since=date(2026, 10, 1)) == 0


@pytest.fixture
def page(keys, site):
    """A page that was published long ago, in the hands of a section."""
    page = explainer(site)
    ago = timezone.now() - timedelta(days=500)
    type(page).objects.filter(pk=page.pk).update(
        owner_mail="fukushi@kasane.example", owner_section="福祉政策課", last_published_at=ago
    )
    return type(page).objects.get(pk=page.pk)


def review_on(page, days):
    type(page).objects.filter(pk=page.pk).update(review_on=timezone.localdate() + timedelta(days=days))


def letters():
    mails = OutboxMail.objects.filter(kind="review").order_by("created_at")
    return [message_from_bytes(bytes(mail.content), policy=policy.default) for mail in mails]


def test_every_published_page_has_a_day_twelve_months_on(site):
    page = explainer(site)
    assert page.review_on == months_after(timezone.localdate(page.first_published_at), 12)
    assert page.get_latest_revision_as_object().review_on == page.review_on


def test_a_day_that_an_editor_chose_stays(site):
    page = explainer(site)
    page.review_on = date(2027, 1, 1)
    page.save_revision().publish()
    set_first_review(page)
    assert type(page).objects.get(pk=page.pk).review_on == date(2027, 1, 1)


def test_one_letter_for_each_reminder(page):
    review_on(page, 20)
    assert (remind(), remind()) == (1, 0)
    (mail,) = letters()
    assert "fukushi@kasane.example" in str(mail["To"])
    assert page.title in mail.get_content()
    assert f"/editorial/pages/{page.pk}/edit/" in mail.get_content()
    review_on(page, 0)
    assert (remind(), remind()) == (1, 0)
    review_on(page, 300)
    assert remind() == 0


def test_pages_of_one_section_come_in_one_letter(page, site):
    other = site.home
    ago = datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    type(other).objects.filter(pk=other.pk).update(owner_mail=page.owner_mail, last_published_at=ago)
    review_on(page, 3)
    review_on(other, 4)
    assert remind() == 1
    assert "(2)" in str(letters()[0]["Subject"]) or "2" in str(letters()[0]["Subject"])
    assert other.title in letters()[0].get_content()


def test_nobody_is_asked_about_a_page_that_is_not_shown(page):
    review_on(page, 0)
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert remind() == 0


@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, False), (10, False)])
def test_residents_are_told_once_the_day_has_passed(client, page, days, told):
    review_on(page, days)
    html = client.get(page.url).content.decode()
    words = re.sub("<rp>.*?</rp>|<rt>.*?</rt>|<[^>]*>", "", html)  # without the readings of kanji
    assert ("この情報は古い可能性があります" in words) is told

"""Readers say whether a page is of use, without a cookie and without a trace of who they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.feedback.models import KEPT, FeedbackCount, FeedbackWords
from cms.feedback.origin import came_from_here
from cms.feedback.services import WORDS_A_DAY, forget_old, take_in
from tests.cms.reading import Page

PATH = "/shikumi/toha/"
HERE = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}


@pytest.fixture
def door(client, site):
    (target,) = (each for each in Page(client.get(PATH).content.decode()).actions if "feedback" in each)
    return target


def test_yes_no_and_words_are_kept_without_who_said_them(client, site, door):
    for answer in ({"useful": "yes"}, {"useful": "no"}, {"useful": "no", "words": "第106条の\n意味が わからない"}):
        response = client.post(door, answer, headers=HERE)
        assert response.status_code == 302
        assert not response.cookies
    page = site.page(PATH)
    assert FeedbackCount.objects.values_list("page", "day", "yes", "no").get() == (page.pk, timezone.localdate(), 1, 2)
    assert FeedbackWords.objects.get().words == "第106条の 意味が わからない"
    assert {field.name for field in FeedbackWords._meta.fields} == {"id", "page", "day", "words"}
    thanks = client.get(response.url)
    assert "役に立ち" not in thanks.content.decode()
    assert page.url in Page(thanks.content.decode()).targets


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_a_form_that_stood_elsewhere_counts_nothing(client, door, headers):
    assert client.post(door, {"useful": "yes"}, headers=headers).status_code == 403
    assert not FeedbackCount.objects.exists()


def test_a_draft_and_what_is_no_page_take_nothing(client, site, door):
    site.page(PATH).unpublish()
    for address in (door, "/feedback/999999/", f"{door}thanks/"):
        answer = client.get(address, headers=HERE) if "thanks" in address else client.post(address, headers=HERE)
        assert answer.status_code == 404


def test_what_is_kept_is_bounded_and_goes(site):
    page = site.page(PATH)
    for number in range(WORDS_A_DAY + 5):
        take_in(page, "", f"{number} " + "長" * 500)
    assert FeedbackWords.objects.count() == WORDS_A_DAY
    assert max(len(each.words) for each in FeedbackWords.objects.all()) == 400
    assert not FeedbackCount.objects.exists()
    take_in(page, "yes", "")
    for model in (FeedbackWords, FeedbackCount):
        model.objects.update(day=timezone.localdate() - timedelta(days=500))
    forget_old()
    assert not FeedbackWords.objects.exists()
    assert not FeedbackCount.objects.exists()


def test_only_our_own_pages_are_where_a_form_stands():
    assert came_from_here({"Origin": "https://portal.city.example"}, "portal.city.example")
    assert not came_from_here({"Origin": "https://www.city.example"}, "portal.city.example")
    assert came_from_here({"Sec-Fetch-Site": "same-origin"}, "portal.city.example")


def test_the_desk_says_how_long_words_are_kept(cast, site):
    page, today = site.page(PATH), timezone.localdate()
    for days in (KEPT.days, KEPT.days + 1):
        FeedbackWords.objects.create(page=page, day=today - timedelta(days=days), words="－")
    forget_old()
    assert FeedbackWords.objects.get().day == today - KEPT
    desk = cast.client_of(cast.editor).get("/editorial/desk/reports/feedback/")
    assert f"書かれたことばは、{KEPT.days}日で消えます" in desk.content.decode()


def test_editors_read_what_was_said(cast, site):
    take_in(site.page(PATH), "no", "むずかしい")
    desk = cast.client_of(cast.editor).get("/editorial/desk/reports/feedback/")
    assert "むずかしい" in desk.content.decode()

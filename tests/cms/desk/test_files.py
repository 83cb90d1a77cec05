"""What both heads saw stays: files on live pages are changed by who lets pages out."""

import pytest
from django.urls import reverse

from tests.cms.publishing.pages import a_page, to_document
from tests.factories.site import a_document, a_picture


@pytest.fixture
def paper(site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return a_document("計画")


def stands(thing):
    return type(thing).objects.filter(pk=thing.pk).exists()


def test_a_document_on_a_live_page_is_not_the_writers_to_change(desk, division_head, site, paper):
    a_page(site.home, "", to_document(paper))
    for door in ("edit", "delete"):
        desk.post(reverse(f"wagtaildocs:{door}", args=[paper.pk]), {"title": "ほか"})
        assert stands(paper)
    paper.refresh_from_db()
    assert paper.title == "計画"
    division_head.post(reverse("wagtaildocs:delete", args=[paper.pk]))
    assert not stands(paper)


def test_what_no_live_page_shows_is(desk, division_head, site, paper):
    a_page(site.home, "", to_document(paper), live=False)
    desk.post(reverse("wagtaildocs:delete", args=[paper.pk]))
    assert not stands(paper)


def test_many_at_once_go_the_same_way(desk, division_head, site, paper):
    a_page(site.home, "", to_document(paper))
    door = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])
    desk.post(f"{door}?id={paper.pk}")
    assert stands(paper)


def test_a_picture_that_no_page_shows_may_go(desk, division_head, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = a_picture("入口")
    desk.post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert not stands(picture)

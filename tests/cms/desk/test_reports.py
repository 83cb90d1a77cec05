"""The reports and the first page of the desk."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Revision

from cms.desk.checks.reading import read, read_all
from cms.desk.links.access import broken_links, live_pages, outside_links
from cms.desk.reports.access import REPORTS
from cms.desk.revisions import prune_revisions
from cms.desk.translations.access import translations_behind
from cms.models import Office
from tests.cms.desk.pages import NOWHERE, SOMEWHERE, explainer, in_english, with_text


def text_of(desk, name):
    answer = desk.get(reverse("desk:report", args=[name]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_each_stands_in_the_menu_and_opens(desk, name):
    assert reverse("desk:report", args=[name]) in text_of(desk, name)


def test_there_is_no_other(desk):
    assert desk.get(reverse("desk:report", args=["none"])).status_code == 404


def test_what_is_due(desk, site):
    page = explainer(site)
    type(page).objects.filter(pk=page.pk).update(review_on=timezone.localdate() + timedelta(days=3))
    assert page.title in text_of(desk, "reviews")
    assert page.title in desk.get("/editorial/").content.decode()


def test_a_translation_is_behind_once_the_japanese_page_changed(desk, site):
    page = site.home
    english = in_english(page)
    assert translations_behind() == []
    page.save_revision().publish()
    assert english.pk in [each.page.pk for each in translations_behind()]
    assert english.title in text_of(desk, "translations")
    desk.post(reverse("desk:caught_up", args=[english.pk]))
    assert english.pk not in [each.page.pk for each in translations_behind()]
    english = type(english).objects.get(pk=english.pk)
    assert english.live
    english.get_latest_revision().publish()  # the draft knows it too
    assert english.pk not in [each.page.pk for each in translations_behind()]


def test_links_to_pages_that_are_not_shown(desk, site, django_capture_on_commit_callbacks):
    page = explainer(site)
    target = type(page)(title="行き先のページ", slug="ikisaki", lead="－")
    page.get_parent().specific.add_child(instance=target)
    before = set(broken_links())
    with django_capture_on_commit_callbacks(execute=True):
        way = f'<p><a linktype="page" id="{target.pk}">行き先を読む</a></p>'
        with_text(page, way).save_revision().publish()
    assert set(broken_links()) == before
    target.unpublish()
    found = set(broken_links()) - before
    assert [(each.page.pk, each.target.pk) for each in found] == [(page.pk, target.pk)]
    assert target.title in text_of(desk, "links")


def test_addresses_outside_are_listed(desk, site):
    with_text(explainer(site), SOMEWHERE.replace("example.jp", "somewhere.example.jp")).save_revision().publish()
    assert [link.url for link in outside_links() if "somewhere" in link.url] == ["https://somewhere.example.jp/"]
    assert "https://somewhere.example.jp/" in text_of(desk, "links")


def test_what_is_to_be_mended_on_live_pages(desk, site):
    page = with_text(explainer(site), NOWHERE)
    type(page).objects.filter(pk=page.pk).update(body=page.body)
    assert "「こちら」" in text_of(desk, "mend")


def test_old_drafts_go_and_what_matters_stays(site):
    page = explainer(site)
    for _ in range(40):
        page.save_revision()
    live, latest = type(page).objects.values_list("live_revision", "latest_revision").get(pk=page.pk)
    mine = Revision.page_revisions.filter(object_id=str(page.pk))
    mine.update(created_at=timezone.now() - timedelta(days=200))
    prune_revisions()
    assert 30 <= mine.count() <= 32
    assert mine.filter(pk__in=[live, latest]).count() == 2


def test_the_menu_speaks_as_editors_do(desk):
    html = desk.get("/editorial/").content.decode()
    for words in ("図と画像", "文書（PDF）", "報告（見直し）", "自分の下書き", "あなたの確認を待っているページ"):
        assert words in html or json.dumps(words)[1:-1] in html  # the menu is drawn by a script, from JSON
    assert "guide.wagtail.org" not in html


def a_full_page(site, number, document):
    """A live page that names and links to all that can be asked for, with an English one."""
    page = explainer(site)
    text = (
        f'<p><a href="https://n{number}.example.jp/">きまり</a> <a linktype="document" id="{document.pk}">全文</a></p>'
    )
    office = Office.objects.order_by("pk")[number % Office.objects.count()]
    item = {"type": "item", "value": office.pk, "id": "5e6f7a8b-0000-4000-8000-000000000003"}
    content = [
        {"type": "text", "value": text},
        {"type": "pdf", "value": {"document": document.pk}},
        {"type": "offices", "value": {"offices": [item], "note": ""}},
        {"type": "related", "value": [{"type": "page", "value": page.pk}]},
    ]
    body = json.dumps([{"type": "section", "value": {"heading": "きまり", "anchor": "", "content": content}}])
    new = type(page)(title=f"きまり {number}", slug=f"n{number}", lead="－", body=body)
    page.get_parent().specific.add_child(instance=new)
    english = in_english(new)
    type(english).objects.filter(pk=english.pk).update(live=True)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_more_pages_cost_no_more_queries(desk, site, name):
    document = get_document_model()(title="きまり")
    document.file.save("kimari.pdf", ContentFile(b"%PDF-1.4"))

    def cost():
        text_of(desk, name)
        with CaptureQueriesContext(connection) as seen:
            text_of(desk, name)
        return len(seen)

    a_full_page(site, 0, document)
    few = cost()
    for number in range(1, 6):
        a_full_page(site, number, document)
    assert cost() == few <= 80


def test_many_pages_are_read_as_each_alone(site):
    document = get_document_model()(title="きまり")
    document.file.save("kimari.PDF", ContentFile(b"%PDF-1.4"))
    a_full_page(site, 0, document)
    alone = [read(page) for page in live_pages()]
    assert [found for _page, found in read_all(live_pages())] == alone
    assert any(found.original for found in alone)
    assert any(part.facts.get("pdf_linked") for found in alone for part in found.parts)

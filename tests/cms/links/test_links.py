"""Links of rich texts: as many as an editor likes, at the same price, and never to what is not for everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.links.finding import links_in
from tests.cms.publishing.pages import a_page, to_document, to_page
from tests.cms.reading import Page
from tests.factories.site import a_document

MOST_QUERIES = 2


def queries(client, page):
    client.get(page.url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page.url).status_code == 200
    return len(seen)


def test_fifty_links_in_ten_texts_cost_two_queries_more_than_none(client, site):
    others = [a_page(site.home) for _number in range(50)]
    plain = a_page(site.home, "", *["<p>－</p>"] * 10)
    linked = a_page(site.home, "", *["".join(map(to_page, others[n::10])) for n in range(10)])
    assert queries(client, linked) <= queries(client, plain) + MOST_QUERIES
    targets = Page(client.get(linked.url).content.decode()).targets
    assert {other.url for other in others} <= set(targets)


@pytest.mark.django_db
def test_documents_are_asked_about_together(client, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    papers = [a_document(f"{number}") for number in range(6)]
    plain = a_page(site.home, "", "<p>－</p>")
    linked = a_page(site.home, "", *map(to_document, papers))
    assert queries(client, linked) <= queries(client, plain) + 1
    assert papers[5].url in Page(client.get(linked.url).content.decode()).targets


def test_a_link_to_what_is_not_for_everybody_leads_nowhere(client, site):
    draft, closed = a_page(site.home, "下書き", live=False), a_page(site.home, "内部")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    page = a_page(
        site.home, "", to_page(draft, "ことば1") + to_page(closed, "ことば2") + '<a id="9999" linktype="page">x</a>'
    )
    words = client.get(page.url).content.decode()
    assert "<a>ことば1</a>" in words
    assert "<a>ことば2</a>" in words
    assert draft.slug not in words
    assert closed.slug not in words


def test_a_block_links_to_nothing_that_is_not_for_everybody(client, site):
    """Related pages, files, troubles, the one button: as links in a text."""
    closed = site.pages["ja", "/sodan/okane/"]
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    draft = site.pages["ja", "/keikaku/jisshi/"]
    draft.unpublish()
    for page in site.pages.values():
        words = client.get(page.url).content.decode()
        assert [each for each in (closed.url, draft.url) if f'href="{each}"' in words] == [], page.url


def test_what_was_taken_back_is_no_step_of_the_way(client, site):
    site.pages["ja", "/sodan/"].unpublish()
    words = client.get("/sodan/okane/").content.decode()
    assert 'href="/sodan/"' not in words
    assert '/sodan/"' not in words


def test_a_moved_page_is_found_at_its_new_address(client, site):
    target = a_page(site.home)
    page = a_page(site.home, "", to_page(target))
    client.get(page.url)
    target.slug = "umgezogen"
    target.save_revision().publish()
    assert "/umgezogen/" in Page(client.get(page.url).content.decode()).targets


@pytest.mark.parametrize(("value", "found"), [
    ('<a id="3" linktype="page">x</a>', [("page", 3)]), ('<a linktype="document" id="5">x</a>', [("document", 5)]),
    ([{"type": "text", "value": {"a": ['<p><a class="x" linktype="page" id="7">x']}}], [("page", 7)]),
    ('<a href="https://city.example/">x</a>', []), ('<a linktype="page" id="x">x</a>', []), (None, []), (7, []), (b"x", []),
])  # fmt: skip
def test_links_are_found_however_deep(value, found):
    assert list(links_in(value)) == found

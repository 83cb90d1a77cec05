"""News by kind and by year, and as a feed."""

import re

import pytest
from django.utils import timezone

from cms.pages.news import NewsPage
from tests.cms.reading import Page


def html(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def title(page):
    return re.search("<title>(.*?)</title>", page)[1]


def test_each_part_of_the_list_says_which_it_is(client, site):
    whole, events = html(client, "/oshirase/"), html(client, "/oshirase/shurui/moyooshi/")
    assert title(events) == "お知らせ（催し）｜かさねて支える（かさね市）" != title(whole)
    assert 'rel="canonical" href="http://testserver/oshirase/shurui/moyooshi/"' in events
    assert 'hreflang="x-default"' not in events.partition("</head>")[0]


def test_a_kind_shows_its_own_news_only(client, site):
    index = site.page("/oshirase/")
    shown = set(Page(html(client, "/oshirase/shurui/moyooshi/")).targets)
    kinds = {news.url: news.kind for news in index.news()}
    assert {kinds[url] for url in shown & kinds.keys()} == {"moyooshi"}


@pytest.mark.parametrize("path", ["/oshirase/shurui/nothing/", "/oshirase/nendo/1999/"])
def test_a_kind_or_year_that_is_not_there(client, site, path):
    assert client.get(path).status_code == 404


def test_the_feed_holds_what_is_live(client, site):
    index = site.page("/oshirase/")
    news = NewsPage(title="新しい窓口《まどぐち》の話", slug="atarashii", lead="一文。", day=timezone.localdate())
    index.add_child(instance=news)
    assert "atarashii" in client.get("/oshirase/rss/").content.decode()
    news.unpublish()
    answer = client.get("/oshirase/rss/")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert "atarashii" not in answer.content.decode()

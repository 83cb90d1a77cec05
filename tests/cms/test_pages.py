"""What a resident gets: both pages, in the page's language, with nothing of the rest of the product."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

import cms
from cms.pages.article import ExplainerPage
from cms.records.models import GlossaryTerm, SiteWords
from tests.cms.reading import Page

PATHS = ["/", "/shikumi/toha/"]
STYLES = sorted(Path(cms.__file__).parent.glob("static/cms/*.css"))


def read(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["どこに聞けばいいか、", "0000-00-1234", "介護と子育て（ダブルケア）", "いっしょに歩む", "110番"]),
        (
            "/shikumi/toha/",
            [
                "なぜ始めたのですか",
                "アウトリーチ（訪問）",
                "同意をいただく前に",
                "1年以下の拘禁刑",
                "お金はかかりますか",
            ],
        ),
    ],
)
def test_a_page_says_what_it_is_for(client, site, path, words):
    html = read(client, path)
    assert [word for word in words if word not in html] == []


@pytest.mark.parametrize("path", PATHS)
def test_one_first_heading_and_no_level_skipped(client, site, path):
    levels = Page(read(client, path)).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - upper <= 1 for upper, deeper in pairwise(levels))


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_the_member_area_shows(client, site, path):
    html = read(client, path).lower()
    assert [word for word in ["portal", "ポータル", "ログイン", "editorial", "wagtail"] if word in html] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_link_leads_somewhere(client, site, path):
    targets = {
        target
        for target in Page(read(client, path)).targets
        if not target.startswith(("tel:", "mailto:", "/static/", "https://", "http://", "/search/"))
    }
    for target in targets:
        where, _, anchor = target.partition("#")
        assert not anchor or anchor in Page(read(client, where or path)).ids, target
        read(client, where or path)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_calls_no_other_host(client, site, path):
    page = Page(read(client, path))
    loaded = page.loaded
    assert [target for target in loaded if re.match(r"(https?:)?//", target, re.IGNORECASE)] == []


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_style_sheet_loads_nothing(style):
    assert not re.search(r"url\(|@import|//[a-z0-9]", style.read_text(), re.IGNORECASE)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_needs_no_inline_style_or_script(client, site, path):
    page = Page(read(client, path))
    assert "style" not in page.tags
    assert [kind for kind in page.scripts if kind not in ("src", "application/ld+json")] == []
    assert not [name for name in page.attributes if name == "style" or name.startswith("on")]
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_sets_no_cookie(client, site, path):
    assert not client.get(path).cookies


@pytest.mark.parametrize("path", PATHS)
def test_the_language_of_a_page_is_its_own_not_the_browsers(client, site, path):
    japanese = read(client, path, accept_language="ja")
    assert read(client, path, accept_language="en") == japanese
    assert '<html lang="ja" ' in japanese


def queries(client, path):
    read(client, path)
    with CaptureQueriesContext(connection) as seen:
        read(client, path)
    return len(seen)


@pytest.mark.parametrize("path", PATHS)
def test_more_pages_in_the_menu_cost_no_more_queries(client, site, path):
    before = queries(client, path)
    for number in range(10):
        page = ExplainerPage(title=f"ページ{number}", slug=f"page-{number}", show_in_menus=True)
        page.lead = "－"
        site.home.add_child(instance=page)
    assert "ページ9" in read(client, path)
    assert queries(client, path) == before


def test_a_draft_is_not_there(client, site):
    site.page("/shikumi/toha/").unpublish()
    assert client.get("/shikumi/toha/").status_code == 404
    assert "/shikumi/toha/" not in Page(read(client, "/")).targets


def test_notes_for_the_city_are_for_editors_only(client, site):
    assert "架空の番号" in site.home.needs_confirmation
    assert "架空の番号" not in read(client, "/")


def test_the_switch_of_the_screens_does_not_reach_the_public_site(client, site):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert client.get("/shikumi/toha/").headers["Content-Language"] == "ja"
    assert client.get("/portal/enter/").headers["Content-Language"] == "en"
    assert client.get("/ja-simple/nowhere/").headers["Content-Language"] == "ja-simple"


def test_no_page_from_the_database_costs_more_than_twelve_queries(client, site):
    addresses = [page.url for page in site.pages.values()]
    assert len(addresses) > 70
    assert {address: count for address in addresses if (count := queries(client, address)) > 12} == {}


def test_words_of_the_site_and_terms_are_seen_as_soon_as_they_change(client, site):
    """Processes keep them (cms.kept): pages say what is said now."""
    page = client.get("/shikumi/toha/").content.decode()
    term = GlossaryTerm.objects.get(term="重層的支援体制整備事業")
    words = SiteWords.objects.select_related("secretariat").get()
    assert term.meaning in page
    assert words.secretariat.phone in page
    term.meaning, words.secretariat.phone = "いま書きかえた説明です。", "0000-11-2222"
    term.save()
    words.secretariat.save()
    page = client.get("/shikumi/toha/").content.decode()
    assert "いま書きかえた説明です。" in page
    assert "0000-11-2222" in page


def test_a_page_for_people_with_a_login_asks_for_both_steps_of_it(site, cast):
    page = site.pages["ja", "/sodan/okane/"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    half = Client()
    half.force_login(cast.member)  # a password alone
    assert half.get(page.url).status_code == 302
    assert cast.client_of(cast.member).get(page.url).status_code == 200

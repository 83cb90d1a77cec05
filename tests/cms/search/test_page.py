"""The search page: what it finds, shows and keeps quiet about."""

import json

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex

from cms.models import Office, OfficesPage, TroublePage
from cms.search.models import SearchCount, SearchVariant
from portal.limits.doors import BY_NAME, Limit
from tests.cms.search.site import a_page

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def read(client, query, **more):
    answer = client.get("/search/", {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def links(html):
    return [piece.partition('"')[0] for piece in html.partition("<main")[2].partition("</main")[0].split('href="')[1:]]


def results(html):
    return [link for link in links(html) if link.startswith("/") and link != "/" and not link.endswith(".css")]


def test_the_word_that_stock_wagtail_does_not_find(client, home):
    a_page(home, "oshirase", "重層的支援会議を開催します", "－", "－")
    assert results(read(client, "支援会議")) == ["/oshirase/"]


def test_a_title_that_begins_with_the_query_stands_first(client, pages):
    assert results(read(client, "支援会議"))[0] == "/kaigi/shien/"


def test_the_page_says_how_many_and_marks_the_words(client, pages):
    html = read(client, "ヤングケアラー")
    assert "「ヤングケアラー」を含むページ" in html
    assert "<mark>ヤングケアラー</mark>" in html
    assert 'value="ヤングケアラー"' in html
    assert "相談する" in html  # the page above
    assert "更新日" in html


def test_nothing_found_leads_to_a_person_first(client, pages):
    html = read(client, "電気 ぱるぷんて")
    assert "「電気」と「ぱるぷんて」の両方を含むページはありません" in html
    assert html.index('class="act" href="tel:0000001234"') < html.index("さがし方のヒント")
    assert "どちらかのことばを含むページ" in html
    assert "/sodan/okane/" in results(html)
    assert "0件" not in html


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        '支援会議"',
        "* OR title:x",
        "NEAR(a b)",
        "支援 & 会議",
        "(((",
        "a" * 10_000,
        "あ" * 10_000,
        "\0",
        "👨‍👩‍👧",
        "%_\\",
        "   ",
    ],
)
def test_whatever_is_typed_gets_a_page(client, home, query):
    read(client, query)


@pytest.mark.parametrize("number", ["0", "-1", "99999999999", "²", "x"])
def test_whatever_page_is_asked_for_there_is_one(client, home, number):
    read(client, "かさね", page=number, kind="zzz")


def test_without_a_question_it_says_how_to_ask(client, pages):
    assert "SELECT" not in read(client, "")
    assert client.get("/search/").status_code == 200


def hide(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("away", [lambda page: page.unpublish(), hide, lambda page: page.delete()])
def test_what_is_not_for_everybody_is_not_found(client, pages, away):
    assert "/sodan/young-carer/" in results(read(client, "ヤングケアラー"))
    away(Page.objects.get(pk=pages["/sodan/young-carer/"].pk))
    assert "/sodan/young-carer/" not in results(read(client, "ヤングケアラー"))


def test_a_draft_is_not_found_by_its_new_words(client, pages):
    page = pages["/sodan/"].specific
    page.title = "ぷるぷる相談"
    page.save_revision()
    assert results(read(client, "ぷるぷる")) == []


def test_a_document_is_found_only_if_a_shown_page_uses_it(client, pages):
    document = get_document_model()(title="ぷるぷる要綱")
    document.file.save("youkou.pdf", ContentFile(b"%PDF-1.4 " + b"x" * 48_000))
    assert results(read(client, "ぷるぷる")) == []
    page = pages["/keikaku/youkou/"].specific
    page.body[0].value["content"][0].value.source += f'<a linktype="document" id="{document.pk}">全文</a>'
    page.save()
    ReferenceIndex.create_or_update_for_object(page)
    for kind in ("all", "pdf"):
        html = read(client, "ぷるぷる", kind=kind)
        assert "<mark>ぷるぷる</mark>要綱" in html
        assert "PDF：48KB" in html
    assert "要綱</a>" not in read(client, "ぷるぷる", kind="page")
    closed = CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    assert "要綱</a>" not in read(client, "ぷるぷる")
    closed.delete()
    page.unpublish()
    assert results(read(client, "ぷるぷる")) == []


def test_what_editors_put_first_stands_first(client, pages):
    query = Query.get("支援会議")
    SearchPromotion.objects.create(query=query, page=Page.objects.get(pk=pages["/kaigi/futatsu/"].pk))
    html = read(client, "支援会議")
    assert results(html)[0] == "/kaigi/futatsu/"
    assert results(html).count("/kaigi/futatsu/") == 1
    assert "おすすめ" in html
    pages["/kaigi/futatsu/"].unpublish()
    assert "おすすめ" not in read(client, "支援会議")


def test_what_editors_put_first_stands_in_their_order(client, pages):
    query = Query.get("支援会議")
    wanted = ["/sodan/", "/keikaku/youkou/", "/kaigi/futatsu/"]
    orders = {"/kaigi/futatsu/": 2, "/sodan/": 0, "/keikaku/youkou/": 1, "/kaigi/shien/": 3}
    for path, order in orders.items():
        SearchPromotion.objects.create(query=query, page=Page.objects.get(pk=pages[path].pk), sort_order=order)
    assert results(read(client, "支援会議"))[:3] == wanted
    pages["/sodan/"].unpublish()  # what is not shown takes no place from what is
    assert results(read(client, "支援会議"))[:3] == [*wanted[1:], "/kaigi/shien/"]


def test_words_that_mean_the_same_hold_from_the_moment_they_are_saved(client, pages):
    assert "/sodan/okane/" not in results(read(client, "ぷるぷる"))
    SearchVariant.objects.create(words="ぷるぷる", instead="生活保護")
    assert "/sodan/okane/" in results(read(client, "ぷるぷる"))


def test_results_come_ten_by_ten(client, home):
    for number in range(23):
        a_page(home, f"p{number}", f"相談の日 {number}", "－", "相談できます。")
    first, third = read(client, "相談の日"), read(client, "相談の日", page="3")
    assert len([link for link in results(first) if link.startswith("/p")]) == 10
    assert len([link for link in results(third) if link.startswith("/p")]) == 3
    assert "1 / 3ページ" in first
    assert 'rel="next"' in first
    assert 'rel="next"' not in third


def cost(client):
    """How many queries a search takes, once what is kept in the process is there."""
    read(client, "相談の日")
    with CaptureQueriesContext(connection) as seen:
        assert "相談の日" in read(client, "相談の日")
    return len(seen)


def plain(home, number):
    a_page(home, f"p{number}", f"相談の日 {number}", "－", "相談できます。")


def with_records(home, number):
    """A page that names an office and another page, and draws the meeting bodies."""
    page = a_page(home, f"p{number}", f"相談の日 {number}", "－", "相談できます。")
    office = Office.objects.order_by("pk")[number % Office.objects.count()]
    body = json.loads(json.dumps(list(page.body.raw_data)))
    body[0]["value"]["content"] += [
        {"type": "offices", "value": {"offices": [office.pk], "note": ""}},
        {"type": "councils", "value": {}},
        {"type": "related", "value": [{"type": "page", "value": home.pk}]},
    ]
    page.body = json.dumps(body)
    page.save()


def finder(home, number):
    a_page(home, f"p{number}", f"相談の日 {number}", "－", "相談できます。", model=OfficesPage)


@pytest.mark.parametrize("make", [plain, with_records, finder])
def test_more_results_cost_no_more_queries(client, home, make):
    for number in range(3):
        make(home, number)
    few = cost(client)
    for number in range(3, 25):
        make(home, number)
    assert cost(client) == few <= 32


def test_an_excerpt_tells_of_the_office_on_the_page(client, home):
    with_records(home, 0)
    office = Office.objects.order_by("pk")[0]
    office.sentence = "ぷるぷるの相談を受けます。"
    office.save()
    assert "<mark>ぷるぷる</mark>の相談を受けます" in read(client, "ぷるぷる")


def test_a_search_is_counted_by_day_without_a_trace_of_the_visitor(client, pages):
    for _ in range(2):
        answer = client.get("/search/", {"q": "支援会議"}, REMOTE_ADDR="203.0.113.7")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    read(client, "ぱるぷんて")
    counted = {row.words: (row.times, row.found > 0) for row in SearchCount.objects.all()}
    assert counted == {"支援会議": (2, True), "ぱるぷんて": (1, False)}
    assert "203.0.113.7" not in str(list(SearchCount.objects.values()))


def test_a_language_without_a_home_page_has_no_search(client, pages):
    assert client.get("/en/search/", {"q": "x"}).status_code == 404


def test_each_language_finds_its_own_pages(client, pages):
    home = pages["/"].specific
    from wagtail.models import Locale

    english, easy = (Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "ja-simple"))
    for locale, slug, title, text in (
        (english, "english", "Meetings about you", "The city counsels families."),
        (easy, "easy", "あなたの ことを 話す 会議", "お金が ない とき"),
    ):
        other = home.copy_for_translation(locale)
        Page.objects.filter(pk=other.pk).update(live=True)
        a_page(Page.objects.get(pk=other.pk), slug, title, "－", text, locale=locale)
    html = client.get("/en/search/", {"q": "meeting counselling"}).content.decode()
    assert "/en/english/" in results(html)
    assert "Search results" in html
    assert "/ja-simple/easy/" in results(client.get("/ja-simple/search/", {"q": "お金がない"}).content.decode())
    assert not any("english" in link or "easy" in link for link in results(read(client, "会議")))


def test_an_office_is_found_where_it_is_shown_by_what_its_record_says_now(client, home):
    offices = a_page(home, "madoguchi", "相談できるところ", "－", "－", model=OfficesPage)
    assert offices.get_url() in results(read(client, "福祉まるごと相談室"))
    office = Office.objects.get(name="福祉まるごと相談室")
    office.name = "ぷるぷる相談室"
    office.save()
    assert results(read(client, "ぷるぷる")) == [offices.get_url()]


def test_an_office_is_found_in_english(client, home):
    from wagtail.models import Locale

    english = home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    Page.objects.filter(pk=english.pk).update(live=True)
    a_page(
        Page.objects.get(pk=english.pk), "offices", "Where to ask", "-", "-", model=OfficesPage, locale=english.locale
    )
    Office.objects.filter(name="福祉まるごと相談室").first().save()
    words = Office.objects.get(name="福祉まるごと相談室").name_en
    assert "/en/offices/" in results(client.get("/en/search/", {"q": words}).content.decode())


def test_a_page_is_found_by_its_other_name(client, home):
    a_page(home, "okane", "家賃や光熱費が払えない", "－", "－", model=TroublePage, called="ぷるぷると仕事")
    a_page(home, "other", "ほかのページ", "－", "ぷるぷると仕事。" * 5)
    assert results(read(client, "ぷるぷると仕事")) == ["/okane/", "/other/"]


def test_a_word_that_was_searched_for_is_no_formula_and_breaks_no_file(client, site, cast):
    client.get("/search/", {"q": '=HYPERLINK("https://evil.example/")'})
    client.get("/search/", {"q": "a\x01b\ufffec"})
    desk = cast.client_of(cast.editor)
    written = b"".join(desk.get("/editorial/snippets/cms/searchcount/?export=csv")).decode("utf-8-sig")
    assert "HYPERLINK" in written
    assert ',"=HYPERLINK' not in written
    assert desk.get("/editorial/snippets/cms/searchcount/?export=xlsx").status_code == 200


def test_nobody_reads_later_what_was_asked(client, site):
    assert client.get("/search/", {"q": "介護"}).headers["Cache-Control"] == "no-store"


def test_asking_for_the_head_alone_costs_as_much(client, site, monkeypatch):
    monkeypatch.setitem(BY_NAME, "site_search", Limit(2, by="address", method="GET"))
    answers = [client.head("/search/?q=a").status_code for _number in range(3)]
    assert answers == [200, 200, 429]

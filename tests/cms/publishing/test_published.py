"""Published files: all of what is live and nothing else, switched at once, and out before the act is over."""

import gzip
import os
import stat

import pytest
from django.core.management import call_command
from django.db.models.signals import pre_delete
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signals import page_unpublished

from cms.publishing import services
from cms.publishing.services import look_over, publish, publish_if_wanted
from tests.cms.publishing.pages import a_page, text_of, to_document
from tests.factories.site import a_document, a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]
ADDRESSES = {"/", "/toha/", "/sitemap.xml", "/robots.txt", "/404.html", "/en/404.html", "/ja-simple/404.html"}


def addresses(place):
    return {path for path in place.manifest()["entries"] if not path.startswith("/static/")}


def test_what_is_published_is_what_the_house_would_answer(site, place, front, client):
    count = publish()
    assert addresses(place) == ADDRESSES
    assert count == len(place.manifest()["entries"])
    for path in ("/", "/toha/", "/sitemap.xml", "/robots.txt"):
        met, asked = front.get(path), client.get(path)
        assert met.from_files
        assert met.body == asked.content
        told = {
            name: value
            for name, value in met.headers.items()
            if name not in ("etag", "cache-control", "vary", "content-length")
        }
        house = {name.lower(): value for name, value in asked.headers.items()}
        policy = [set(each.pop("content-security-policy").split("; ")) for each in (told, house)]
        assert policy[0] == policy[1]
        assert told == {name: value for name, value in house.items() if name != "content-length"}


def test_every_style_that_a_page_names_is_there(site, place, front):
    publish()
    met = front.get("/static/cms/site.css")
    assert met.from_files
    assert met.headers["content-type"].startswith("text/css")


def test_an_answer_is_small_and_known_again(site, place, front):
    publish()
    plain, small = front.get("/"), front.get("/", accept_encoding="br, gzip")
    assert gzip.decompress(small.body) == plain.body
    assert small.headers["content-encoding"] == "gzip"
    assert small.headers["vary"] == "Accept-Encoding"
    assert small.headers["etag"] != plain.headers["etag"]
    again = front.get("/", if_none_match=small.headers["etag"], accept_encoding="gzip")
    assert (again.status, again.body) == (304, b"")
    assert front.get("/", if_none_match='"other"').status == 200
    head = front.get("/", method="HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(plain.body)))
    assert front.get("/", accept_encoding="gzip;q=0").body == plain.body
    assert "max-age=0" in plain.headers["cache-control"]
    assert "set-cookie" not in plain.headers


def test_the_files_answer_only_what_is_theirs(site, place, front, settings):
    publish()
    assert front.get("/404.html").status == 404
    for path in ("/portal/", "/editorial/", "/nowhere/", "/manifest.json", "/../manifest.json", "/index.html", "/toha"):
        assert not front.get(path).from_files, path
    assert not front.get("/", method="POST").from_files
    assert not front.get("/", host="evil.test").from_files
    assert front.get("/", query="x=1").from_files
    settings.HTTPS = True
    assert not front.get("/").from_files
    settings.BEHIND_PROXY = True
    assert front.get("/", x_forwarded_proto="https").from_files


def test_a_page_that_answers_queries_is_asked_with_them(site, place, front, monkeypatch):
    monkeypatch.setattr("cms.models.ExplainerPage.answers_queries", True, raising=False)
    publish()
    assert front.get("/toha/").from_files
    assert not front.get("/toha/", query="field=aged").from_files
    # a web server in front finds no file, and passes both on
    assert not (place.current / "files/toha/index.html").exists()


def test_what_is_taken_back_is_out_at_once_and_so_is_what_only_it_showed(site, place, front):
    paper, picture = a_document("計画"), a_picture("庁舎")
    page = a_page(site.home, "計画のページ", to_document(paper))
    publish()
    assert picture.file.url not in addresses(place)
    assert front.get(paper.url).from_files
    assert front.get(page.url).from_files
    page.unpublish()
    assert (front.get(page.url).status, front.get(paper.url).status) == (404, 404)
    assert not list(place.root.rglob("paper*.csv"))
    assert "計画のページ" not in front.get("/sitemap.xml").body.decode()
    assert publish_if_wanted()
    assert "計画のページ" not in front.get("/").body.decode()
    assert not publish_if_wanted()


def test_a_list_does_not_say_what_was_taken_back(site, place, front):
    page = a_page(site.home, "田中さんのこと", slug="tanaka")
    page.show_in_menus = True
    page.save_revision().publish()
    publish()
    assert "田中さんのこと" in front.get("/").body.decode()
    page.unpublish()
    met = front.get("/")
    assert "田中さんのこと" not in met.body.decode()
    assert "/" not in place.manifest()["entries"]


def test_a_page_that_is_deleted_is_taken_out_as_often_as_it_is_told(site, place, front, monkeypatch):
    page = a_page(site.home)
    publish()
    told, withdrawn = [], []

    def noted(pages):
        withdrawn.append(pages)
        services.withdraw(pages)

    def listening(**_signal):
        told.append(1)

    pre_delete.connect(listening, sender=Page)
    page_unpublished.connect(listening)  # Wagtail takes a page back before it goes
    monkeypatch.setattr("cms.publishing.receivers.withdraw", noted)
    pk, url = page.pk, page.url
    page.delete()
    pre_delete.disconnect(listening, sender=Page)
    page_unpublished.disconnect(listening)
    assert withdrawn == [[pk]] * len(told)
    assert front.get(url).status == 404


def test_a_page_taken_back_while_a_tree_is_written_is_not_in_it(site, place, front, monkeypatch):
    page = a_page(site.home)
    publish()
    asked = services.Rendering._keep

    def taken_back(rendering, address, answer):
        asked(rendering, address, answer)
        if address.page == page.pk:
            page.unpublish()

    monkeypatch.setattr(services.Rendering, "_keep", taken_back)
    publish()
    assert page.url not in addresses(place)
    assert front.get(page.url).status == 404


def test_a_correction_is_read_at_once(site, place, front):
    page = a_page(site.home, "", "<p>まちがい</p>")
    publish()
    page.body = text_of("<p>正しい</p>")
    page.save_revision()
    assert "まちがい" in front.get(page.url).body.decode()  # a draft is nobody's news
    page.get_latest_revision().publish()
    assert "正しい" in front.get(page.url).body.decode()
    publish()
    assert "正しい" in front.get(page.url).body.decode()
    assert front.get(page.url).from_files


def test_a_page_that_becomes_private_is_in_no_file_and_no_list(site, place, front):
    parent = a_page(site.home, "表")
    publish()
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert front.get(parent.url).status == 302
    publish()
    assert parent.url not in addresses(place)
    assert parent.slug not in front.get("/sitemap.xml").body.decode()
    restriction.delete()
    publish()
    assert front.get(parent.url).from_files


def test_a_crash_in_the_middle_leaves_what_was_there(site, place, front, monkeypatch):
    publish()
    before = place.current.resolve()

    def crash(*_args):
        raise SystemExit

    monkeypatch.setattr(services.Rendering, "_write_files", crash)
    with pytest.raises(SystemExit):
        publish()
    assert place.current.resolve() == before
    assert front.get("/").from_files
    monkeypatch.undo()
    services.request()
    publish()
    assert [tree.name for tree in (place.root / "trees").iterdir()] == [place.current.resolve().name]


def test_one_writes_at_a_time(site, place):
    with place.writing() as mine:
        assert mine
        assert publish(wait=False) is None


def test_others_may_read_the_files_whatever_the_umask(site, place):
    before = os.umask(0o077)
    try:
        publish()
    finally:
        os.umask(before)
    for path in (place.root, *place.current.resolve().rglob("*")):
        wanted = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_what_did_not_change_keeps_its_file(site, place):
    paper = a_document("計画", b"%PDF" + b"x" * 100_000)
    a_page(site.home, "", to_document(paper))
    publish()
    file = place.current / "files" / paper.url.removeprefix("/")
    before = file.stat().st_ino
    publish()
    assert file.stat().st_ino == before
    assert file.stat().st_size == 100_004


def test_the_languages_are_published_and_listed(site, place, front):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = site.home.copy_for_translation(english)
    home.title = home.headline = home.lead = home.urgent_note = "Support in layers"
    home.save_revision().publish()
    publish()
    assert '<html lang="en"' in front.get("/en/").body.decode()
    listed = front.get("/sitemap.xml").body.decode()
    for code in ("ja", "en", "x-default"):
        assert f'hreflang="{code}"' in listed
    assert front.get("/robots.txt").body.decode().endswith("/sitemap.xml\n")


def test_the_sitemap_says_the_day_as_the_city_has_it(site, place, front):
    from datetime import UTC, datetime

    type(site.explainer).objects.filter(pk=site.explainer.pk).update(
        last_published_at=datetime(2026, 9, 30, 20, 30, tzinfo=UTC)  # half past five in the morning
    )
    assert "<lastmod>2026-10-01</lastmod>" in front.get("/sitemap.xml").body.decode()


def test_what_nobody_told_is_found_by_looking_over(site, place, front):
    page = a_page(site.home)
    publish()
    type(page).objects.filter(pk=page.pk).update(live=False)
    look_over()
    assert front.get(page.url).status == 404
    publish()
    assert place.wanted() == place.made_for()
    look_over()
    assert place.wanted() == place.made_for()


def test_time_makes_pages_appear_and_notices_end(site, place, front, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    from cms.publishing.chores import keep_time

    page = a_page(site.home, live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    publish()
    assert front.get(page.url).status == 404
    revision, past = page.get_latest_revision(), timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    keep_time()
    assert front.get(page.url).status == 200
    publish()
    assert front.get(page.url).from_files
    asked = []
    monkeypatch.setattr(services, "_due", [lambda since, until: asked.append((since, until)) or True])
    look_over()
    assert asked[0][0] < asked[0][1]
    assert publish_if_wanted()


def test_the_command_publishes_and_tells_nginx_how(site, place, capsys):
    call_command("publish")
    assert "addresses in" in capsys.readouterr().out
    call_command("publish", nginx="http://127.0.0.1:8000")
    told = capsys.readouterr().out
    assert "error_page 404 405 = @house;" in told
    assert "script-src 'self'" in told
    assert "gzip_static on;" in told

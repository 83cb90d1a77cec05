"""Words of the confidential side, of drafts, of private pages and of unused files: none gets out, wherever one looks."""

import subprocess
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.publishing.services import publish
from tests.cms.publishing.pages import a_page, text_of, to_document
from tests.factories.meetings import a_meeting, an_item, at, write
from tests.factories.site import a_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]
CANARY = "カナリア"


@pytest.fixture
def full(site, place, cast):
    """A site with something to hide in every corner, and a house with cases."""
    item = an_item(a_meeting(cast.body, start=at(9)), cast.summoned)
    item.heading = f"{CANARY}事例"
    item.save()
    write(item, cast.summoned, minutes=f"{CANARY}記録")
    unused, used = a_document(f"{CANARY}未使用", CANARY.encode(), "canary.txt"), a_document("計画", b"plan", "plan.txt")
    open_page = a_page(site.home, "開いたページ", to_document(used))
    open_page.body = text_of(f"<p>{CANARY}下書き</p>" + to_document(unused))
    open_page.save_revision()
    a_page(site.home, f"{CANARY}未公開", live=False)
    closed = a_page(site.home, f"{CANARY}非公開", to_document(a_document("x", CANARY.encode(), "closed.txt")))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    gone = a_page(site.home, f"{CANARY}取り下げ")
    publish()
    gone.unpublish()
    publish()
    return used


def words_in(directory):
    return {file.name for file in directory.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()}


def test_no_canary_in_the_published_tree_or_in_any_answer(full, place, front):
    assert words_in(place.current.resolve()) == set()
    assert front.get(full.url).body == b"plan"
    client = Client(raise_request_exception=False)
    kept = [path for path in place.manifest()["entries"] if not path.startswith("/static/")]
    for path in [*kept, "/nowhere/", "/sitemap.xml", "/robots.txt"]:
        answer = client.get(path)
        assert CANARY.encode() not in (b"".join(answer.streaming_content) if answer.streaming else answer.content)
    for number in range(1, 9):
        for name in ("canary.txt", "closed.txt"):
            assert client.get(f"/documents/{number}/{name}").status_code == 404


@pytest.mark.parametrize("kind", ["site", "site.zip"])
def test_the_bundle_holds_the_public_site_and_nothing_else(full, tmp_path, capsys, kind):
    out = tmp_path / kind
    call_command(
        "publish_static",
        out=out,
        address="https://fukushi.city.example",
        search_at="https://kaigi.city.example/search/",
    )
    if out.suffix == ".zip":
        with zipfile.ZipFile(out) as packed:
            packed.extractall(tmp_path / "unpacked")
        out = tmp_path / "unpacked"
    assert words_in(out) == set()
    names = {str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()}
    assert {
        "nginx.conf",
        "site/index.html",
        "site/index.html.gz",
        "site/404.html",
        "site/robots.txt",
        "site/sitemap.xml",
    } <= names
    assert f"site{full.url}" in names
    words = b"".join(file.read_bytes() for file in out.rglob("*.html"))
    assert [word for word in (b"/portal/", b"/editorial/", b"127.0.0.1") if word in words] == []
    assert b"https://fukushi.city.example/toha/" in (out / "site/sitemap.xml").read_bytes()
    snippet = (out / "nginx.conf").read_text()
    assert "form-action 'self' https://kaigi.city.example" in snippet
    assert "proxy_pass" not in snippet
    with pytest.raises(CommandError):
        call_command("publish_static", out=out / "site")


def test_forms_are_left_out_of_the_bundle(site, place, tmp_path, monkeypatch):
    seen = []
    from cms.models import ExplainerPage

    asked = ExplainerPage.get_context

    def noted(page, request, *args, **named):
        seen.append((request.forms_answered, request.search_at))
        return asked(page, request, *args, **named)

    monkeypatch.setattr(ExplainerPage, "get_context", noted)
    publish()
    call_command("publish_static", out=tmp_path / "site", search_at="https://a.example/")
    assert set(seen) == {(True, ""), (False, "https://a.example/")}


@pytest.mark.parametrize("search_at", ["", "https://a.example/"])
def test_a_page_that_is_not_there_offers_no_search_that_nobody_answers(site, place, tmp_path, search_at):
    call_command("publish_static", out=tmp_path / "site", search_at=search_at)
    words = (tmp_path / "site/site/404.html").read_text()
    assert "lead" in words
    assert ("<form" in words) is bool(search_at)
    assert words.count(f'action="{search_at}"') == (2 if search_at else 0)


def test_a_page_that_names_the_portal_is_not_given_away(site, place, tmp_path):
    a_page(site.home, "", '<p><a href="/portal/">会議</a></p>')
    with pytest.raises(CommandError, match="/portal/"):
        call_command("publish_static", out=tmp_path / "site")


def test_nginx_takes_the_lines(site, place, tmp_path):
    from shutil import which

    program = which("nginx") or which("/usr/sbin/nginx")
    if not program:
        pytest.skip("nginx is not installed")
    call_command("publish_static", out=tmp_path / "site")
    (tmp_path / "main.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; server {{ listen 127.0.0.1:1; "
        f"include {tmp_path}/site/nginx.conf; }} }}"
    )
    told = subprocess.run(
        [program, "-t", "-c", str(tmp_path / "main.conf")], capture_output=True, text=True, check=False
    )
    assert "test is successful" in told.stderr


def test_editors_have_no_rights_in_the_portal_and_members_none_at_the_desk(cast):
    assert not [
        right for right in cast.editor.get_all_permissions() if right.split(".")[0] in ("portal", "meetings", "minutes")
    ]
    for member in (cast.member, cast.summoned, cast.chair, cast.coordinator):
        assert not member.get_all_permissions()
        assert cast.client_of(member).get("/editorial/").status_code == 302

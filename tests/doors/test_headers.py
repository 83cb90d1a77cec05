"""What every answer carries, whoever gives it: pages, errors, redirects, files, static, refused hosts and methods."""

import re
from pathlib import Path

import pytest
from django.test import AsyncClient, Client
from django.urls import path

from portal.gate.levels import BY_NAME, Level
from tests.doors import matrix
from tests.doors.answers import lacking

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
OUR_DOORS = sorted({name for name, _method in matrix.rows()})
OURS = ("portal", "meetings", "minutes", "cms")


@pytest.mark.parametrize("address", [
    "/nothing.css", "/portal/nothing/", "/static/portal/page.css", "/static/none.css", "/editorial/nope/", "/media/x",
    "/portal/meetings", "/readyz",
])  # fmt: skip
def test_so_does_what_is_not_there_and_what_is_static(world, address):
    for role in ("anonymous", "coordinator"):
        assert lacking(world.client(role).get(address), address) == []


def test_so_does_a_page_that_broke(settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setitem(BY_NAME, "broken", Level.PUBLIC)
    client = Client(raise_request_exception=False)
    answer = client.get("/portal/broken/")
    assert answer.status_code == 500
    assert lacking(answer, "/portal/broken/") == []


def test_so_does_the_async_server():
    from asgiref.sync import async_to_sync

    for address in ("/portal/", "/", "/static/portal/page.css"):
        assert lacking(async_to_sync(AsyncClient().get)(address), address) == []


def test_a_foreign_host_is_refused_with_all_headers(client):
    for host in ("evil.test", "127.0.0.1.evil.test", "localhost@evil.test", "evil.test:80"):
        answer = client.get("/portal/enter/", headers={"host": host})
        assert answer.status_code == 400
        assert lacking(answer, "/portal/enter/") == []
        assert b"evil" not in answer.content


def test_static_files_and_public_pages_may_be_kept_others_not(world):
    client = world.client("summoned")
    assert "no-store" not in client.get("/static/portal/page.css").headers["Cache-Control"]
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")
    assert "X-Robots-Tag" not in client.get("/").headers


@pytest.mark.parametrize("door", [name for name in OUR_DOORS if name.startswith(("meetings:", "rooms:", "signoff:"))])
@pytest.mark.parametrize("ending", ["x.css", "x.js", ";x.css", "%2Fx.png", "..%2f..%2fstatic%2fx.css", "?x.css"])
def test_a_cache_cannot_be_deceived_by_an_ending(world, door, ending):
    """ASVS 14.2.5: an address that looks static gives no page, or one that nobody keeps."""
    answer = world.client("coordinator").get(world.address(door) + ending)
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.status_code in ((404,) if not ending.startswith("?") else (200, 204, 302, 404))


def test_every_script_of_ours_asks_for_the_nonce():
    """A script without one does not run; inline scripts and styles are forbidden anyway. Public pages are files: a file."""
    wrong = []
    for app in OURS:
        for file in (ROOT / app).rglob("templates/**/*.html"):
            words, asked = file.read_text(), "src=" if "/cms/templates/cms/" in str(file) else "nonce="
            scripts = [tag for tag in re.findall(r"<script[^>]*>", words) if 'type="application/ld+json"' not in tag]
            wrong += [str(file) for tag in scripts if asked not in tag]
            wrong += [str(file) for _tag in re.findall(r"<style|\son[a-z]+\s*=|javascript:", words)]
            if "/invites/" not in str(file) and "/mails/" not in str(
                file
            ):  # mails: their readers' programs know inline styles only
                wrong += [str(file) for _tag in re.findall(r"\sstyle\s*=", words)]
    assert wrong == []


def test_each_answer_has_a_nonce_of_its_own(client):
    nonces = set()
    for _turn in range(3):
        answer = client.get("/portal/enter/")
        (nonce,) = set(re.findall(r'<script[^>]* nonce="([^"]+)"', answer.content.decode()))
        assert f"script-src 'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
        nonces.add(nonce)
    assert len(nonces) == 3


def broken(request):
    raise RuntimeError("broken on purpose")


def __getattr__(name):
    if name == "urlpatterns":
        from portal.urls import urlpatterns as ours

        return [path("portal/broken/", broken, name="broken"), *ours]
    raise AttributeError(name)

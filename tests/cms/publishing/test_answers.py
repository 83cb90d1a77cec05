"""What anonymous answers of the public site carry: a policy without exceptions, no cookie, one answer for all."""

import re

import pytest
from django.test import Client

from tests.cms.reading import Page
from tests.doors.walk import doors
from tests.factories.site import a_picture

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
PATHS = ["/", "/toha/", "/nowhere/", "/en/nowhere/", "/documents/1/x.pdf", "/media/x"]


@pytest.mark.parametrize("path", PATHS)
def test_an_anonymous_answer_is_the_same_for_everybody(client, site, path):
    answer = client.get(path, headers={"accept-language": "en"})
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert not answer.cookies
    assert "Vary" not in answer.headers


@pytest.mark.parametrize(
    ("path", "language"), [("/nowhere/", "ja"), ("/en/nowhere/", "en"), ("/ja-simple/nowhere/", "ja-simple")]
)
def test_what_is_not_there_is_told_by_the_public_site(client, site, path, language):
    answer = client.get(path)
    words = answer.content.decode()
    assert answer.status_code == 404
    assert answer.headers["Content-Language"] == language
    assert Page(words).levels.count(1) == 1
    assert "《" not in words
    assert [word for word in ("portal", "editorial", "ポータル", "wagtail") if word in words.lower()] == []


def test_a_house_without_a_public_site_says_so_too(client, db):
    assert client.get("/nowhere/").status_code == 404


def test_a_page_that_broke_says_nothing_of_the_portal(site, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("cms.models.ExplainerPage.get_context", broken)
    answer = Client(raise_request_exception=False).get("/toha/")
    words = answer.content.decode()
    assert answer.status_code == 500
    assert "いま、このページを表示できません" in words
    assert [word for word in ("portal", "editorial", "ポータル", "broken") if word in words] == []


def test_no_programming_interface_is_mounted():
    found = [
        door.pattern for door in doors() if re.search(r"(^|/)api(/|$)", door.pattern) or "wagtail.api" in door.module
    ]
    assert [pattern for pattern in found if not pattern.startswith("editorial/")] == []


@pytest.mark.usefixtures("media")
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_the_desk_asks_no_other_host(site, cast):
    """No gravatar (a hash of a mail address), no question for updates, no help from elsewhere by itself."""
    desk = cast.client_of(cast.editor)
    a_picture("庁舎")
    home = site.home.pk
    for path in (
        "",
        "pages/",
        f"pages/{home}/",
        f"pages/{home}/edit/",
        f"pages/add/cms/explainerpage/{home}/",
        "images/",
        "documents/",
        "reports/",
    ):
        answer = desk.get(f"/editorial/{path}", follow=True)
        words = answer.content.decode()
        loaded = re.findall(
            r"<(?:script|img|link|iframe|source)\b[^>]*?(?:src|href)=[\"'](?:https?:)?//([^/\"']+)", words
        )
        assert set(loaded) <= {"testserver"}, path
        assert "gravatar" not in words
        assert "releases.wagtail" not in words

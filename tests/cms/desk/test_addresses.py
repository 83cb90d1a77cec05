"""Addresses in plain letters, and addresses that lead on when a page has moved."""

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.cms.desk.forms import form_of
from tests.cms.desk.pages import SOMEWHERE, explainer, with_text


def copy_of(page, **changed):
    """A page like this one, not stored yet."""
    names = [f.name for f in page._meta.fields if f.editable and not f.primary_key and f.name != "translation_key"]
    return type(page)(**{name: getattr(page, name) for name in names} | {"slug": "", "live": False} | changed)


@pytest.mark.parametrize(("title", "slug"), [
    ("支援会議とは何か", "p[0-9]+"), ("Where to ask", "where-to-ask"), ("PDFの見方", "pdf"), ("！？", "p[0-9]+"),
])  # fmt: skip
def test_a_page_gets_an_address_in_plain_letters(site, title, slug):
    import re

    page = copy_of(explainer(site), title=title)
    explainer(site).get_parent().add_child(instance=page)
    assert re.fullmatch(slug, page.slug)
    assert page.url.isascii()


def test_two_pages_made_at_once_have_two(site):
    pages = [copy_of(explainer(site), title="支援") for _ in range(2)]
    for page in pages:
        page.slug = "p1"
    explainer(site).get_parent().add_child(instance=pages[0])
    with pytest.raises(ValidationError):
        explainer(site).get_parent().add_child(instance=pages[1])
    pages[1].slug = ""
    explainer(site).get_parent().add_child(instance=pages[1])
    assert pages[0].slug != pages[1].slug


def test_the_form_gives_one_too_and_lets_it_be_changed(desk, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    door = reverse("wagtailadmin_pages:add", args=["cms", "explainerpage", page.get_parent().pk])
    for typed in ("", "支援会議とは"):
        answer = desk.post(door, form_of(page, cast.editor, slug=typed, title="支援会議とは"))
        assert answer.status_code == 302, answer.context["form"].errors
        new = type(page).objects.order_by("pk").last()
        assert new.slug.startswith("p")
        assert new.slug.isascii()
    assert desk.post(door, form_of(page, cast.editor, slug="shien")).status_code == 302
    assert type(page).objects.filter(slug="shien").exists()


def renamed(page, slug):
    """The page as it stands after its address was changed."""
    page.slug = slug
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_an_old_address_leads_on(client, site, django_capture_on_commit_callbacks):
    old = explainer(site).url
    with django_capture_on_commit_callbacks(execute=True):
        page = renamed(explainer(site), "atarashii")
    answer = client.get(f"{old}?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, page.url)
    assert not answer.cookies
    assert answer.headers.get("Vary", "") == ""
    assert Redirect.objects.get().redirect_page_id == page.pk  # it follows the page, wherever that moves next


def test_it_leads_nowhere_once_the_page_is_gone(client, site, django_capture_on_commit_callbacks):
    old = explainer(site).url
    with django_capture_on_commit_callbacks(execute=True):
        page = renamed(explainer(site), "atarashii")
    page.unpublish()
    assert client.get(old, follow=True).status_code == 404


DOORS = [
    "/portal",
    "/portal/none",
    "/editorial/none",
    "/static/none",
    "/media/none",
    "/search",
    "/en/search",
]
DOORS += ["/.well-known/acme-challenge/x", "/sodan", "/sodan/madoguchi"]


@pytest.mark.parametrize("path", DOORS)
def test_no_door_and_no_live_page_leads_elsewhere(client, site, path):
    Redirect.objects.create(old_path=path, redirect_link="/yogo/")
    for address in (path, f"{path}/"):
        assert not client.get(address).headers.get("Location", "").endswith("/yogo/")


@pytest.mark.parametrize(
    "link", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "yogo"]
)
def test_nothing_leads_on_to_another_house(client, desk, division_head, site, link):
    """Whoever could write it would send residents anywhere; rows from before are not followed."""
    form = {
        "old_path": "/soshiki/12.html",
        "site": "",
        "is_permanent": "on",
        "redirect_page": "",
        "redirect_link": link,
    }
    page = desk.post(reverse("wagtailredirects:add"), form).content.decode()
    assert "error-message" in page
    assert not Redirect.objects.exists()
    Redirect.objects.create(old_path="/soshiki/12.html", redirect_link=link)
    to = urlsplit(client.get("/soshiki/12.html").headers.get("Location", ""))
    assert (to.scheme, to.netloc) == ("", "")


def test_an_address_of_an_older_site_leads_on_and_is_asked_anew(client, desk, division_head, site):
    form = {
        "old_path": "/soshiki/12.html",
        "site": "",
        "is_permanent": "on",
        "redirect_page": "",
        "redirect_link": f"{site.home.full_url}yogo/",
    }
    desk.post(reverse("wagtailredirects:add"), form)
    answer = client.get("/soshiki/12.html")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{site.home.full_url}yogo/")
    assert {"no-store", "max-age=0"} & set(answer.headers["Cache-Control"].split(", "))

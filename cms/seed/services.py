"""Putting the starter content in place, once."""

import json
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms.pages.models import ExplainerPage, HomePage
from cms.seed import explainer, home


class PublicSite(NamedTuple):
    """The two pages with which a public site starts."""

    home: HomePage
    explainer: ExplainerPage


@transaction.atomic
def seed_public_site() -> PublicSite:
    """Give a new installation its home and its first explainer; whatever editors made of them stays untouched."""
    page = HomePage.objects.first() or _new_home()
    _serve(page)
    if not ExplainerPage.objects.child_of(page).filter(slug="toha").exists():
        _new_explainer(page)
    # publishing works on a copy: read what stands now
    return PublicSite(HomePage.objects.get(pk=page.pk), ExplainerPage.objects.child_of(page).get(slug="toha"))


def _new_home() -> HomePage:
    page = HomePage(
        title=settings.WAGTAIL_SITE_NAME,
        slug="kasanete",
        headline=home.HEADLINE,
        lead=home.LEAD,
        needs_confirmation=home.NEEDS_CONFIRMATION,
        body=json.dumps([]),
        live=False,
        **home.OFFICE,
        **_contact(),
    )
    root: Page = Page.get_first_root_node()
    root.add_child(instance=page)
    return page


def _new_explainer(parent: HomePage) -> None:
    page = ExplainerPage(
        title=explainer.TITLE,
        slug="toha",
        menu_title="支援のしくみ",
        show_in_menus=True,
        reading=explainer.READING,
        lead=explainer.lead(settings.CITY_NAME),
        key_points=json.dumps([{"type": "point", "value": words} for words in explainer.KEY_POINTS]),
        body=json.dumps(explainer.body(settings.CITY_NAME)),
        needs_confirmation=explainer.NEEDS_CONFIRMATION,
        live=False,
        **_contact(),
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    # the home page links to the explainer, so it is completed once that page has its number
    parent.body = json.dumps(home.body(page.pk))
    parent.save_revision().publish()


def _contact() -> dict[str, Any]:
    return {
        "contact_office": settings.SECRETARIAT_NAME,
        "contact_phone": settings.SECRETARIAT_PHONE,
        "contact_hours": home.OFFICE["office_hours"],
        "contact_place": "市役所1階 5番窓口",
    }


def _serve(page: HomePage) -> None:
    """Let the site begin at ``page`` and take Wagtail's welcome page away."""
    address = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.pk and site.root_page_id == page.pk:
        return
    site.root_page = page
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if settings.HTTPS else 80)
    site.save()
    # the site no longer stands on it: deleting the page first would take the site with it
    for welcome in Page.get_first_root_node().get_children().filter(slug="home", content_type__model="page"):
        welcome.delete()

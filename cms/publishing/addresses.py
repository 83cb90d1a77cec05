"""Which addresses the public site has: of every page that anybody may read, and a few beside."""

from typing import NamedTuple

from django.conf import settings
from wagtail.models import Page, Site

MISSING = "404/"  # no page has it: what is answered there is the page of what is not there


class Address(NamedTuple):
    """A path; the page it is of; whether it answers to what stands behind a question mark."""

    path: str
    page: int | None = None
    answers_queries: bool = False


def public_pages() -> dict[int, str]:
    """Of every page that anybody may read its state: its place in the tree of pages, and when it was last published.

    One query (and one for restrictions); who has kept a state sees by it that the page moved or was published since.
    """
    roots = tuple(path for path in _root_places() if path)
    found = Page.objects.live().public().filter(depth__gt=1).order_by("path")
    rows = found.values_list("pk", "url_path", "last_published_at")
    return {pk: f"{place} {at.isoformat() if at else ''}" for pk, place, at in rows if place.startswith(roots)}


def addresses() -> list[Address]:
    """All of them: pages in the order of the site, and the lists for programs."""
    shown = public_pages()
    found = []
    for page in Page.objects.filter(pk__in=shown).order_by("path").defer_streamfields().specific():
        base = page.get_url()
        if not base:
            continue
        for below in page.published_paths() if hasattr(page, "published_paths") else [""]:
            found.append(Address(base + below.removeprefix("/"), page.pk, getattr(page, "answers_queries", False)))
    if found:
        found += [Address("/sitemap.xml"), Address("/robots.txt")]
    return found


def missing_pages() -> dict[str, str]:
    """Where the page of what is not there is kept, by the address at which it is asked for; in each language."""
    prefixes = ["" if code == settings.LANGUAGE_CODE else f"{code}/" for code, _name in settings.LANGUAGES]
    return {f"/{prefix}{MISSING}": f"/{prefix}404.html" for prefix in prefixes}


def home_address() -> str:
    """The root of the site, as its absolute addresses begin: http://host:port, without a slash."""
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""


def _root_places() -> list[str]:
    Site.clear_site_root_paths_cache()  # another process may have changed them
    return [each.root_path for each in Site.get_site_root_paths()]

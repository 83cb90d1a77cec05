"""The list of all public pages for search engines, with the languages in which each is written."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.addresses import public_pages

HREFLANG = ("ja", "en")  # search engines know no やさしい日本語


class Listed(NamedTuple):
    """A page: its address, when it changed, and its addresses by language (empty: only this one)."""

    address: str
    changed: str
    languages: list[tuple[str, str]]


def listed() -> list[Listed]:
    """Every page that anybody may read."""
    rows = Page.objects.filter(pk__in=public_pages()).annotate(language=F("locale__language_code")).order_by("path")
    pages = [page for page in rows if page.get_full_url()]
    families: dict[object, dict[str, str]] = defaultdict(dict)
    for page in pages:
        families[page.translation_key][page.language] = page.get_full_url()
    return [
        Listed(
            page.get_full_url(),
            timezone.localdate(page.last_published_at).isoformat() if page.last_published_at else "",
            _languages(page.language, families[page.translation_key]),
        )
        for page in pages
    ]


def _languages(own: str, family: dict[str, str]) -> list[tuple[str, str]]:
    found = [(code, family[code]) for code in HREFLANG if code in family]
    if own not in HREFLANG or len(found) < 2:
        return []
    return [*found, ("x-default", family["ja"])] if "ja" in family else found

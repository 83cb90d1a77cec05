"""Where the pages lead: to pages that are not shown, and out of the site."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.desk.checks.parts import Read
from cms.desk.checks.reading import read_all
from cms.desk.models import LinkCheck
from cms.desk.reviews.access import page_models
from cms.pages.base import BasePage

OUTSIDE = re.compile(r'<a\b[^>]*href="(https?://[^"]+)"')


class Broken(NamedTuple):
    """A page that leads to one which is not shown; ``target`` is None where it is deleted."""

    page: Page
    target: Page | None


class Outside(NamedTuple):
    """An address outside, on which pages it stands, and what came of asking it last."""

    url: str
    pages: list[Page]
    check: LinkCheck | None


def live_pages() -> Iterator[BasePage]:
    """All pages that residents read."""
    for model in page_models():
        yield from model.objects.live().select_related("locale").order_by("pk")


def broken_links() -> list[Broken]:
    """Links between pages that lead to nothing, by Wagtail's index of references: three queries."""
    kind = ContentType.objects.get_for_model(Page)
    pairs = set(
        ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind).values_list(
            "object_id", "to_object_id"
        )
    )
    pages = {str(page.pk): page for page in Page.objects.filter(pk__in={pk for pair in pairs for pk in pair})}
    found = [
        Broken(pages[source], pages.get(target))
        for source, target in pairs
        if source in pages and pages[source].live and not (target in pages and pages[target].live)
    ]
    return sorted(found, key=lambda each: (each.page.title, each.target.title if each.target else ""))


def outside_links() -> list[Outside]:
    """Every address outside the site, with the pages that lead there."""
    pages: dict[str, list[Page]] = {}
    for page, found in read_all(live_pages()):
        for url in sorted(_addresses(found)):
            pages.setdefault(url, []).append(page)
    checks = {check.url: check for check in LinkCheck.objects.filter(url__in=pages)}
    return [Outside(url, pages[url], checks.get(url)) for url in sorted(pages)]


def _addresses(page: Read) -> set[str]:
    found = {unescape(url) for _part, words in page.texts() if words.rich for url in OUTSIDE.findall(words.stored)}
    found |= {str(part.facts["url"]) for part in page.parts if str(part.facts.get("url") or "").startswith("http")}
    return found

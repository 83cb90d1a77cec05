"""Pages of the public site as tests need them."""

import json
from itertools import count
from typing import NamedTuple

from wagtail.models import Page, Site

from cms.models import ExplainerPage, HomePage

_numbers = count(1)


class Small(NamedTuple):
    """A site with two pages: / and /toha/."""

    home: HomePage
    explainer: ExplainerPage


def a_site() -> Small:
    """The smallest site that there is."""
    home = HomePage(title="かさねて支える", slug="kasanete", headline="－", lead="－", urgent_note="－", body="[]")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="127.0.0.1", port=8000
    )
    site.root_page = home
    site.save()
    home.save_revision().publish()
    return Small(HomePage.objects.get(pk=home.pk), a_page(home, "支援のしくみ", "<p>－</p>", slug="toha"))


def text_of(*paragraphs: str) -> str:
    """A section with these paragraphs (HTML as it is stored), as StreamField keeps it."""
    content = [{"type": "text", "value": each} for each in paragraphs]
    return json.dumps([{"type": "section", "value": {"heading": "見出し", "anchor": "midashi", "content": content}}])


def a_page(parent: Page, title: str = "", *paragraphs: str, live: bool = True, slug: str = "") -> ExplainerPage:
    """A page below ``parent`` with these paragraphs."""
    slug = slug or f"seite-{next(_numbers)}"
    body = text_of(*paragraphs)
    page = ExplainerPage(
        title=title or slug, slug=slug, lead="－", key_points="[]", body=body, live=live, show_in_menus=True
    )
    added: ExplainerPage = parent.add_child(instance=page)
    if live:
        added.save_revision().publish()
    return ExplainerPage.objects.get(pk=added.pk)


def to_page(page: Page, words: str = "別のページ") -> str:
    """A paragraph that links to a page."""
    return f'<p><a id="{page.pk}" linktype="page">{words}</a></p>'


def to_document(document) -> str:
    """A paragraph that links to a document."""
    return f'<p><a linktype="document" id="{document.pk}">資料</a></p>'

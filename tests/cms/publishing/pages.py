"""Pages of the public site as tests need them."""

import json
from itertools import count

from wagtail.models import Page

from cms.models import ExplainerPage

_numbers = count(1)


def text_of(*paragraphs: str) -> str:
    """A section with these paragraphs (HTML as it is stored), as StreamField keeps it."""
    content = [{"type": "text", "value": each} for each in paragraphs]
    return json.dumps([{"type": "section", "value": {"heading": "見出し", "anchor": "midashi", "content": content}}])


def a_page(parent: Page, title: str = "", *paragraphs: str, live: bool = True, slug: str = "") -> ExplainerPage:
    """A page below ``parent`` with these paragraphs."""
    slug = slug or f"seite-{next(_numbers)}"
    page = ExplainerPage(title=title or slug, slug=slug, lead="－", key_points="[]", live=live, show_in_menus=True)
    for name in ("contact_office", "contact_phone", "contact_hours"):
        if hasattr(page, name):
            setattr(page, name, "－")
    page.body = text_of(*paragraphs)
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

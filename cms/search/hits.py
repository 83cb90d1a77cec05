"""Results as a visitor reads them: where the page stands, its title, an excerpt with marks, its day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from cms.search.backend.indexing import text_of
from cms.search.finding import Thing
from cms.search.marks import Segment, excerpt, marked
from cms.search.normal import without_readings
from cms.search.records import record_words_of
from cms.streams import bring_streams
from cms.templatetags.kasanete import file_facts


@dataclass(frozen=True)
class Hit:
    """A result; ``file`` is the kind and size of a document."""

    url: str
    above: str
    title: list[Segment]
    excerpt: list[Segment]
    day: datetime | None
    file: str = ""
    picked: bool = False


def hits_of(things: Sequence[Thing], words: Sequence[str], request: HttpRequest, *, picked: bool = False) -> list[Hit]:
    """The results in their order, in a few queries however many there are."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in={each.page for each in things}).specific()}
    locales = Locale.objects.in_bulk({page.locale_id for page in pages.values()})
    for page in pages.values():
        page.locale = locales[page.locale_id]
    numbers = {each.document for each in things if each.document}
    documents = {each.pk: each for each in get_document_model().objects.filter(pk__in=numbers)} if numbers else {}
    above = _titles_above(pages.values())
    texts = _texts_of([pages[each.page] for each in things if not each.document])
    hits = []
    for thing in things:
        page = pages[thing.page]
        if thing.document:
            document = documents[thing.document]
            text, file = page.title, file_facts(document)
            hits.append(
                Hit(
                    _address(document, page, request),
                    page.title,
                    marked(document.title, words),
                    excerpt(text, words),
                    page.last_published_at,
                    file,
                )
            )
        else:
            hits.append(
                Hit(
                    page.get_url(request) or "/",
                    above.get(page.path[: -page.steplen], ""),
                    marked(without_readings(page.title), words),
                    excerpt(without_readings(texts[page.pk]), words),
                    page.last_published_at,
                    picked=picked,
                )
            )
    return hits


def _texts_of(pages: Sequence[Page]) -> dict[int, str]:
    """By page, what the search reads of it, with the words of the records that stand there."""
    bring_streams(pages)
    of_records = record_words_of(pages)
    return {page.pk: "\n".join([text_of(page, {"record_words"}), *of_records[page.pk]]) for page in pages}


def _titles_above(pages: Iterable[Page]) -> dict[str, str]:
    """By path, the titles of the pages above."""
    paths = {page.path[: -page.steplen] for page in pages if page.depth > 2}
    return {
        path: without_readings(title)
        for path, title in Page.objects.filter(path__in=paths).values_list("path", "title")
    }


def _address(document: Any, page: Page, request: HttpRequest) -> str:
    """The document's own address; where documents have no door, that of the page that uses it."""
    try:
        return str(document.url)
    except NoReverseMatch:
        return page.get_url(request) or "/"

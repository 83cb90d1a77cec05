"""Where links lead, of rich texts and of blocks: all that one page links to is asked about together, however many its texts are.

Wagtail asks twice for each text with a link (8.0: ``expand_db_attributes_many`` is called text by text). Here a page opens a
book when it is served; it costs one query for all links to pages and one for all links to documents.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import F, ForeignKey, Q
from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.links.finding import links_in
from cms.pages.frame import with_closed

_book: ContextVar["Book | None"] = ContextVar("links", default=None)


class Book:
    """The addresses of pages and documents by their numbers; "" for what no link may lead to."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, int], str] = {}
        self._documents: dict[int, str] = {}

    def pages(self, numbers: Iterable[int]) -> dict[int, str]:
        """Of each page its address in the language at hand, or of itself where it is not translated.

        A page that is not live, or not for everybody, has none: a link to it would lead nowhere, or tell that it is there.
        """
        language, asked = translation.get_language() or "", set(numbers)
        missing = {number for number in asked if (language, number) not in self._pages}
        if missing:
            found = _addresses(missing, language)
            self._pages |= {(language, number): found.get(number, "") for number in missing}
        return {number: self._pages[language, number] for number in asked}

    def documents(self, numbers: Iterable[int]) -> dict[int, str]:
        """Of each document its address; whether it may be read is asked at its door."""
        asked = set(numbers)
        missing = asked - self._documents.keys()
        if missing:
            found = get_document_model().objects.in_bulk(missing)
            self._documents |= {number: found[number].url if number in found else "" for number in missing}
        return {number: self._documents[number] for number in asked}


def book() -> Book:
    """The book of the page that is being served; elsewhere a new one."""
    return _book.get() or Book()


@contextmanager
def book_for(page: Any) -> Iterator[Book]:
    """While ``page`` is served all of its links are known."""
    opened = Book()
    numbers: dict[str, set[int]] = {"page": set(), "document": set()}
    for kind, number in links_in(_texts_of(page)):
        numbers.setdefault(kind, set()).add(number)
    numbers["page"] |= set(_chosen_by(page))
    with translation.override(page.locale.language_code):
        if numbers["page"]:
            opened.pages(numbers["page"])
        if numbers["document"]:
            opened.documents(numbers["document"])
    token = _book.set(opened)
    try:
        yield opened
    finally:
        _book.reset(token)


def _chosen_by(page: Any) -> Iterator[int]:
    """The pages that editors chose in fields and blocks."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            for model, number, *_place in field.extract_references(getattr(page, field.attname)):
                if issubclass(model, Page):
                    yield int(number)
        elif field.model is type(page) and isinstance(field, ForeignKey) and issubclass(field.related_model, Page):
            number = getattr(page, field.attname)
            if number and not field.remote_field.parent_link:
                yield number


def _texts_of(page: Any) -> Iterator[Any]:
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield list(getattr(page, field.attname).raw_data)
        elif isinstance(field, RichTextField):
            yield getattr(page, field.attname)


def _addresses(numbers: set[int], language: str) -> dict[int, str]:
    families = Page.objects.filter(pk__in=numbers).values("translation_key")
    rows = (
        with_closed(
            Page.objects.filter(Q(pk__in=numbers) | Q(locale__language_code=language), translation_key__in=families)
        )
        .annotate(language=F("locale__language_code"))
        .order_by("pk")
    )
    shown = [page for page in rows if page.live and not page.closed]
    here = {page.translation_key: page for page in shown if page.language == language}
    own = {page.pk: page for page in shown}
    found = {page.pk: here.get(page.translation_key) or own.get(page.pk) for page in rows if page.pk in numbers}
    return {number: page.get_url() or "" for number, page in found.items() if page is not None}

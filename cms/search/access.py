"""Which pages and documents a search may show, and the words that mean the same."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex, Site, get_page_models
from wagtail.search.utils import normalise_query_string

from cms.kept import Kept
from cms.search.asked import Lexicon, sounds_of, variants_of
from cms.search.models import SearchVariant
from cms.search.split import split_words
from cms.words.access import readings
from cms.words.ruby import in_kana

PICKS = 3  # stand above what the search finds


def _lexicon() -> Lexicon:
    rows = SearchVariant.objects.values_list("words", "instead")
    variants = variants_of((split_words(words), split_words(instead)) for words, instead in rows)
    listed = readings()
    return Lexicon(variants, sounds_of(variants, listed, lambda word: in_kana(word, listed)))


# The editors' words that mean the same, and how words sound.
lexicon: Kept[Lexicon] = Kept("cms.search.lexicon", _lexicon)


def home_of(site: Site, language: str) -> Page | None:
    """The first page of the site in a language, if anyone may read it."""
    return (
        site.root_page.get_translations(inclusive=True).live().public().filter(locale__language_code=language).first()
    )


def shown_pages(home: Page) -> QuerySet[Page]:
    """The pages from ``home`` on that anyone may read, in its language."""
    return Page.objects.descendant_of(home, inclusive=True).live().public().filter(locale=home.locale_id)


def of_kind(pages: Any, kind: str) -> Any:
    """News alone, or all but news."""
    news = [model for model in get_page_models() if getattr(model, "search_kind", "") == "news"]
    if kind == "news":
        return pages.type(*news) if news else pages.none()
    return pages.not_type(*news) if news else pages


def shown_documents(shown: QuerySet[Page], among: Iterable[int]) -> dict[int, Page]:
    """Those documents of ``among`` that a page of ``shown`` uses, with that page; none of a closed collection."""
    model = get_document_model()
    closed = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    rows = model.objects.filter(pk__in=list(among)).values_list("pk", "collection__path")
    among = [pk for pk, path in rows if not path.startswith(closed)]
    if not among:
        return {}
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in among],
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("to_object_id", "object_id")
    pages = {str(page.pk): page for page in shown.filter(pk__in=[page for _, page in uses])}
    return {int(document): pages[page] for document, page in uses if page in pages}


def picks(query: str, shown: QuerySet[Page]) -> list[Page]:
    """The pages that editors put first for this query, in their order, as far as they may be shown."""
    chosen = Query.objects.filter(
        query_string=normalise_query_string(query), editors_picks__page__isnull=False
    ).order_by("editors_picks__sort_order", "editors_picks__pk")
    wanted = list(chosen.values_list("editors_picks__page", flat=True))
    pages = shown.in_bulk(wanted) if wanted else {}
    return [pages[pk] for pk in dict.fromkeys(wanted) if pk in pages][:PICKS]

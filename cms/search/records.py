"""Records on pages: offices and terms stand in no field of a page, but readers see them there and search for them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, get_page_models
from wagtail.search.index import insert_or_update_object

from cms.records.languages import said
from cms.records.models import Council, GlossaryTerm, Office

# what readers see of each
SHOWN: dict[type[Model], tuple[str, ...]] = {
    Office: ("name", "sentence", "phone", "hours", "place", "access"),
    GlossaryTerm: ("term", "reading", "meaning"),
    Council: ("name", "purpose", "members"),
}


def words_of(record: Any) -> str:
    """What a record says, in the language of the moment."""
    return "。".join(text for name in SHOWN[type(record)] if (text := _said(record, name)))


def _said(record: Any, name: str) -> str:
    """A number or an address is the same in every language and has one column."""
    return said(record, name) if hasattr(record, f"{name}_en") else str(getattr(record, name))


def chosen_records(page: Page) -> list[Any]:
    """The records that editors chose in the streams of a page."""
    chosen = _chosen(page)
    found = [record for model, numbers in chosen.items() for record in model._default_manager.filter(pk__in=numbers)]
    return [*found, *(Council.objects.all() if _draws_councils(page) else ())]


def record_words_of(pages: Sequence[Page]) -> dict[int, list[str]]:
    """By page, what ``record_words`` of each says: a query for each kind of record, however many pages."""
    listing = {type(page): page for page in pages if getattr(page, "lists_all", ())}
    lists = {kind: page.shown_records() for kind, page in listing.items()}  # the same on every page of the kind
    chosen = {page.pk: _chosen(page) for page in pages if hasattr(page, "record_words") and type(page) not in lists}
    wanted: dict[type[Model], set[str]] = {}
    for each in chosen.values():
        for model, numbers in each.items():
            wanted.setdefault(model, set()).update(numbers)
    found = {
        (model, str(record.pk)): record
        for model, numbers in wanted.items()
        for record in model._default_manager.filter(pk__in=numbers)
    }
    drawing = {page.pk for page in pages if page.pk in chosen and _draws_councils(page)}
    councils = list(Council.objects.all()) if drawing else []
    words: dict[int, list[str]] = {}
    for page in pages:
        named = [(model, number) for model, numbers in chosen.get(page.pk, {}).items() for number in numbers]
        records = [found[key] for key in named if key in found] + (councils if page.pk in drawing else [])
        with translation.override(page.locale.language_code):
            words[page.pk] = [words_of(record) for record in lists.get(type(page), records)]
    return words


def _chosen(page: Page) -> dict[type[Model], list[str]]:
    """By table, the numbers of the records that a page names, in the order in which they stand there."""
    chosen: dict[type[Model], dict[str, None]] = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for model, number, *_ in field.extract_references(field.value_from_object(page)):
                if model in SHOWN:
                    chosen.setdefault(model, {})[str(number)] = None
    return {model: list(numbers) for model, numbers in chosen.items()}


def _draws_councils(page: Page) -> bool:
    """Whether a block of the page draws all meeting bodies."""
    sections = getattr(page, "body", ())
    return any(part.block_type == "councils" for each in sections for part in _content_of(each))


def _content_of(section: Any) -> Any:
    return section.value.get("content", ()) if isinstance(section.value, dict) else ()


def index_pages_showing(record: Model) -> None:
    """Index the pages anew that show this record: those that name it, list all of its kind, or draw them."""
    users = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(record)),
        to_object_id=str(record.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("object_id", flat=True)
    kinds = [kind for kind in get_page_models() if type(record) in getattr(kind, "lists_all", ())]
    listing = Q(content_type__in=ContentType.objects.get_for_models(*kinds).values()) if kinds else Q(pk__in=[])
    for page in Page.objects.filter(Q(pk__in=[int(pk) for pk in users]) | listing).specific():
        insert_or_update_object(page)
    if isinstance(record, Council):
        for page in Page.objects.live().specific().iterator():
            if _draws_councils(page):
                insert_or_update_object(page)

"""Which translations are behind the Japanese page they were made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404

from cms.desk.reviews.access import page_models
from cms.pages.base import BasePage


@dataclass(frozen=True)
class Behind:
    """A translation, and the Japanese page that went on without it."""

    page: BasePage
    original: BasePage


def translations_behind() -> list[Behind]:
    """Every translation whose original was published anew since; two queries for each kind of page."""
    return [found for model in page_models() for found in _of(model)]


def is_behind(page: BasePage, original: BasePage) -> bool:
    """Whether the original has another published revision than the one the translation was made from."""
    return original.live_revision_id is not None and page.translated_from != original.live_revision_id


def original_of(page: BasePage) -> BasePage | None:
    """The Japanese page of which this is a translation."""
    if page.locale.language_code == "ja":
        return None
    return type(page).objects.filter(translation_key=page.translation_key, locale__language_code="ja").first()


def translation(pk: int, user: object) -> BasePage:
    """One that this person may edit. Raises ``Http404``."""
    for model in page_models():
        page = model.objects.filter(pk=pk).exclude(locale__language_code="ja").select_related("locale").first()
        if page is not None and page.permissions_for_user(user).can_edit():
            return page
    raise Http404


def _of(model: type[BasePage]) -> Iterator[Behind]:
    originals = {page.translation_key: page for page in model.objects.filter(locale__language_code="ja", live=True)}
    others = model.objects.exclude(locale__language_code="ja").select_related("locale")
    for page in others.filter(translation_key__in=originals):
        original = originals[page.translation_key]
        if is_behind(page, original):
            yield Behind(page, original)

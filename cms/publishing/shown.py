"""What a live public page shows of documents and pictures: only that is for everybody.

Wagtail hands a document that no page names to whoever guesses its number. Here a file is for the public as long as a
live page that anybody may read uses it, itself or by a record that it names (an office), or as long as the settings of
the site use it, which stand on every page.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.models import Page, ReferenceIndex

STEPS = 3  # page → record → record → file


def is_shown(thing: Any) -> bool:
    """Whether a live public page or a setting uses this document or picture; never if its collection is closed."""
    if thing.collection.get_view_restrictions().exists():
        return False
    page_type = ContentType.objects.get_for_model(Page).pk
    asked: set[tuple[int, str]] = set()
    asking = {(ContentType.objects.get_for_model(type(thing), for_concrete_model=True).pk, str(thing.pk))}
    for _step in range(STEPS):
        asked |= asking
        users = {user for one in asking for user in _users_of(*one)} - asked
        pages = [pk for kind, pk in users if kind == page_type]
        if pages and any(page.get_url() for page in Page.objects.filter(pk__in=pages).live().public()):
            return True
        asking = {(kind, pk) for kind, pk in users if kind != page_type and _stands(kind, pk)}
        if any(_is_everywhere(kind, pk) for kind, pk in asking):
            return True
    return False


def _users_of(kind: int, number: str) -> set[tuple[int, str]]:
    found = ReferenceIndex.objects.filter(to_content_type_id=kind, to_object_id=number)
    return set(found.values_list("base_content_type_id", "object_id"))


def _stands(kind: int, number: str) -> bool:
    """Whether a record is there, and not a draft."""
    row = _row(kind, number)
    return row is not None and getattr(row, "live", True)


def _is_everywhere(kind: int, number: str) -> bool:
    return isinstance(_row(kind, number), BaseSiteSetting | BaseGenericSetting)


def _row(kind: int, number: str) -> Any:
    model = ContentType.objects.get_for_id(kind).model_class()
    return None if model is None else model._default_manager.filter(pk=number).first()

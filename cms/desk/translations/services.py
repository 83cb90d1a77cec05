"""Remembering of which state of the Japanese page a translation was made."""

from django.db import transaction

from cms.desk.kept import keep
from cms.desk.translations.access import original_of
from cms.pages.base import BasePage


@transaction.atomic
def note_caught_up(page: BasePage) -> None:
    """The translation says again what the Japanese page says; an editor tells us so, no machine knows."""
    original = original_of(page)
    if original is not None:
        number = original.live_revision_id or original.latest_revision_id
        keep(page, "translated_from", number, number)

"""A translation that is begun knows from which state of the Japanese page."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import copy_for_translation_done

from cms.desk.translations.services import note_caught_up
from cms.pages.base import BasePage


@receiver(copy_for_translation_done)
def note_from_where(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """As the copy was made."""
    if isinstance(target_obj, BasePage):
        note_caught_up(target_obj)

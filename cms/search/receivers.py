"""A record that changes is found on its pages by its new words."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.search.records import SHOWN, index_pages_showing


@receiver([post_save, post_delete], dispatch_uid="search_record_changed")
def record_changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Index the pages that show it."""
    if sender in SHOWN and not raw:
        index_pages_showing(instance)

"""When a page is shown for the first time, the day to look at it again is set."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from cms.desk.reviews.services import set_first_review
from cms.pages.base import BasePage


@receiver(page_published)
def give_a_day(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Twelve months on, unless an editor chose another day."""
    if isinstance(instance, BasePage):
        set_first_review(instance)

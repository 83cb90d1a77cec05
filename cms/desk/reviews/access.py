"""Pages that somebody should look at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from cms.desk.models import ReviewReminder
from cms.desk.reviews.due import BEFORE, months_after, step_due
from cms.pages.base import BasePage


@dataclass(frozen=True)
class Due:
    """A page, the day of its review, and which reminder of it falls due."""

    page: BasePage
    review_on: date
    step: int


def page_models() -> list[type[BasePage]]:
    """The kinds of pages of the public site."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def pages_to_review(until: date) -> list[BasePage]:
    """Live pages whose day comes by ``until``, the earliest first; a query for each kind."""
    found = [page for model in page_models() for page in _live(model).filter(review_on__lte=until)]
    return sorted(found, key=lambda page: (page.review_on or until, page.pk))


def reminders_due(today: date) -> Iterator[Due]:
    """Of what to remind today, of what nobody was reminded yet."""
    pages = [page for page in pages_to_review(months_after(today, -BEFORE)) if page.owner_mail and page.review_on]
    told = set(ReviewReminder.objects.filter(page__in=pages).values_list("page", "review_on", "step"))
    for page in pages:
        assert page.review_on is not None  # noqa: S101
        published = page.last_published_at or page.latest_revision_created_at or timezone.now()
        step = step_due(today=today, review_on=page.review_on, since=timezone.localtime(published).date())
        if step is not None and (page.pk, page.review_on, step) not in told:
            yield Due(page, page.review_on, step)


def _live(model: type[BasePage]) -> "QuerySet[Any]":
    return model.objects.live().select_related("locale")

"""Reading what readers said about pages."""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.http import Http404
from wagtail.models import Page

from cms.feedback.models import FeedbackCount, FeedbackWords
from cms.pages.base import BasePage
from cms.pages.frame import open_to_all


def asked_about(page_id: int) -> BasePage:
    """The page of this number that anybody may read; Http404 for every other."""
    found = open_to_all(Page.objects.filter(pk=page_id)).first()
    page = found.specific if found else None
    if not isinstance(page, BasePage):
        raise Http404
    return page


def counted(since: date) -> list[Any]:
    """Yes and no by page since a day, those with the most no first."""
    rows = FeedbackCount.objects.filter(day__gte=since).values("page", "page__title")
    return list(rows.annotate(useful=Sum("yes"), useless=Sum("no")).order_by("-useless", "-useful"))


def words(number: int = 200) -> list[FeedbackWords]:
    """The latest words, the newest first."""
    return list(FeedbackWords.objects.select_related("page").order_by("-day", "-pk")[:number])

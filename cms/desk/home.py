"""The first page of the desk: what is mine, what waits for me, what is due."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from cms.desk.reviews.access import pages_to_review
from cms.pages.news import NewsIndexPage, NewsPage

MOST = 8
AHEAD = timedelta(days=31)


class PageList(Component):
    """A panel with a list of pages: its title, what it says when there are none, and what ``find`` lists for a person."""

    template_name = "cms/desk/home_panel.html"

    def __init__(self, name: str, order: int, title: Any, empty: Any, find: Callable[[Any], list[Page]]) -> None:
        self.name, self.order = name, order
        self.title, self.empty, self.find = title, empty, find

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The pages, as many as one looks at."""
        user = parent_context["request"].user
        return {"title": self.title, "empty": self.empty, "pages": self.find(user)[:MOST], "name": self.name}


class Beginnings(Component):
    """What editors come for most: buttons above all lists."""

    template_name = "cms/desk/home_beginnings.html"
    name, order = "beginnings", 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Where news is written, for who may, and where the pages of the site begin."""
        user = parent_context["request"].user
        news = NewsIndexPage.objects.filter(locale__language_code="ja").first()
        may = news is not None and news.permissions_for_user(user).can_add_subpage()
        kind = [NewsPage._meta.app_label, NewsPage._meta.model_name]
        return {
            "write_news": reverse("wagtailadmin_pages:add", args=[*kind, news.pk]) if may else "",
            "home": news.get_parent() if news else None,
        }


def waiting_for(user: Any) -> list[Page]:
    """Pages whose step is theirs, the longest waiting first."""
    states = TaskState.objects.reviewable_by(user).order_by("started_at")[:MOST]
    found = (state.workflow_state.content_object for state in states.prefetch_related("workflow_state__content_object"))
    return [page for page in found if isinstance(page, Page)]


def drafts_of(user: Any) -> list[Page]:
    """Drafts that they saved last and that wait for nobody, the latest first."""
    asked = WorkflowState.objects.active().filter(base_content_type=ContentType.objects.get_for_model(Page))
    rows = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    rows = rows.exclude(pk__in=[int(number) for number in asked.values_list("object_id", flat=True)])
    return list(rows.order_by("-latest_revision_created_at")[:MOST])


def due_reviews(_user: Any) -> list[Page]:
    """Pages to be looked at again within a month, the earliest first."""
    return list(pages_to_review(timezone.localdate() + AHEAD))


PANELS = (
    Beginnings(),
    PageList("waiting", 100, _("Waiting for your approval"), _("Nothing waits for you."), waiting_for),
    PageList("drafts", 110, _("My drafts"), _("You have no draft."), drafts_of),
    PageList("reviews", 120, _("To be looked at again"), _("No page is due."), due_reviews),
)

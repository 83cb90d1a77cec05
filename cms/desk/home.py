"""The first page of the desk: what is mine, what waits for me, what is due."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState

from cms.desk.reviews.access import pages_to_review

MOST = 8
AHEAD = timedelta(days=31)


class _List(Component):
    """A panel with a list of pages."""

    template_name = "cms/desk/home_panel.html"
    title: Any = ""
    empty: Any = ""

    def pages(self, user: Any) -> list[Page]:
        """What to list for this person."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The pages, as many as one looks at."""
        user = parent_context["request"].user
        return {"title": self.title, "empty": self.empty, "pages": self.pages(user)[:MOST], "name": self.name}


class MyDrafts(_List):
    """What I was writing."""

    name, order = "drafts", 110
    title, empty = _("My drafts"), _("You have no draft.")

    def pages(self, user: Any) -> list[Page]:
        """Drafts that I saved last, the latest first."""
        rows = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
        return list(rows.order_by("-latest_revision_created_at")[:MOST])


class WaitingForMe(_List):
    """What I am asked to let pass."""

    name, order = "waiting", 100
    title, empty = _("Waiting for your approval"), _("Nothing waits for you.")

    def pages(self, user: Any) -> list[Page]:
        """Pages whose step is mine."""
        states = TaskState.objects.reviewable_by(user).order_by("started_at")[:MOST]
        found = (state.workflow_state.content_object for state in states)
        return [page for page in found if isinstance(page, Page)]


class DueReviews(_List):
    """What is to be looked at again within a month."""

    name, order = "reviews", 120
    title, empty = _("To be looked at again"), _("No page is due.")

    def pages(self, user: Any) -> list[Page]:
        """The earliest first."""
        return list(pages_to_review(timezone.localdate() + AHEAD))


PANELS = (WaitingForMe, MyDrafts, DueReviews)

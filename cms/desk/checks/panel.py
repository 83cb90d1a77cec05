"""The panel beside the editor: what must be mended, what should be, what is good; Wagtail renders it anew on each save."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from cms.desk.checks.door import verdict_on
from cms.desk.checks.sentences import GOOD
from cms.desk.translations.access import is_behind
from cms.pages.base import BasePage


class ReadinessPanel(BaseSidePanel):
    """公開前の確認."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Its button; without a number, which Wagtail would not renew as the panel is."""

        aria_label = _("Before it is shown")
        icon_name = "circle-check"

    name = "readiness"
    title = _("Before it is shown")
    template_name = "cms/desk/readiness.html"
    order = 50

    def __init__(self, page: BasePage, request: Any) -> None:
        super().__init__(page, request)
        self.verdict = verdict_on(page)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The verdict in words."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["must"], context["should"] = self.verdict.must, self.verdict.should
        context["good"] = [GOOD[topic] for topic in self.verdict.good]
        state = self.object.current_workflow_state if self.object.pk else None
        context["steps"] = state.all_tasks_with_status() if state else []
        context["asked_by"] = state.requested_by if state else None
        context["behind"] = [each for each in _translations(self.object) if is_behind(each, self.object)]
        return context


def _translations(page: BasePage) -> Iterable[BasePage]:
    """Those of a Japanese page."""
    if not page.pk or page.locale.language_code != "ja":
        return []
    return page.get_translations().select_related("locale").specific()


def show_readiness() -> None:
    """Put the panel first among those of Wagtail's editor, which has no hook for it; on the form of a new page too."""
    for view in (EditView, CreateView):
        if not getattr(view.get_side_panels, "with_readiness", False):
            view.get_side_panels = _with_readiness(view.get_side_panels)


def _with_readiness(others: Any) -> Any:
    def get_side_panels(self: Any) -> Any:
        """Wagtail's panels and ours."""
        panels = others(self)
        if isinstance(self.page, BasePage):
            panels.insert(0, ReadinessPanel(self.page, self.request))
        return panels

    get_side_panels.with_readiness = True  # type: ignore[attr-defined]
    return get_side_panels

"""What the editors' desk gets from us beside Wagtail's own."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.desk.home import PANELS


@hooks.register("insert_global_admin_css")
def our_style() -> str:
    """The look of our panels and pages at the desk."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/desk.css"))


@hooks.register("insert_editor_js")
def our_script() -> str:
    """The ways from a finding to its block."""
    return format_html('<script src="{}"></script>', static("cms/readiness.js"))


@hooks.register("register_admin_urls")
def our_doors() -> list[Any]:
    """Records of approval and reports."""
    return [path("desk/", include("cms.desk.urls"))]


@hooks.register("register_page_header_buttons")
def way_to_the_records(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """From a page to its records of approval."""
    if page.pk and page.permissions_for_user(user).can_edit():
        address = reverse("desk:records", args=[page.pk])
        yield Button(_("Records of approval"), address, icon_name="list-ul", priority=65)


TITLES = {
    "reviews": _("To be looked at again"),
    "planned": _("Planned"),
    "translations": _("Translations behind"),
    "mend": _("To be mended on live pages"),
    "links": _("Links"),
    "sections": _("Pages by section"),
    "visits": _("What is read"),
    "feedback": _("What readers say"),
}
# Of Wagtail's own reports those that say the same, or nothing to a city
NOT_SHOWN = {"aging-pages", "page-types-usage"}
HOME = (
    "upgrade_notification",
    "whats_new_in_wagtail_version",
    "workflow_objects_to_moderate",
    "locked_pages",
    "recent_edits",
)


def _entry(name: str, order: int) -> Any:
    def entry() -> Any:
        return MenuItem(TITLES[name], reverse("desk:report", args=[name]), name=name, icon_name="history", order=order)

    return entry


for _order, _name in enumerate(TITLES):
    hooks.register("register_reports_menu_item", _entry(_name, _order))


@hooks.register("construct_reports_menu")
def only_useful_reports(request: Any, menu_items: list[Any]) -> None:
    """No two entries for one question."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_SHOWN]


@hooks.register("construct_main_menu")
def in_our_words(request: Any, menu_items: list[Any]) -> None:
    """What an editor calls things; the help of Wagtail leads out of the house."""
    words = {"images": _("Figures and pictures"), "documents": _("Documents (PDF)"), "reports": _("Reports (review)")}
    menu_items[:] = [item for item in menu_items if item.name != "help"]
    for item in menu_items:
        item.label = words.get(item.name, item.label)


@hooks.register("construct_homepage_panels")
def what_is_mine(request: Any, panels: list[Any]) -> None:
    """Our three lists instead of Wagtail's."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in HOME]
    panels.extend(PANELS)

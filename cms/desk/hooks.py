"""What the editors' desk gets from us beside Wagtail's own."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button


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

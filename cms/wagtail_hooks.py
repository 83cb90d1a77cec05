"""What the editors' desk gets from us."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

import cms.desk.hooks
import cms.links.hooks  # noqa: F401
from cms.desk.files.policy import keep_files_as_seen
from cms.records.desk import register_records
from cms.search.desk import register_search
from cms.words.desk import register_readings

CLOSED = {"users", "groups"}  # portal/gate/levels.py

keep_files_as_seen()
register_records()
register_search()
register_readings()


@hooks.register("insert_global_admin_js")
def start_choosers() -> str:
    """The pickers' start, which Wagtail does inline."""
    return format_html('<script src="{}"></script>', static("cms/desk.js"))


@hooks.register("construct_settings_menu")
def without_people(request: Any, menu_items: list[Any]) -> None:
    """People are the portal's, not the desk's: no entry for doors that are closed."""
    menu_items[:] = [item for item in menu_items if item.name not in CLOSED]

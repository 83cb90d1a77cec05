"""What the editors' desk gets from us."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def start_choosers() -> str:
    """The pickers' start, which Wagtail does inline."""
    return format_html('<script src="{}"></script>', static("cms/desk.js"))

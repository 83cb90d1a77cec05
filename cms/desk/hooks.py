"""What the editors' desk gets from us beside Wagtail's own."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def our_style() -> str:
    """The look of our panels and pages at the desk."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/desk.css"))


@hooks.register("insert_editor_js")
def our_script() -> str:
    """The ways from a finding to its block."""
    return format_html('<script src="{}"></script>', static("cms/readiness.js"))

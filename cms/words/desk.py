"""ふりがな台帳 at the editors' desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.words.models import Reading


class ReadingSet(SnippetViewSet):
    """ふりがな台帳."""

    model = Reading
    icon = "openquote"
    menu_label = _("Readings")
    menu_order = 335
    add_to_admin_menu = True
    list_display = ["word", "reading"]
    search_fields = ["word", "reading"]


def register_readings() -> None:
    """Show it in the menu of the desk."""
    register_snippet(ReadingSet)

"""The search at the editors' desk: words that mean the same, and what was searched for."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.search.models import SearchCount, SearchVariant


class VariantSet(SnippetViewSet):
    """検索のことば."""

    model = SearchVariant
    icon = "search"
    menu_label = _("Search words")
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["words", "instead"]
    search_fields = ["words", "instead"]
    list_per_page = 100


class CountSet(SnippetViewSet):
    """検索されたことば: what was found least stands first."""

    model = SearchCount
    icon = "search"
    menu_label = _("Searched for")
    menu_order = 360
    add_to_admin_menu = True
    list_display = ["words", "found", "times", "day", "language"]
    list_filter = ["language", "day", "found"]
    ordering = ["found", "-times", "-day"]
    search_fields = ["words"]
    inspect_view_enabled = True
    list_export = ["day", "language", "plain_words", "times", "found"]
    export_headings = {"plain_words": _("searched for")}


def register_search() -> None:
    """Show them in the menu of the desk."""
    register_snippet(VariantSet)
    register_snippet(CountSet)

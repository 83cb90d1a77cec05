"""The records at the editors' desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.registry import register_setting
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.records.models import Council, District, EmergencyNotice, Field, GlossaryTerm, Office, SiteWords


class OfficeSet(SnippetViewSet):
    """相談先."""

    model = Office
    icon = "site"
    menu_label = _("Offices")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "phone", "hours", "listed"]
    list_filter = ["listed", "fields", "districts"]
    search_fields = ["name", "sentence"]


class TermSet(SnippetViewSet):
    """用語集."""

    model = GlossaryTerm
    icon = "comment"
    menu_label = _("Glossary")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["term", "reading", "meaning"]
    search_fields = ["term", "reading", "meaning"]


class NoticeSet(SnippetViewSet):
    """緊急のお知らせ."""

    model = EmergencyNotice
    icon = "warning"
    menu_label = _("Emergency notices")
    menu_order = 340
    add_to_admin_menu = True
    list_display = ["title", "kind", "starts_at", "ends_at"]
    panels = [
        FieldPanel("kind"),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("title_easy"), FieldPanel("title_en")]),
        MultiFieldPanel([FieldPanel("words"), FieldPanel("words_easy"), FieldPanel("words_en")]),
        FieldPanel("page"),
        FieldPanel("as_of"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]


class CouncilSet(SnippetViewSet):
    """会議体."""

    model = Council
    icon = "group"
    menu_label = _("Meeting bodies")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["name", "kind", "reports_to"]


class FieldSet(SnippetViewSet):
    """分野."""

    model = Field
    icon = "tag"
    list_display = ["name", "slug", "order"]


class DistrictSet(SnippetViewSet):
    """地区."""

    model = District
    icon = "map"
    list_display = ["name", "slug", "order"]


SETS: list[Any] = [OfficeSet, TermSet, NoticeSet, CouncilSet, FieldSet, DistrictSet]


def register_records() -> None:
    """Show them in the menu of the desk."""
    for each in SETS:
        register_snippet(each)
    register_setting(SiteWords, icon="site")

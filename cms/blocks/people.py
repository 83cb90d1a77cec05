"""Blocks that show records: offices, meeting bodies, places. Their words stand in the record, once for all pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.guided import Words


class OfficesBlock(blocks.StructBlock):
    """One or several offices, as cards."""

    offices = blocks.ListBlock(
        SnippetChooserBlock("cms.Office", label=_("Office")),
        min_num=1,
        max_num=12,
        label=_("Offices"),
        help_text=_("To change a telephone number, change the record of the office."),
    )
    note = Words(max_length=120, required=False, label=_("Note"), example="どちらに話してもかまいません。")

    class Meta:
        template = "cms/blocks/offices.html"
        icon = "mail"
        label = _("Where to ask")
        description = _("Telephone and hours come from the record.")


class CouncilsBlock(blocks.StructBlock):
    """The meeting bodies of the city as a diagram drawn from their records, and the same as a list."""

    caption = Words(max_length=40, label=_("Caption"), example="会議のつながり")

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With all bodies, each below the one to which it reports."""
        from cms.records.councils import tree_of_councils

        return super().get_context(value, parent_context=parent_context) | {"councils": tree_of_councils()}

    class Meta:
        template = "cms/blocks/councils.html"
        icon = "sitemap"
        label = _("Meeting bodies")
        description = _("A diagram drawn from the records of the bodies.")


class PlacesBlock(blocks.StructBlock):
    """The places of the districts, as a list that follows the pages of the places."""

    intro = Words(max_length=120, required=False, label=_("Introduction"), example="どの場所も、だれでも立ち寄れます。")

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With all live places."""
        from cms.pages.places import live_places

        return super().get_context(value, parent_context=parent_context) | {"places": live_places()}

    class Meta:
        template = "cms/blocks/places.html"
        icon = "home"
        label = _("Places to go")

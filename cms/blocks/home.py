"""The blocks of the home page: promises, troubles, the three supports, the five steps."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choices import ICONS
from cms.blocks.sections import FigureBlock, SupportBlock
from cms.blocks.told import StepBlock


class PromiseBlock(blocks.StructBlock):
    """One short promise with its icon."""

    icon = blocks.ChoiceBlock(choices=ICONS, label=_("Icon"))
    words = blocks.CharBlock(max_length=24, label=_("Promise"))

    class Meta:
        icon = "tick"
        label = _("Promise")


class PromisesBlock(blocks.StructBlock):
    """The strip of four promises below the first screen."""

    promises = blocks.ListBlock(PromiseBlock(), min_num=4, max_num=4, label=_("Promises"))

    class Meta:
        template = "cms/blocks/promises.html"
        icon = "tick"
        label = _("Promises")


class TroubleBlock(blocks.StructBlock):
    """A trouble in the reader's own voice, and the word offices use for it."""

    icon = blocks.ChoiceBlock(choices=ICONS, label=_("Icon"))
    words = blocks.CharBlock(max_length=60, label=_("In the reader's own voice"))
    kind = blocks.CharBlock(max_length=40, required=False, label=_("What it is called"))
    page = blocks.PageChooserBlock(required=False, label=_("Page to lead to"))

    class Meta:
        icon = "help"
        label = _("Trouble")


class TroublesBlock(blocks.StructBlock):
    """The troubles in which a reader may find their own."""

    heading = blocks.CharBlock(max_length=40, label=_("Heading"))
    intro = blocks.TextBlock(max_length=120, label=_("Introduction"))
    troubles = blocks.ListBlock(TroubleBlock(), min_num=1, max_num=8, label=_("Troubles"))

    class Meta:
        template = "cms/blocks/troubles.html"
        icon = "help"
        label = _("Troubles")


class LinkBlock(blocks.StructBlock):
    """A way to another page of this site, or to one of its sections."""

    page = blocks.PageChooserBlock(label=_("Page to lead to"))
    anchor = blocks.CharBlock(max_length=31, required=False, label=_("Short name of the section"))
    words = blocks.CharBlock(max_length=60, label=_("Words of the link"), help_text=_("Say where it leads."))

    class Meta:
        icon = "link"
        label = _("Link")


class SupportsFigureBlock(blocks.StructBlock):
    """The figure of the three arcs beside the three supports."""

    heading = blocks.CharBlock(max_length=40, label=_("Heading"))
    intro = blocks.TextBlock(max_length=160, label=_("Introduction"))
    figure = FigureBlock()
    supports = blocks.ListBlock(SupportBlock(), min_num=3, max_num=3, label=_("Supports"))
    links = blocks.ListBlock(LinkBlock(), default=[], max_num=3, label=_("Links"))

    class Meta:
        template = "cms/blocks/supports_figure.html"
        icon = "group"
        label = _("Three supports with figure")


class HomeStepsBlock(blocks.StructBlock):
    """How it goes on after the first call, as an ordered list."""

    heading = blocks.CharBlock(max_length=40, label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=5, label=_("Steps"))

    class Meta:
        template = "cms/blocks/home_steps.html"
        icon = "list-ol"
        label = _("Steps")


class LatestBlock(blocks.StructBlock):
    """News beside documents: the newest three of the news, and three ways to documents."""

    news_heading = blocks.CharBlock(max_length=20, label=_("Heading of the news"))
    files_heading = blocks.CharBlock(max_length=20, label=_("Heading of the documents"))
    files = blocks.ListBlock(LinkBlock(), default=[], max_num=3, label=_("Documents"))

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With the newest three, and the list of all: it stands in the menu, where it was fetched already."""
        from cms.pages.news import latest_news

        latest = latest_news(3)
        above = {entry.path: entry for entry in (parent_context or {}).get("menu", ())}
        every = latest and (above.get(latest[0].path[: -latest[0].steplen]) or latest[0].get_parent())
        return super().get_context(value, parent_context=parent_context) | {"latest": latest, "every": every}

    class Meta:
        template = "cms/blocks/latest.html"
        icon = "bell"
        label = _("News and documents")


class LawSentenceBlock(blocks.StructBlock):
    """The hard truth, said on the home page too: a meeting may share without consent, and what protects people."""

    words = blocks.TextBlock(max_length=400, label=_("Text"))
    link = LinkBlock()

    class Meta:
        template = "cms/blocks/law_sentence.html"
        icon = "lock"
        label = _("What happens with my information")


class HomeBodyBlock(blocks.StreamBlock):
    """The body of the home page; each part at most once."""

    promises = PromisesBlock()
    troubles = TroublesBlock()
    supports = SupportsFigureBlock()
    steps = HomeStepsBlock()
    information = LawSentenceBlock()
    latest = LatestBlock()

    class Meta:
        block_counts = {
            name: {"max_num": 1} for name in ("promises", "troubles", "supports", "steps", "information", "latest")
        }

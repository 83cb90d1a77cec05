"""Pages to look things up in: glossary, accessibility, map of the site."""

from itertools import groupby
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.field import BlocksField
from cms.blocks.guided import Lines, Words
from cms.pages.article import SectionedPage
from cms.pages.frame import open_to_all
from cms.records.access import terms
from cms.records.models import GlossaryTerm

ROWS = {"あ": "あいうえお", "か": "かきくけこがぎぐげご", "さ": "さしすせそざじずぜぞ", "た": "たちつてとだぢづでど"}
ROWS |= {
    "な": "なにぬねの",
    "は": "はひふへほばびぶべぼぱぴぷぺぽ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わをん",
}


def row_of(reading: str) -> str:
    """The row of the fifty sounds in which a reading stands; 他 for what begins otherwise."""
    return next((row for row, sounds in ROWS.items() if reading[:1] in sounds), "他")


class GlossaryPage(SectionedPage):
    """The words of the field in the order of the fifty sounds; the terms are records."""

    template = "cms/glossary.html"
    lists_all = (GlossaryTerm,)
    search_weight = 0.6  # the page that tells of a word stands above the list of all words

    class Meta:
        verbose_name = _("glossary")

    def explained(self, html: str, context: dict[str, Any]) -> str:
        """As it stands: this page is the explanation."""
        return html

    def shown_records(self) -> list[Any]:
        """All terms."""
        return list(terms())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the terms by row."""
        rows = [(row, list(group)) for row, group in groupby(terms(), key=lambda term: row_of(term.reading))]
        return super().get_context(request, *args, **kwargs) | {"rows": rows}


class TestedBlock(blocks.StructBlock):
    """One criterion that was tested."""

    criterion = Words(max_length=80, label=_("Success criterion"), example="1.1.1 非テキストコンテンツ")
    level = blocks.ChoiceBlock(choices=[("A", "A"), ("AA", "AA")], default="A", label=_("Level"))
    applies = blocks.BooleanBlock(required=False, default=True, label=_("Applies"))
    met = blocks.BooleanBlock(required=False, default=True, label=_("Met"))
    note = Lines(max_length=160, required=False, label=_("Note"))

    class Meta:
        icon = "tick"
        label = _("Tested criterion")


class AccessibilityPage(SectionedPage):
    """The accessibility policy and the results of its test (JIS X 8341-3:2016 附属書JB)."""

    class Claim(models.TextChoices):
        """The three words that WAIC lets a site use."""

        CONSIDERED = "hairyo", _("配慮")
        PARTLY = "ichibu", _("一部準拠")
        CONFORMS = "junkyo", _("準拠")

    claim = models.CharField(_("degree of conformance"), max_length=10, choices=Claim.choices, default=Claim.CONSIDERED)
    tested_on = models.DateField(_("tested on"), null=True, blank=True)
    tested_pages = models.PositiveSmallIntegerField(_("number of pages tested"), null=True, blank=True)
    tested_with = models.CharField(_("tested with"), max_length=160, blank=True)
    results = BlocksField(
        [("tested", TestedBlock())], blank=True, verbose_name=_("results"), help_text=_("One row for each criterion.")
    )

    template = "cms/accessibility.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("claim"), FieldPanel("tested_on")]),
                FieldRowPanel([FieldPanel("tested_pages"), FieldPanel("tested_with")]),
                FieldPanel("results"),
            ],
            heading=_("The test"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*SectionedPage.search_fields, index.SearchField("tested_with")]

    class Meta:
        verbose_name = _("accessibility policy and results")


class MapPage(SectionedPage):
    """All pages of this language, as a tree."""

    template = "cms/map.html"

    class Meta:
        verbose_name = _("map of the site")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the live pages below the front page in the order of the tree, in one query for all."""
        context = super().get_context(request, *args, **kwargs)
        pages = open_to_all(Page.objects.descendant_of(context["home"])).order_by("path")
        context["pages"] = [(page, page.depth - context["home"].depth) for page in pages]
        return context

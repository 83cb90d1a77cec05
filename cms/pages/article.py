"""Pages that explain: explainers, troubles, and lists of pages."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.field import BlocksField
from cms.blocks.guided import Words
from cms.blocks.sections import SectionBlock
from cms.pages.base import BasePage
from cms.pages.frame import open_to_all
from cms.pages.machine import questions_thing
from cms.records.access import explained_terms
from cms.search.records import chosen_records, words_of
from cms.words.ruby import without_readings
from cms.words.terms import with_notes


class SectionedPage(BasePage):
    """A page whose body is made of sections."""

    reading = models.CharField(
        _("reading of the title"), max_length=80, blank=True, help_text=_("In hiragana, for hard titles.")
    )
    key_points = BlocksField(
        [("point", Words(max_length=80, label=_("Key point"), example="相談は無料です。"))],
        max_num=4,
        blank=True,
        verbose_name=_("key points"),
        help_text=_("Two to four, in the order in which readers want to know. No praise of the programme."),
    )
    body = BlocksField([("section", SectionBlock())], blank=True, verbose_name=_("body of the page"))

    template = "cms/explainer.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("reading"),
        FieldPanel("lead"),
        FieldPanel("key_points"),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("reading"),
        index.SearchField("key_points"),
        index.SearchField("body"),
        index.SearchField("record_words"),
    ]

    class Meta:
        abstract = True

    def shown_records(self) -> list[Any]:
        """The records on the page, for the search."""
        return chosen_records(self)

    def record_words(self) -> list[str]:
        """What the records on the page say, in its language."""
        with translation.override(self.locale.language_code):
            return [words_of(record) for record in self.shown_records()]

    def parts(self) -> list[Any]:
        """The sections of the body with their anchors and the number of the first figure in each."""
        sections = []
        figures = 0
        for number, section in enumerate(self.body, start=1):
            value = section.value
            contained = [(part, _is_numbered(part)) for part in value["content"]]
            numbered = []
            for part, is_figure in contained:
                figures += is_figure
                numbered.append((part, figures if is_figure else 0))
            sections.append(
                {"heading": value["heading"], "anchor": value["anchor"] or f"s{number}", "content": numbered}
            )
        return sections

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the sections."""
        return super().get_context(request, *args, **kwargs) | {"parts": self.parts()}

    def explained(self, html: str, context: dict[str, Any]) -> str:
        """With a note at the first place of each word of the glossary, which is in Japanese."""
        glossary = next((each for each in context.get("about", ()) if each.slug == "yogo"), None)
        if glossary is None or not self.body or self.locale.language_code != "ja":
            return html
        return with_notes(html, explained_terms(), glossary.url, gettext("To the glossary"))

    def things(self, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
        """Its questions, if it answers any."""
        blocks = [part for section in self.body for part in section.value["content"]]
        questions = [item for part in blocks if part.block_type == "questions" for item in part.value["questions"]]
        return [questions_thing(questions)] if questions else []


def _is_numbered(part: Any) -> bool:
    """Whether its caption begins with a number: of drawings, and of pictures that say something below."""
    if part.block_type == "picture":
        return not part.value["decorative"] and bool(part.value["caption"] or part.value["credit"])
    return bool(part.block_type == "figure")


class ExplainerPage(SectionedPage):
    """A page that explains one thing: key points first, then sections."""

    is_service = models.BooleanField(
        _("it explains a service of the city"), default=False, help_text=_("Search engines are told so.")
    )

    template = "cms/explainer.html"
    settings_panels = [*SectionedPage.settings_panels, FieldPanel("is_service")]

    def things(self, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
        """The service, if it explains one, and its questions."""
        service = {
            "@type": "GovernmentService",
            "name": without_readings(self.title),
            "description": without_readings(self.lead),
            "serviceOperator": {"@type": "GovernmentOrganization", "name": settings.CITY_NAME},
        }
        return [*([service] if self.is_service else []), *super().things(request, context)]

    class Meta:
        verbose_name = _("explainer page")


class TroublePage(SectionedPage):
    """A page in which somebody recognises their own trouble: what can be done, and where to ask."""

    called = models.CharField(
        _("what it is called"), max_length=60, blank=True, help_text=_("The word that offices use.")
    )

    template = "cms/trouble.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("called"),
        FieldPanel("lead"),
        FieldPanel("key_points"),
        FieldPanel("body"),
    ]
    search_fields = [*SectionedPage.search_fields, index.SearchField("called", boost=2)]

    class Meta:
        verbose_name = _("trouble page")


class HubPage(SectionedPage):
    """A list of the pages below, each with what it tells."""

    template = "cms/hub.html"

    class Meta:
        verbose_name = _("list of pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the live pages below, in the order of the tree; as many queries as there are kinds of pages."""
        below = open_to_all(self.get_children()).specific()
        return super().get_context(request, *args, **kwargs) | {"below": below}

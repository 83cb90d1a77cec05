"""The pages of the public site."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks.home import HomeBodyBlock
from cms.blocks.sections import SectionBlock


class BasePage(Page):
    """What every public page has: a lead, somebody who answers for it, and a day to look at it again."""

    lead = models.TextField(
        _("lead sentence"),
        max_length=90,
        help_text=_("Up to 90 characters. Search engines show this sentence too."),
    )
    menu_title = models.CharField(
        _("words in the menu"), max_length=12, blank=True, help_text=_("Empty: the title of the page.")
    )
    contact_office = models.CharField(_("office in charge"), max_length=60)
    contact_phone = models.CharField(_("telephone of the office"), max_length=20)
    contact_hours = models.CharField(_("hours of the office"), max_length=60)
    contact_place = models.CharField(_("place of the office"), max_length=60, blank=True)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    needs_confirmation = models.TextField(
        _("to be confirmed by the city"),
        blank=True,
        help_text=_("Claims to check before the page is shown to residents. Only editors see this list."),
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [*Page.promote_panels, FieldPanel("menu_title")]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [FieldPanel(f"contact_{name}") for name in ("office", "phone", "hours", "place")],
            heading=_("Who answers questions about this page"),
        ),
        MultiFieldPanel(
            [FieldPanel("review_on"), FieldPanel("needs_confirmation")],
            heading=_("Keeping it true"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def menu_words(self) -> str:
        """The short name under which menus show this page."""
        return self.menu_title or self.title

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer in the language of the page: what the browser prefers must not mix languages on one page."""
        with translation.override(self.locale.language_code):
            response = super().serve(request, *args, **kwargs)
            response.render()
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with the facts of the city and the menu of the pages that exist."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        home = self.get_site().root_page.specific
        context["city"] = settings.CITY_NAME
        context["site_name"] = settings.WAGTAIL_SITE_NAME
        context["is_demo"] = settings.DEMO
        context["home"] = home
        context["menu"] = home.get_children().live().public().in_menu().specific()
        return context


class HomePage(BasePage):
    """The first page: one number, one button, and eight troubles in which to find one's own."""

    headline = models.TextField(
        _("headline"),
        max_length=60,
        help_text=_("The one sentence a person in trouble should read first. A line break parts it in two."),
    )
    office_name = models.CharField(_("office that takes the call"), max_length=40)
    office_phone = models.CharField(_("its telephone"), max_length=20)
    office_hours = models.CharField(_("its hours"), max_length=60)
    urgent_note = models.TextField(_("when life or safety is in danger"), max_length=120)
    body = StreamField(HomeBodyBlock(), verbose_name=_("body of the page"))

    template = "cms/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.ExplainerPage"]
    max_count = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel(f"office_{name}") for name in ("name", "phone", "hours")] + [FieldPanel("urgent_note")],
            heading=_("Where a resident calls"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")


class ExplainerPage(BasePage):
    """A page that explains one thing: key points first, then sections."""

    reading = models.CharField(
        _("reading of the title"), max_length=80, blank=True, help_text=_("In hiragana, for hard titles.")
    )
    key_points = StreamField(
        [("point", CharBlock(max_length=40, label=_("Key point")))],
        min_num=2,
        max_num=4,
        verbose_name=_("key points"),
        help_text=_("In the order in which readers want to know. No praise of the programme."),
    )
    body = StreamField([("section", SectionBlock())], verbose_name=_("body of the page"))

    template = "cms/explainer.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("reading"),
        FieldPanel("lead"),
        FieldPanel("key_points"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("explainer page")

"""The home page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.field import BlocksField
from cms.blocks.home import HomeBodyBlock
from cms.pages.base import BasePage


class HomePage(BasePage):
    """The first page: one number, one button, and eight troubles in which to find one's own."""

    headline = models.TextField(
        _("headline"),
        max_length=120,
        help_text=_("The one sentence a person in trouble should read first. A line break parts it in two."),
    )
    urgent_note = models.TextField(_("when life or safety is in danger"), max_length=240)
    button_page = models.ForeignKey(
        Page,
        verbose_name=_("where the one button leads"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: it calls the office that takes the call."),
    )
    button_words = models.CharField(_("words of the button"), max_length=60, blank=True)
    body = BlocksField(HomeBodyBlock(), verbose_name=_("body of the page"))

    search_weight = 0.6  # it names everything: the page that tells of it comes first

    template = "cms/home.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("button_page"),
        FieldPanel("button_words"),
        FieldPanel("urgent_note"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")

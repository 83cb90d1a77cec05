"""What every page of the public site has."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms.desk.addresses.slugs import AsciiSlug
from cms.desk.preview import PhonePreview
from cms.pages.frame import frame_of
from cms.pages.machine import machine_data
from cms.words.access import readings
from cms.words.ruby import with_ruby


class BasePage(AsciiSlug, PhonePreview, Page):
    """A lead, somebody who answers for it, a day to look at it again, and a language of its own."""

    lead = models.TextField(
        _("lead sentence"),
        max_length=300,
        validators=[MaxLengthValidator(300)],
        help_text=_("Up to 90 characters. Search engines show this sentence too."),
    )
    contact = models.ForeignKey(
        "cms.Office",
        verbose_name=_("office that answers for this page"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the office in charge of the site."),
    )
    owner_section = models.CharField(
        _("section in charge"), max_length=60, blank=True, help_text=_("Only editors see it.")
    )
    owner_mail = models.EmailField(
        _("its mail address"), blank=True, help_text=_("Reminders to look at the page again go there.")
    )
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    needs_confirmation = models.TextField(
        _("to be confirmed by the city"),
        blank=True,
        help_text=_("Claims to check before the page is shown to residents. Only editors see this list."),
    )
    # The revision of the Japanese page that this translation was made from: how one sees that it is behind.
    translated_from = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    # A page that answers to what stands behind the question mark; of all others there is one file.
    answers_queries = False
    # Whether the query that found this page saw that no page above asks who is there (cms.pages.serving).
    asks_nobody = False

    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [
                FieldPanel("contact"),
                FieldRowPanel([FieldPanel("owner_section"), FieldPanel("owner_mail")]),
            ],
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
    def may_be_out_of_date(self) -> bool:
        """Whether the day to look at it again has passed."""
        return self.review_on is not None and self.review_on < timezone.localdate()

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Who may see it; where that was asked already, it is not asked again."""
        if self.asks_nobody:
            return PageViewRestriction.objects.none()
        restrictions: QuerySet[PageViewRestriction] = super().get_view_restrictions()
        return restrictions

    def published_paths(self) -> list[str]:
        """What to write to files for this page, relative to its address."""
        return [""]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer in the language of the page: what the browser prefers must not mix languages on one page."""
        with translation.override(self.locale.language_code):
            response = super().serve(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
                html = self.explained(response.content.decode(), getattr(response, "context_data", None) or {})
                response.content = self.with_readings(html)
        return response

    def explained(self, html: str, context: dict[str, Any]) -> str:
        """The page with notes at the words of the field, where its kind has any."""
        return html

    def with_readings(self, html: str) -> str:
        """The page with ruby; in Japanese also of the words whose readings are listed for the whole site."""
        return with_ruby(html, readings() if self.locale.language_code == "ja" else None)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with the frame around it: city, menu, languages, notices, contact."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["is_demo"] = settings.DEMO
        context.update(frame_of(self, request))
        context["machine"] = machine_data(self, request, context)
        return context

    def things(self, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
        """What the page is about, in the words of schema.org."""
        return []

"""The implementation plan (社会福祉法 第106条の5)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.article import SectionedPage
from cms.words.ruby import without_readings


class PlanPage(SectionedPage):
    """A plan with its facts; summary, numbers, files, changes and versions are sections of its body."""

    version = models.CharField(_("version"), max_length=40, help_text=_("第2版　令和8年10月1日に一部を見直しました"))
    in_force = models.BooleanField(_("in force now"), default=True)
    period_from = models.DateField(_("period of the plan, from"))
    period_to = models.DateField(_("period of the plan, to"))
    parent_plan = models.CharField(_("plan to which it belongs"), max_length=80, blank=True)
    parent_plan_url = models.URLField(_("address of that plan"), blank=True)
    made_by = models.CharField(_("who made it"), max_length=60)

    template = "cms/plan.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("version"), FieldPanel("in_force")]),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
                FieldRowPanel([FieldPanel("parent_plan"), FieldPanel("parent_plan_url")]),
                FieldPanel("made_by"),
            ],
            heading=_("The plan"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*SectionedPage.search_fields, index.SearchField("parent_plan")]

    def things(self, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
        """The document with its version."""
        document = {
            "@type": "DigitalDocument",
            "name": without_readings(self.title),
            "version": self.version,
            "temporalCoverage": f"{self.period_from.isoformat()}/{self.period_to.isoformat()}",
            "publisher": {"@type": "GovernmentOrganization", "name": settings.CITY_NAME},
        }
        return [document, *super().things(request, context)]

    class Meta:
        verbose_name = _("implementation plan")

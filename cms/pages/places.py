"""Places where people can go: 居場所."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.article import SectionedPage
from cms.pages.frame import open_to_all
from cms.records.models import District


class PlacePage(SectionedPage):
    """A place or an activity that anybody can join."""

    district = models.ForeignKey(
        District, verbose_name=_("district"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    where = models.CharField(_("where"), max_length=80)
    when = models.CharField(_("when"), max_length=80, help_text=_("毎週火曜日 10時〜15時"))
    costs = models.CharField(_("what it costs"), max_length=60, blank=True)
    for_whom = models.CharField(_("for whom"), max_length=80, blank=True)
    operator = models.CharField(_("who runs it"), max_length=60, blank=True)
    access = models.CharField(
        _("access"), max_length=80, blank=True, help_text=_("Wheelchairs, sign language, parking, in words.")
    )
    phone = models.CharField(_("telephone"), max_length=20, blank=True)

    search_weight = 0.7  # what tells of all places stands above one of them

    template = "cms/place.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("district"), FieldPanel("where")]),
                FieldRowPanel([FieldPanel("when"), FieldPanel("costs")]),
                FieldRowPanel([FieldPanel("for_whom"), FieldPanel("access")]),
                FieldRowPanel([FieldPanel("operator"), FieldPanel("phone")]),
            ],
            heading=_("The place"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*SectionedPage.search_fields, *map(index.SearchField, ("where", "when", "for_whom"))]

    class Meta:
        verbose_name = _("place or activity")


def live_places() -> list[PlacePage]:
    """All places of the language of the moment that anybody may read, by district; one query."""
    return list(
        open_to_all(PlacePage.objects.all())
        .filter(locale__language_code=translation.get_language() or "ja")
        .select_related("district")
        .order_by("district__order", "path")
    )

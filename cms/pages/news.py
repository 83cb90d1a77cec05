"""News, by month, by kind, and as a feed."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from cms.pages.article import SectionedPage
from cms.pages.base import BasePage
from cms.pages.frame import open_to_all
from cms.words.ruby import without_readings
from portal.dates.fiscal import fiscal_year


class NewsPage(SectionedPage):
    """One piece of news; with a day and place it is an event, too."""

    class Kind(models.TextChoices):
        """The tag above the title."""

        COUNTER = "madoguchi", _("Counters")
        EVENT = "moyooshi", _("Events")
        PLAN = "keikaku", _("Plan")
        CALL = "boshu", _("Calls")
        EMERGENCY = "kinkyu", _("Emergency")

    search_kind = "news"
    search_weight = 0.5  # what holds for long stands above what was news

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COUNTER)
    day = models.DateField(_("day"), default=timezone.localdate)
    event_on = models.DateField(_("the event is on"), null=True, blank=True)
    event_from = models.TimeField(_("from"), null=True, blank=True)
    event_to = models.TimeField(_("to"), null=True, blank=True)
    event_place = models.CharField(_("place of the event"), max_length=80, blank=True)

    template = "cms/news.html"
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("day")]),
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("event_on"), FieldPanel("event_place")]),
                FieldRowPanel([FieldPanel("event_from"), FieldPanel("event_to")]),
            ],
            heading=_("If people come together"),
        ),
    ]

    def things(self, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
        """The event, if people come together."""
        if self.event_on is None:
            return super().things(request, context)
        starts = datetime.combine(self.event_on, self.event_from or time(0), tzinfo=timezone.get_current_timezone())
        event = {
            "@type": "Event",
            "name": without_readings(self.title),
            "startDate": starts.isoformat() if self.event_from else self.event_on.isoformat(),
            "location": {"@type": "Place", "name": self.event_place or settings.CITY_NAME},
        }
        return [event, *super().things(request, context)]

    class Meta:
        verbose_name = _("news")


class NewsIndexPage(RoutablePageMixin, BasePage):
    """The news of this fiscal year, those of earlier years, those of one kind, and the feed."""

    template = "cms/news_index.html"
    subpage_types = ["cms.NewsPage"]
    search_fields = BasePage.search_fields

    class Meta:
        verbose_name = _("list of news")

    def news(self) -> models.QuerySet[NewsPage]:
        """What is live, the newest first."""
        return open_to_all(NewsPage.objects.child_of(self)).order_by("-day", "-pk")

    def years(self) -> list[int]:
        """The fiscal years of which there is news, the newest first."""
        return sorted({fiscal_year(day) for day in self.news().values_list("day", flat=True)}, reverse=True)

    def published_paths(self) -> list[str]:
        """The list itself, its feed, each kind and each year."""
        kinds = [f"shurui/{kind}/" for kind in NewsPage.Kind.values]
        return ["", "rss/", *kinds, *(f"nendo/{year}/" for year in self.years())]

    @path("")
    def current(self, request: HttpRequest) -> HttpResponse:
        """The news of the latest fiscal year that has any."""
        years = self.years()
        return self._listed(request, year=years[0] if years else None)

    @path("nendo/<int:year>/")
    def of_year(self, request: HttpRequest, year: int) -> HttpResponse:
        """The news of a fiscal year."""
        if year not in self.years():
            raise Http404
        return self._listed(request, year=year)

    @path("shurui/<slug:kind>/")
    def of_kind(self, request: HttpRequest, kind: str) -> HttpResponse:
        """All news of one kind."""
        if kind not in NewsPage.Kind.values:
            raise Http404
        return self._listed(request, kind=kind)

    @path("rss/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The newest twenty as RSS 2.0."""
        with translation.override(self.locale.language_code):
            return NewsFeed(self)(request)

    def _listed(self, request: HttpRequest, year: int | None = None, kind: str = "") -> HttpResponse:
        news = [each for each in self.news() if (not year or fiscal_year(each.day) == year) and kind in ("", each.kind)]
        part = request.path != self.get_url(request)
        with translation.override(self.locale.language_code):
            response = self.render(
                request,
                context_overrides={
                    "feed": self.full_url + "rss/",
                    # a part of the list stands for itself, and in no other language
                    **({"canonical": request.build_absolute_uri(request.path), "alternates": []} if part else {}),
                    "news": news,
                    "kind": kind,
                    "kind_label": dict(NewsPage.Kind.choices).get(kind, ""),
                    "kinds": NewsPage.Kind.choices,
                    "year": year,
                    "years": self.years(),
                },
            )
            response.render()
            response.content = self.with_readings(response.content.decode())
        return response


class NewsFeed(Feed):  # type: ignore[type-arg]  # Django's own is no generic when it runs
    """The feed of one list of news."""

    feed_type = Rss201rev2Feed

    def __init__(self, page: NewsIndexPage) -> None:
        self.page = page
        self.title = without_readings(page.title)
        self.link = page.full_url
        self.description = without_readings(page.lead)
        self.language = page.locale.language_code

    def items(self) -> list[NewsPage]:
        """The newest twenty."""
        return list(self.page.news()[:20])

    def item_title(self, item: NewsPage) -> str:
        """As the page calls itself."""
        return without_readings(item.title)

    def item_description(self, item: NewsPage) -> str:
        """Its lead sentence."""
        return without_readings(item.lead)

    def item_link(self, item: NewsPage) -> str:
        """Its address."""
        return str(item.full_url)

    def item_guid(self, item: NewsPage) -> str:
        """The address with which it was born would change with its slug: the page's number does not."""
        return f"page-{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: NewsPage) -> Any:
        """When it was first published."""
        return item.first_published_at

    def item_categories(self, item: NewsPage) -> list[str]:
        """Its kind."""
        return [str(item.get_kind_display())]


def latest_news(count: int) -> list[NewsPage]:
    """The newest news in the language of the moment."""
    language = translation.get_language() or "ja"
    return list(
        open_to_all(NewsPage.objects.all()).filter(locale__language_code=language).order_by("-day", "-pk")[:count]
    )

"""The frame around every public page, in two queries: menu, way here and languages; notices."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction, Site

from cms.records.access import notices_at, words_of_sites
from cms.records.models import SiteWords

if TYPE_CHECKING:
    from cms.pages.base import BasePage

HOME = 2  # the depth of a front page in Wagtail's tree


class Language(NamedTuple):
    """A way to another language: to this page in it, else to its front page."""

    code: str
    name: str
    url: str
    current: bool
    same_page: bool


def frame_of(page: "BasePage", request: HttpRequest) -> dict[str, Any]:
    """What the templates of a page need beside the page itself."""
    site = Site.find_for_request(request) or page.get_site()
    words = site_words(site)
    around = _around(page, site)
    home = next((each for each in around if each.path == page.path[: HOME * page.steplen]), page)
    languages = _languages(page, home, around, request)
    seen = [each for each in around if each.live and not each.closed]
    below = home.depth + 1
    menu = [each for each in seen if each.path.startswith(home.path) and each.depth == below and each.show_in_menus]
    way = [each for each in seen if page.is_descendant_of(each) and each.depth > HOME]
    return {
        "home": home,
        "menu": menu,
        "about": [each for each in seen if _is_about(each, home)],
        "way": way,
        "section": way[0] if way else page,
        "languages": languages,
        "alternates": _alternates(languages, site),
        "locale": page.locale,
        "words": words,
        "city": city_in(words, page.locale.language_code),
        "site_name": words.name,
        "contact": page.contact if page.contact_id else words.secretariat,
        "notices": list(notices_at(timezone.now())),
        "canonical": page.get_full_url(request),
        "forms_answered": getattr(request, "forms_answered", True),
        "search_at": getattr(request, "search_at", ""),  # of a bundle for another host (cms/publishing)
        "search_url": getattr(request, "search_at", "") or f"{home.get_url(request)}search/",
        "sharing_picture": site.root_url + static("cms/sharing.png"),
        "feedback_url": reverse("feedback", args=[page.pk]),
    }


def with_closed(pages: QuerySet[Any]) -> QuerySet[Any]:
    """``pages`` with ``closed``: whether the page, or one above it, asks who is there."""
    own = Substr(OuterRef("path"), 1, Length("page__path"))
    return pages.annotate(closed=Exists(PageViewRestriction.objects.filter(page__path=own)))


def open_to_all(pages: QuerySet[Any]) -> Any:
    """Those of ``pages`` that anybody may read: live, and below no page that asks who is there. No query of its own."""
    return with_closed(pages.filter(live=True)).filter(closed=False)


def site_words(site: Site) -> SiteWords:
    """The words of the site with both offices; a fresh site has its defaults."""
    return words_of_sites().get(site.pk) or SiteWords(site=site, name=settings.WAGTAIL_SITE_NAME)


def city_in(words: SiteWords, language: str) -> str:
    """The city's name in a language; in Japanese where that was not written."""
    return {"ja-simple": words.city_easy, "en": words.city_en}.get(language) or settings.CITY_NAME


def _around(page: "BasePage", site: Site) -> list[Any]:
    """In one query: the way to the page, the menu, the pages about the site, this page and the front in all languages."""
    front = page.url_path[: page.url_path.index("/", 1) + 1] if page.depth >= HOME else page.url_path
    root = page.path[: HOME * page.steplen]
    above = [page.path[: depth * page.steplen] for depth in range(HOME, page.depth + 1)]
    wanted = (
        Q(path__in=above)
        | Q(translation_key__in=[page.translation_key, site.root_page.translation_key])
        | Q(path__startswith=root, depth=HOME + 1, show_in_menus=True)
        | Q(url_path__startswith=f"{front}site/")
        | Q(url_path=f"{front}yogo/")
    )
    found = with_closed(Page.objects.filter(wanted)).annotate(urgent_note=F("homepage__urgent_note"))
    return list(found.select_related("locale").order_by("path"))


def _is_about(page: Page, home: Page) -> bool:
    """What the footer lists: the pages below ``site/``, and the glossary."""
    return page.url_path.startswith((f"{home.url_path}site/", f"{home.url_path}yogo/"))


def _alternates(languages: list[Language], site: Site) -> list[dict[str, str]]:
    """The same page in the languages that search engines know; Japanese is also the one for everybody else.

    やさしい日本語 is linked in the page only: search engines ignore its code (public-site.md §5).
    """
    if any(each.current and each.code == "ja-simple" for each in languages):
        return []  # who names others must be named by them
    same = [each for each in languages if each.same_page and each.code != "ja-simple"]
    links = [{"code": each.code, "url": site.root_url + each.url} for each in same]
    return links + [{"code": "x-default", "url": link["url"]} for link in links if link["code"] == "ja"]


def _languages(page: "BasePage", home: Page, around: list[Any], request: HttpRequest) -> list[Language]:
    """The ways to the other languages."""
    here = {each.locale.language_code: each for each in around if each.translation_key == page.translation_key}
    homes = {each.locale.language_code: each for each in around if each.translation_key == home.translation_key}
    code = page.locale.language_code
    languages = []
    for other, name in settings.WAGTAIL_CONTENT_LANGUAGES:
        found = here.get(other)
        same = found is not None and (other == code or (found.live and not found.closed))
        target = found if same else homes.get(other)
        if target is None or not (target.live or other == code):
            continue
        with translation.override(other):
            url = target.get_url(request) or "/"
        languages.append(Language(other, name, url, other == code, same))
    return languages

"""Putting the starter content in place, once; whatever editors made of it stays untouched."""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Site

from cms.desk.approval.services import ensure_approval
from cms.pages.base import BasePage
from cms.pages.home import HomePage
from cms.records.models import District, Office
from cms.search.services import start_search
from cms.seed import easy, en, ja
from cms.seed.files import FILES
from cms.seed.kinds import Entry
from cms.seed.readings import ensure_readings
from cms.seed.records import ensure_records, ensure_words
from cms.seed.references import resolved

LANGUAGES = {"ja": ja.PAGES, "ja-simple": easy.PAGES, "en": en.PAGES}
SLUGS = {"ja": "kasanete", "ja-simple": "kasanete-easy", "en": "kasanete-en"}


class PublicSite(NamedTuple):
    """The site that stands: its front page in Japanese, and every page by language and path."""

    home: HomePage
    pages: dict[tuple[str, str], BasePage]

    def page(self, path: str, language: str = "ja") -> BasePage:
        """The page at ``path``; ``LookupError`` where none stands."""
        return self.pages[language, path]


@transaction.atomic
def seed_public_site(readings: bool = True) -> PublicSite:
    """Give a new installation its public site. Run again, it adds what is missing and changes nothing that stands.

    Without ``readings`` no word gets ruby: tests that look for words in pages find them whole.
    """
    start_search()
    offices = ensure_records()
    if readings:
        ensure_readings()
    documents = {key: _document(key, title, made) for key, (title, made) in FILES.items()}
    pages: dict[tuple[str, str], BasePage] = {}
    new: list[tuple[str, Entry, BasePage]] = []
    for language, entries in LANGUAGES.items():
        locale, _ = Locale.objects.get_or_create(language_code=language)
        for entry in sorted(entries, key=lambda entry: entry.path.count("/")):
            page = _standing(entry, language, pages)
            if page is None:
                page = _laid_down(entry, locale, pages)
                new.append((language, entry, page))
            pages[language, entry.path] = page
    home = pages["ja", "/"]
    _serve(home, offices)
    ensure_approval()
    for language, entry, page in new:
        _fill(page, entry, language, pages, offices, documents)
    # publishing works on copies: read what stands now
    kept = {key: type(page).objects.get(pk=page.pk) for key, page in pages.items()}
    return PublicSite(kept["ja", "/"], kept)


def _model(kind: str) -> type[BasePage]:
    model: type[BasePage] = apps.get_model("cms", kind)
    return model


def _parent_path(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _standing(entry: Entry, language: str, pages: dict[tuple[str, str], BasePage]) -> BasePage | None:
    if entry.path == "/":
        return HomePage.objects.filter(locale__language_code=language).first()
    parent = pages[language, _parent_path(entry.path)]
    slug = entry.path.rstrip("/").rpartition("/")[2]
    found = parent.get_children().filter(slug=slug).first()
    return found.specific if found else None


def _laid_down(entry: Entry, locale: Locale, pages: dict[tuple[str, str], BasePage]) -> BasePage:
    """The page without its body: others link to it, so that all have to stand first."""
    original = pages.get(("ja", entry.path))
    page = _model(entry.kind)(
        title=entry.title,
        slug=SLUGS[locale.language_code] if entry.path == "/" else entry.path.rstrip("/").rpartition("/")[2],
        lead=entry.lead,
        show_in_menus=entry.menu,
        locale=locale,
        live=False,
        owner_section=settings.SECRETARIAT_NAME,
        **{name: value for name, value in entry.fields.items() if not _refers(value)},
    )
    if original is not None and locale.language_code != "ja":
        page.translation_key = original.translation_key
    if entry.path == "/":
        Page.get_first_root_node().add_child(instance=page)
    else:
        pages[locale.language_code, _parent_path(entry.path)].add_child(instance=page)
    return page


def _fill(
    page: BasePage,
    entry: Entry,
    language: str,
    pages: dict[tuple[str, str], BasePage],
    offices: dict[str, Office],
    documents: dict[str, Any],
) -> None:
    """Give the page its body and publish it."""
    ids = {"page": _ids(pages, language), "office": _pks(offices.items()), "document": _pks(documents.items())}
    ids["district"] = dict(District.objects.values_list("slug", "pk"))
    page.refresh_from_db()
    for name, value in entry.fields.items():
        if _refers(value):
            setattr(page, f"{name}_id", resolved(value, ids))
    if entry.body:
        page.body = json.dumps(resolved(entry.body, ids))
    if entry.key_points:
        page.key_points = json.dumps([{"type": "point", "value": words} for words in entry.key_points])
    original = pages.get(("ja", entry.path)) if language != "ja" else None
    if original is not None:
        original.refresh_from_db()
        page.translated_from = original.live_revision_id
    page.review_on = page.review_on or timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    page.save_revision().publish()


def _refers(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("page:/", "office:", "document:", "district:"))


def _ids(pages: dict[tuple[str, str], BasePage], language: str) -> dict[str, int]:
    """Pages by path: those of the language, else those in Japanese."""
    japanese = {path: page.pk for (code, path), page in pages.items() if code == "ja"}
    return japanese | {path: page.pk for (code, path), page in pages.items() if code == language}


def _pks(items: Iterable[tuple[str, Any]]) -> dict[str, int]:
    return {key: item.pk for key, item in items}


def _document(key: str, title: str, made: Callable[[], bytes]) -> Any:
    model = get_document_model()
    standing = model.objects.filter(title=title).first()
    if standing is not None:
        return standing
    document = model(title=title)
    document.file.save(f"{key}.pdf", ContentFile(made()), save=False)
    document.save()
    return document


def _serve(page: BasePage, offices: dict[str, Office]) -> None:
    """Let the site begin at ``page`` and take Wagtail's welcome page away."""
    address = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if not site.pk or site.root_page_id != page.pk:
        site.root_page = page
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if settings.HTTPS else 80)
        site.save()
        # the site no longer stands on it: deleting the page first would take the site with it
        for welcome in Page.get_first_root_node().get_children().filter(slug="home", content_type__model="page"):
            welcome.delete()
    ensure_words(site, offices)

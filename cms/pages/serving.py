"""Finding the page of an address: in three queries however deep it lies, where Wagtail asks two for every step.

Site, page, and what its type adds. Addresses below a page (news by kind, feeds) are found by Wagtail's own steps.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site

from cms.pages.frame import with_closed
from portal.gate.levels import Level
from portal.gate.rules import level_of_user


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page as Wagtail answers with it; ``path`` is the address without its language."""
    # a page for people with a login is for those who have passed both steps of it
    person = request.user
    request.user = SimpleLazyObject(  # type: ignore[assignment]
        lambda: person if level_of_user(person) >= Level.VERIFIED else AnonymousUser()
    )
    found = _found(request, path)
    if found is not None and found.live:
        page = found.specific
        page.locale, page.asks_nobody = found.locale, not found.closed
        # where Wagtail keeps what it found (Page.route_for_request)
        request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]
    response: HttpResponse = views.serve(request, path)
    return response


def _found(request: HttpRequest, path: str) -> Any:
    site = Site.find_for_request(request)
    if site is None:
        return None
    fronts = Page.objects.filter(
        translation_key=site.root_page.translation_key, locale__language_code=get_language()
    ).values(address=Concat("url_path", Value(path), output_field=TextField()))
    return with_closed(Page.objects.filter(url_path__in=fronts)).select_related("locale").first()

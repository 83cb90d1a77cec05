"""The frame of the public site around a page that is not there."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Site


def error_context(request: HttpRequest) -> dict[str, Any] | None:
    """What the templates of the public site need, as of its front page in the language of the address.

    None where there is no front page that anybody may read: a house without a public site.
    """
    site = Site.find_for_request(request)
    front = site.root_page if site else None
    language = translation.get_language_from_path(request.path_info)
    if front is not None and language and front.locale.language_code != language:
        front = front.get_translations().filter(locale__language_code=language, live=True).first() or front
    if front is None or not front.live or front.get_view_restrictions().exists():
        return None
    page = front.specific
    if not hasattr(page, "lead"):
        return None
    with translation.override(page.locale.language_code):
        return {**page.get_context(request), "canonical": "", "alternates": [], "machine": []}

"""Wagtail asks here how links are written, and lets a page be served with its book open."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.links.access import book_for
from cms.links.handlers import register


@hooks.register("register_rich_text_features", order=100)
def register_links(features: FeatureRegistry) -> None:
    """After Wagtail's own, in their place."""
    register(features)


@hooks.register("on_serve_page")
def with_its_book(serve: Callable[..., Any]) -> Callable[..., Any]:
    """A page knows where all its links lead while it is written."""

    def served(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> Any:
        with book_for(page):
            response = serve(page, request, args, kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        return response

    return served

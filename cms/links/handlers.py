"""How links of rich texts are written; what they lead to is known from the book of the page."""

from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from cms.links.access import book


class PageLinks(PageLinkHandler):
    """Links to pages of the site."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """An opening tag for each; without an address where the page is not there for everybody."""
        numbers = [_number(attrs) for attrs in attrs_list]
        return _tags(numbers, book().pages(numbers))


class DocumentLinks(DocumentLinkHandler):
    """Links to documents."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """An opening tag for each."""
        numbers = [_number(attrs) for attrs in attrs_list]
        return _tags(numbers, book().documents(numbers))


def register(features: FeatureRegistry) -> None:
    """In the place of Wagtail's own."""
    features.register_link_type(PageLinks)
    features.register_link_type(DocumentLinks)


def _number(attrs: dict[str, Any]) -> int:
    said = str(attrs.get("id", ""))
    return int(said) if said.isdecimal() else 0


def _tags(numbers: list[int], addresses: dict[int, str]) -> list[str]:
    found = (addresses[number] for number in numbers)
    return [f'<a href="{escape(address)}">' if address else "<a>" for address in found]

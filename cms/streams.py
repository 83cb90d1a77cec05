"""The streams of many pages read at once: what their blocks chose is fetched together, not page by page."""

from collections.abc import Iterable
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page


def bring_streams(pages: Iterable[Page]) -> None:
    """Read every stream of these pages, which come from the table: a query for each kind of choice, however many pages.

    Left alone, Wagtail reads each stream when it is first looked at, and asks for its pictures, records and pages alone.
    """
    streams: dict[int, tuple[Any, list[tuple[Page, str]]]] = {}
    for page in pages:
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                # kinds of pages that inherit a field share its blocks
                streams.setdefault(id(field.stream_block), (field.stream_block, []))[1].append((page, field.name))
    for block, places in streams.values():
        raw = [list(getattr(page, name).raw_data) for page, name in places]
        for (page, name), value in zip(places, block.bulk_to_python(raw), strict=True):
            setattr(page, name, value)

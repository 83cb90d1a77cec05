"""Which pages and documents the rich texts of a page link to (pure)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

LINK = re.compile(r"<a\b([^>]*)>")
KIND = re.compile(r'\blinktype="(\w+)"')
NUMBER = re.compile(r'\bid="(\d+)"')


def links_in(value: Any) -> Iterator[tuple[str, int]]:
    """("page", 3), ("document", 5) … of a stored value: a text, or lists and mappings of them, however deep."""
    if isinstance(value, str):
        if "linktype" in value:
            yield from _of_text(value)
    elif isinstance(value, dict):
        yield from _of_all(value.values())
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        yield from _of_all(value)


def _of_all(values: Iterable[Any]) -> Iterator[tuple[str, int]]:
    for each in values:
        yield from links_in(each)


def _of_text(text: str) -> Iterator[tuple[str, int]]:
    for attributes in LINK.findall(text):
        kind, number = KIND.search(attributes), NUMBER.search(attributes)
        if kind and number:
            yield kind[1], int(number[1])

"""What the index holds of an object: the tokens of its title, of all other words, and of what is completed while typing."""

from collections.abc import Container
from typing import Any, NamedTuple

from modelsearch.index import AutocompleteField, Indexed, RelatedFields, SearchField

from cms.search.tokens import BETWEEN_TITLES, tokens

_AS_TITLE = 2


class Entry(NamedTuple):
    """The row of an object; each text is tokens parted by spaces."""

    object_id: str
    title: str
    body: str
    autocomplete: str


def entry_of(thing: Indexed) -> Entry:
    """The row of ``thing``."""
    texts: dict[str, list[str]] = {"title": [], "body": [], "autocomplete": []}
    for field in thing.get_search_fields():
        _collect(thing, field, texts)
    titles = f" {BETWEEN_TITLES} ".join(filter(None, map(tokens, texts["title"])))
    return Entry(str(thing.pk), titles, tokens("\n".join(texts["body"])), tokens("\n".join(texts["autocomplete"])))


def text_of(thing: Indexed, leave_out: Container[str] = ()) -> str:
    """What is searched in ``thing`` besides its title, as text; a line for each field or block."""
    texts: dict[str, list[str]] = {"title": [], "body": [], "autocomplete": []}
    for field in thing.get_search_fields():
        if field.field_name not in leave_out:
            _collect(thing, field, texts)
    return "\n".join(texts["body"])


def _collect(thing: Any, field: Any, texts: dict[str, list[str]]) -> None:
    if isinstance(field, RelatedFields):
        related = field.get_value(thing)
        many = related.all() if hasattr(related, "all") else [related() if callable(related) else related]
        for each in many:
            if each is not None:
                for inner in field.fields:
                    _collect(each, inner, texts)
    elif isinstance(field, SearchField | AutocompleteField):
        texts[_column(field)] += _flat(field.get_value(thing))


def _column(field: SearchField | AutocompleteField) -> str:
    """Titles, and what the page's type marks as weighing as much (``boost=2`` or more), stand in a column of their own."""
    if isinstance(field, AutocompleteField):
        return "autocomplete"
    return "title" if field.field_name == "title" or (field.boost or 0) >= _AS_TITLE else "body"


def _flat(value: Any) -> list[str]:
    """The texts in a value: blocks give lists, some fields dictionaries."""
    if value is None:
        return []
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [text for each in value for text in _flat(each)]
    return [str(value)]

"""Reads a page of Wagtail into the plain form in which the rules judge it: any block, whatever it is called."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.desk.checks.findings import Place
from cms.desk.checks.parts import Part, Read, Words

# What an editor writes for the reader among Wagtail's own fields; the rest steers the machine.
OF_WAGTAIL = {"title", "seo_title", "search_description"}
SHORT = {"figure": _("Figure"), "picture": _("Picture")}  # what messages call them, shorter than the menu does
LINK = re.compile(r"<a\b[^>]*>")
NUMBER = re.compile(r'\bid="(\d+)"')
# Fields of ours that no reader sees as text
UNSEEN = {"anchor", "owner_section", "owner_mail", "needs_confirmation", "translated_from"}


def read(page: Page) -> Read:
    """The page as it stands in ``page`` (a draft, or what a form holds)."""
    return _read(page, original=_original(page))


def _read(page: Page, original: Read | None) -> Read:
    names: Counter[str] = Counter()
    parts = [part for each in _fields(page) for part in _of_field(page, each, names)]
    return Read(page.locale.language_code if page.locale_id else "ja", tuple(parts), timezone.localdate(), original)


def _original(page: Page) -> Read | None:
    """The Japanese page of which this is a translation, as it stands today."""
    if not page.pk or not page.locale_id or page.locale.language_code == "ja":
        return None
    source = page.get_translations().filter(locale__language_code="ja").specific().first()
    return None if source is None else _read(source, None)


def _fields(page: Page) -> Iterator[Any]:
    own = {each.name for each in Page._meta.get_fields()}
    for each in page._meta.get_fields():
        if not isinstance(each, models.Field) or not each.editable or each.choices or each.is_relation:
            continue
        if each.name in OF_WAGTAIL or (each.name not in own and each.name not in UNSEEN):
            yield each


def _of_field(page: Page, each: Any, names: Counter[str]) -> Iterator[Part]:
    value = getattr(page, each.name)
    place = Place(str(capfirst(each.verbose_name)), f"id_{each.name}")
    if isinstance(each, StreamField):
        if value is not None:
            yield from _inside(value.stream_block, value, place, names, each.name)
    elif isinstance(each, RichTextField):
        yield Part(each.name, place, (Words(each.name, str(value or ""), rich=True),))
    elif isinstance(each, models.CharField | models.TextField):
        yield Part(each.name, place, (Words(each.name, str(value or "")),))
    elif isinstance(each, models.DateField):
        yield Part(each.name, place, facts={each.name: value.isoformat() if value else ""})


def _inside(block: Any, value: Any, place: Place, names: Counter[str], kind: str) -> Iterator[Part]:
    """The parts of one block; what is nearest to it and has an id of its own is where an editor is led."""
    if isinstance(block, ImageBlock):
        yield Part(
            kind,
            place,
            (Words("alt", getattr(value, "contextual_alt_text", None) or ""),),
            {"image": value is not None, "decorative": bool(getattr(value, "decorative", False))},
        )
    elif isinstance(block, blocks.StructBlock):
        yield from _struct(block, value, place, names, kind)
    elif isinstance(block, blocks.StreamBlock):
        for child in value or []:
            yield from _inside(child.block, child.value, _named(child, place, names), names, child.block_type)
    elif isinstance(block, blocks.ListBlock):
        for child in getattr(value, "bound_blocks", []):
            # items of a list have no name of their own: they are called by what holds them
            inner = Place(place.name, f"block-{child.id}-section" if child.id else place.anchor)
            yield from _inside(block.child_block, child.value, inner, names, kind)
    else:
        words, facts = _leaf(kind, block, value)
        yield Part(kind, place, words, facts)


def _struct(block: Any, value: Any, place: Place, names: Counter[str], kind: str) -> Iterator[Part]:
    texts: list[Words] = []
    facts: dict[str, bool | str] = {}
    inner: list[Part] = []
    for name, child in block.child_blocks.items():
        held = value.get(name) if value else None
        if isinstance(child, ImageBlock) or not isinstance(
            child, blocks.StructBlock | blocks.StreamBlock | blocks.ListBlock
        ):
            more, known = _leaf(name, child, held)
            texts += more
            facts |= known
        elif held is not None:
            if isinstance(child, blocks.StructBlock):
                inner += _inside(child, held, _numbered(child, name, place.anchor, names), names, name)
            else:
                inner += _inside(child, held, place, names, kind)
    yield Part(kind, place, tuple(texts), facts)
    yield from inner


def _leaf(name: str, block: Any, value: Any) -> tuple[tuple[Words, ...], dict[str, bool | str]]:
    """The text of one field, or what there is to know of it."""
    if isinstance(block, ImageBlock):
        alt = Words("alt", getattr(value, "contextual_alt_text", None) or "")
        return (alt,), {name: value is not None, "decorative": bool(getattr(value, "decorative", False))}
    if isinstance(block, blocks.RichTextBlock):
        source = value.source if isinstance(value, RichText) else str(value or "")
        return (Words(name, source, rich=True),), {"pdf_linked": True} if _links_pdf(source) else {}
    if isinstance(block, blocks.BooleanBlock):
        return (), {name: bool(value)}
    if isinstance(block, blocks.URLBlock | blocks.ChoiceBlock):
        return (), {name: str(value or "")}
    if isinstance(block, DocumentChooserBlock):
        return (), {name: value is not None, "is_pdf": value is not None and value.file_extension.lower() == "pdf"}
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RegexBlock):
        return (Words(name, str(value or "")),), {}
    return (), {name: value is not None and value != ""}


def _links_pdf(html: str) -> bool:
    """Whether running text links to a PDF."""
    numbers = {found[1] for tag in LINK.findall(html) if 'linktype="document"' in tag and (found := NUMBER.search(tag))}
    files = get_document_model().objects.filter(pk__in=numbers) if numbers else []
    return any(file.file_extension.lower() == "pdf" for file in files)


def _named(child: Any, around: Place, names: Counter[str]) -> Place:
    """The place of a block in a stream; one that was never saved at the desk has no id yet."""
    anchor = f"block-{child.id}-section" if child.id else around.anchor
    return _numbered(child.block, child.block_type, anchor, names)


def _numbered(block: Any, kind: str, anchor: str, names: Counter[str]) -> Place:
    """What an editor calls this block: its label, with a number, since there may be several."""
    label = str(SHORT.get(kind, block.label))
    names[label] += 1
    return Place(f"{label}{names[label]}", anchor)

"""Reads a page of Wagtail into the plain form in which the rules judge it: any block, whatever it is called."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from cms.desk.checks.findings import Place
from cms.desk.checks.parts import Part, Read, Words
from cms.streams import bring_streams

# What an editor writes for the reader among Wagtail's own fields; the rest steers the machine.
OF_WAGTAIL = {"title", "seo_title", "search_description"}
SHORT = {"figure": _("Figure"), "picture": _("Picture")}  # what messages call them, shorter than the menu does
LINK = re.compile(r"<a\b[^>]*>")
NUMBER = re.compile(r'\bid="(\d+)"')
# Fields of ours that no reader sees as text
UNSEEN = {"anchor", "owner_section", "owner_mail", "needs_confirmation", "translated_from"}
P = TypeVar("P", bound=Page)


@dataclass
class _Walk:
    """What is known on the way through a page: how often each label came, and which files are PDFs, where all are known."""

    pdfs: Container[int] | None = None
    names: Counter[str] = field(default_factory=Counter)

    def leads_to_pdf(self, html: str) -> bool:
        """Whether running text links to a PDF."""
        tags = (tag for tag in LINK.findall(html) if 'linktype="document"' in tag)
        numbers = {int(found[1]) for tag in tags if (found := NUMBER.search(tag))}
        if not numbers:
            return False
        pdfs = _pdfs(pk__in=numbers) if self.pdfs is None else self.pdfs
        return any(number in pdfs for number in numbers)


def read(page: Page) -> Read:
    """The page as it stands in ``page`` (a draft, or what a form holds)."""
    return _read(page, _original(page), _Walk())


def read_all(pages: Iterable[P]) -> Iterator[tuple[P, Read]]:
    """Each of these stored pages as ``read`` reads it, in as many queries as there are kinds of pages and choices."""
    listed = list(pages)
    originals = _originals(listed)
    bring_streams([*listed, *originals.values()])
    pdfs = _pdfs()
    read_before = {key: _read(page, None, _Walk(pdfs)) for key, page in originals.items()}
    for page in listed:
        original = None if page.locale.language_code == "ja" else read_before.get(page.translation_key)
        yield page, _read(page, original, _Walk(pdfs))


def _read(page: Page, original: Read | None, walk: _Walk) -> Read:
    parts = [part for each in _fields(page) for part in _of_field(page, each, walk)]
    return Read(page.locale.language_code if page.locale_id else "ja", tuple(parts), timezone.localdate(), original)


def _original(page: Page) -> Read | None:
    """The Japanese page of which this is a translation, as it stands today."""
    if not page.pk or not page.locale_id or page.locale.language_code == "ja":
        return None
    source = page.get_translations().filter(locale__language_code="ja").specific().first()
    return None if source is None else _read(source, None, _Walk())


def _originals(pages: Iterable[Page]) -> dict[UUID, Page]:
    """The Japanese pages of which these are translations, by what they share."""
    keys = {page.translation_key for page in pages if page.locale.language_code != "ja"}
    japanese = Locale.objects.filter(language_code="ja").first()
    found = Page.objects.filter(locale=japanese, translation_key__in=keys).specific() if keys else []
    originals = {page.translation_key: page for page in found}
    for page in originals.values():
        page.locale = japanese
    return originals


def _pdfs(**among: Any) -> frozenset[int]:
    """The numbers of the documents that are PDFs."""
    found = get_document_model().objects.filter(file__iendswith=".pdf", **among)
    return frozenset(found.values_list("pk", flat=True))


def _fields(page: Page) -> Iterator[Any]:
    own = {each.name for each in Page._meta.get_fields()}
    for each in page._meta.get_fields():
        if not isinstance(each, models.Field) or not each.editable or each.choices or each.is_relation:
            continue
        if each.name in OF_WAGTAIL or (each.name not in own and each.name not in UNSEEN):
            yield each


def _of_field(page: Page, each: Any, walk: _Walk) -> Iterator[Part]:
    value = getattr(page, each.name)
    place = Place(str(capfirst(each.verbose_name)), f"id_{each.name}")
    if isinstance(each, StreamField):
        if value is not None:
            yield from _inside(value.stream_block, value, place, walk, each.name)
    elif isinstance(each, RichTextField):
        yield Part(each.name, place, (Words(each.name, str(value or ""), rich=True),))
    elif isinstance(each, models.CharField | models.TextField):
        yield Part(each.name, place, (Words(each.name, str(value or "")),))
    elif isinstance(each, models.DateField):
        yield Part(each.name, place, facts={each.name: value.isoformat() if value else ""})


def _inside(block: Any, value: Any, place: Place, walk: _Walk, kind: str) -> Iterator[Part]:
    """The parts of one block; what is nearest to it and has an id of its own is where an editor is led."""
    if isinstance(block, ImageBlock):
        yield Part(
            kind,
            place,
            (Words("alt", getattr(value, "contextual_alt_text", None) or ""),),
            {"image": value is not None, "decorative": bool(getattr(value, "decorative", False))},
        )
    elif isinstance(block, blocks.StructBlock):
        yield from _struct(block, value, place, walk, kind)
    elif isinstance(block, blocks.StreamBlock):
        for child in value or []:
            yield from _inside(child.block, child.value, _named(child, place, walk), walk, child.block_type)
    elif isinstance(block, blocks.ListBlock):
        for child in getattr(value, "bound_blocks", []):
            # items of a list have no name of their own: they are called by what holds them
            inner = Place(place.name, f"block-{child.id}-section" if child.id else place.anchor)
            yield from _inside(block.child_block, child.value, inner, walk, kind)
    else:
        words, facts = _leaf(kind, block, value, walk)
        yield Part(kind, place, words, facts)


def _struct(block: Any, value: Any, place: Place, walk: _Walk, kind: str) -> Iterator[Part]:
    texts: list[Words] = []
    facts: dict[str, bool | str] = {}
    inner: list[Part] = []
    for name, child in block.child_blocks.items():
        held = value.get(name) if value else None
        if isinstance(child, ImageBlock) or not isinstance(
            child, blocks.StructBlock | blocks.StreamBlock | blocks.ListBlock
        ):
            more, known = _leaf(name, child, held, walk)
            texts += more
            facts |= known
        elif held is not None:
            if isinstance(child, blocks.StructBlock):
                inner += _inside(child, held, _numbered(child, name, place.anchor, walk), walk, name)
            else:
                inner += _inside(child, held, place, walk, kind)
    yield Part(kind, place, tuple(texts), facts)
    yield from inner


def _leaf(name: str, block: Any, value: Any, walk: _Walk) -> tuple[tuple[Words, ...], dict[str, bool | str]]:
    """The text of one field, or what there is to know of it."""
    if isinstance(block, ImageBlock):
        alt = Words("alt", getattr(value, "contextual_alt_text", None) or "")
        return (alt,), {name: value is not None, "decorative": bool(getattr(value, "decorative", False))}
    if isinstance(block, blocks.RichTextBlock):
        source = value.source if isinstance(value, RichText) else str(value or "")
        return (Words(name, source, rich=True),), {"pdf_linked": True} if walk.leads_to_pdf(source) else {}
    if isinstance(block, blocks.BooleanBlock):
        return (), {name: bool(value)}
    if isinstance(block, blocks.URLBlock | blocks.ChoiceBlock):
        return (), {name: str(value or "")}
    if isinstance(block, DocumentChooserBlock):
        return (), {name: value is not None, "is_pdf": value is not None and value.file_extension.lower() == "pdf"}
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RegexBlock):
        return (Words(name, str(value or "")),), {}
    return (), {name: value is not None and value != ""}


def _named(child: Any, around: Place, walk: _Walk) -> Place:
    """The place of a block in a stream; one that was never saved at the desk has no id yet."""
    anchor = f"block-{child.id}-section" if child.id else around.anchor
    return _numbered(child.block, child.block_type, anchor, walk)


def _numbered(block: Any, kind: str, anchor: str, walk: _Walk) -> Place:
    """What an editor calls this block: its label, with a number, since there may be several."""
    label = str(SHORT.get(kind, block.label))
    walk.names[label] += 1
    return Place(f"{label}{walk.names[label]}", anchor)

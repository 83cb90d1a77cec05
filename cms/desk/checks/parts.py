"""A page as the rules see it: its blocks and fields with their words, in reading order (pure)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from cms.desk.checks.findings import Place

TAGS = re.compile(r"<[^>]*>")
BREAKS = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>")


@dataclass(frozen=True)
class Words:
    """One field of text; of rich text as Wagtail stores it where ``rich``."""

    field: str
    stored: str
    rich: bool = False

    @property
    def plain(self) -> str:
        """What is read, a line for each paragraph."""
        if not self.rich:
            return self.stored
        return unescape(TAGS.sub("", BREAKS.sub("\n", self.stored)))


@dataclass(frozen=True)
class Part:
    """One block, or one field of the page itself, without the blocks inside it.

    ``kind`` is the block's name in the code ("figure") or that of the field. ``facts`` holds what is not text: ticks as
    bool, chosen things as whether one is chosen.
    """

    kind: str
    place: Place
    texts: tuple[Words, ...] = ()
    facts: Mapping[str, bool | str] = field(default_factory=dict)

    def text(self, *names: str) -> Words | None:
        """The first of these fields that the block has."""
        return next((words for name in names for words in self.texts if words.field == name), None)


@dataclass(frozen=True)
class Read:
    """A whole page. ``original``: the same for the Japanese page of which it is a translation."""

    language: str
    parts: tuple[Part, ...]
    today: date
    original: "Read | None" = None

    def part(self, kind: str) -> Part | None:
        """The first part of this kind."""
        return next((part for part in self.parts if part.kind == kind), None)

    def texts(self) -> Iterator[tuple[Part, Words]]:
        """Every text with the block it stands in."""
        for part in self.parts:
            for words in part.texts:
                yield part, words

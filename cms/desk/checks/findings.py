"""What a look at a page found: how grave it is, in which block, and in words that say what to do (pure)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Grade(StrEnum):
    """MUST keeps a page from being published; SHOULD is said and lets it pass."""

    MUST = "must"
    SHOULD = "should"


class Topic(StrEnum):
    """What the panel calls good where nothing was found; its words stand in ``sentences``."""

    PICTURES = "pictures"
    HEADINGS = "headings"
    LINKS = "links"
    FILES = "files"
    LETTERS = "letters"
    FACTS = "facts"
    SENTENCES = "sentences"
    LANGUAGE = "language"
    UPKEEP = "upkeep"


@dataclass(frozen=True)
class Place:
    """Where on the editing page it is: what an editor calls it, and the id of its element."""

    name: str
    anchor: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to mend. ``words`` may name ``%(block)s`` and ``%(found)s``."""

    code: str
    grade: Grade
    topic: Topic
    place: Place
    words: "str | _StrPromise"
    found: str = ""

    @property
    def sentence(self) -> str:
        """The finding in the language of the reader."""
        return str(self.words) % {"block": self.place.name, "found": self.found}

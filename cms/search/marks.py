"""Where the words of a query stand in a text, whatever way they are written there (pure)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cms.search.asked import Lexicon, meaning, variants_for
from cms.search.normal import fold, last_vowels
from cms.search.pieces import parts

_CLUSTER = re.compile(r"[\s\S][\u3099\u309a\uff9e\uff9f\u0300-\u036f]*")
_BREAK = re.compile(r"[。！？!?\n]|\. ")
MOST = 20_000  # letters of a text that are looked at
LENGTH, BEFORE = 90, 24  # of an excerpt, and how far its first word may stand from its beginning


@dataclass(frozen=True)
class Segment:
    """A piece of text; ``marked`` where it is a word that was searched for."""

    text: str
    marked: bool = False


def words_to_mark(query: str, lexicon: Lexicon) -> list[str]:
    """The words of a query and what stands for them, folded; the longest come first."""
    found: dict[str, None] = {}
    for part in parts(query, lexicon.variants.keys(), lexicon.sounds.keys()):
        variants = variants_for(part, lexicon)
        found[part.whole] = None
        for piece in part.pieces:
            group = meaning(piece, variants)
            for word in (piece.text, *group.same, *group.instead):
                if len(word) > 1 or word == piece.text:
                    found[word] = None
    return sorted(found, key=lambda word: (-len(word), word))


def marked(text: str, words: Iterable[str]) -> list[Segment]:
    """The whole text with the words marked."""
    segments, end = [], 0
    for start, stop in _spans(text, words):
        if start > end:
            segments.append(Segment(text[end:start]))
        segments.append(Segment(text[start:stop], marked=True))
        end = stop
    return segments + ([Segment(text[end:])] if end < len(text) else [])


def excerpt(text: str, words: Iterable[str], length: int = LENGTH) -> list[Segment]:
    """The place of the text that says most of the words, from the beginning of a sentence where one is near."""
    text = re.sub(r"[ \t\u3000]*\s*\n\s*", "\n", text.strip()[:MOST])
    spans = _spans(text, words)
    start = _start(text, spans, length)
    piece = text[start : start + length].strip()
    left_off = "…" if start + length < len(text) else ""
    shown = marked(piece.replace("\n", " ") + left_off, words)
    return shown if start == 0 or _BREAK.match(text, start - 1) else [Segment("…"), *shown]


def _start(text: str, spans: list[tuple[int, int]], length: int) -> int:
    first_line = text.partition("\n")[0]
    if not spans or spans[0][0] < min(len(first_line), length - BEFORE):  # the lead says it best
        return 0
    best = max(
        spans, key=lambda span: (len({text[a:b] for a, b in spans if span[0] <= a < span[0] + length}), -span[0])
    )
    begin = max(0, best[0] - BEFORE)
    breaks = [match.end() for match in _BREAK.finditer(text, begin, best[0])]
    if begin == 0:
        return 0
    return breaks[-1] if breaks else begin


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """From where to where the words stand, without overlap, in order."""
    folded, places = _with_places(text)
    wanted = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    if not wanted:
        return []
    return [(places[m.start()], places[m.end()]) for m in re.finditer("|".join(wanted), folded)]


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, and for each of its letters (and its end) where it stands in the text."""
    letters, places = _letters(text)
    going = last_vowels(letters)
    if not going:
        return fold(letters), places
    kept = [place for place in range(len(letters)) if place not in going]
    return fold("".join(letters[place] for place in kept)), [*(places[place] for place in kept), len(text)]


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """The text in one width and in small letters; where letters become more or fewer, each is looked at alone."""
    letters = unicodedata.normalize("NFKC", text).lower()
    if len(letters) == len(text):
        return letters, range(len(text) + 1)
    found: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        for letter in unicodedata.normalize("NFKC", match.group()).lower():
            found.append(letter)
            places.append(match.start())
    return "".join(found), [*places, len(text)]

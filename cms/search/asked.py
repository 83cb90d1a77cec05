"""What somebody asks for, as tokens (pure): the phrases of each part, of its words, and of words that mean the same."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cms.search.normal import fold
from cms.search.piece import Piece
from cms.search.pieces import Part, parts
from cms.search.tokens import latin, pairs, runs, single

MOST_FORMS = 8
_SOUND = re.compile(r"[\u3041-\u309f\u30fc]{3,}")  # shorter ones sound like everything
_UNSAID, _SHORT = "事業", 4
_START = 4  # letters of a Latin word from which on its start is enough


@dataclass(frozen=True)
class Chain:
    """Tokens that follow each other; with ``start``, the last one need only begin so."""

    tokens: tuple[str, ...]
    start: bool = False


Phrase = tuple[Chain, ...]  # each of them, anywhere


@dataclass(frozen=True)
class Word:
    """A word: its own forms (variants of writing), other words that stand for it, and whether it is asked of a page."""

    forms: tuple[Phrase, ...]
    instead: tuple[Phrase, ...]
    strong: bool
    pointed: tuple[Phrase, ...] = ()  # those of ``instead`` that editors wrote
    inside: tuple[Phrase, ...] = ()  # words that it is made of: a page with one of them has some of it


@dataclass(frozen=True)
class AskedPart:
    """A part of the query: it as a whole (in its variants), or all its words."""

    whole: tuple[Phrase, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Asked:
    """A query; without parts it asks for nothing."""

    parts: tuple[AskedPart, ...]


@dataclass(frozen=True)
class Group:
    """Words that mean the same (folded), and words of our pages that are looked for, too."""

    same: tuple[str, ...]
    instead: tuple[str, ...] = ()


Variants = Mapping[str, Group]  # by each of the words that mean the same


class Lexicon(NamedTuple):
    """The words that mean the same, and for what is typed in kana alone the words that sound so."""

    variants: Variants
    sounds: Variants


NOTHING = Lexicon({}, {})


def variants_of(groups: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Variants:
    """The variants by word: of ``(words that mean the same, words instead)`` as editors write them."""
    found: dict[str, Group] = {}
    for same, instead in groups:
        words = tuple(dict.fromkeys(folded for word in same if (folded := fold(word).strip())))
        others = tuple(dict.fromkeys(folded for word in instead if (folded := fold(word).strip())))
        for word in words:
            old = found.get(word, Group(()))
            found[word] = Group(_joined(old.same, words), _joined(old.instead, others))
    return found


def sounds_of(variants: Variants, readings: Mapping[str, str], kana: Callable[[str], str]) -> Variants:
    """By their sound, words whose reading is known, and those of ``variants`` as ``kana`` reads them."""
    found: dict[str, Group] = {}
    for word, group in variants.items():
        sound = fold(kana(word))
        if sound != word and _SOUND.fullmatch(sound):
            old = found.get(sound, Group(()))
            found[sound] = Group(_joined(old.same, (sound, *group.same)), _joined(old.instead, group.instead))
    for word, reading in readings.items():
        if _SOUND.fullmatch(sound := fold(reading)) and sound not in variants:
            old = found.get(sound, Group((sound,)))
            found[sound] = Group(_joined(old.same, (fold(word),)), old.instead)
    return found


def ask(query: str, lexicon: Lexicon = NOTHING) -> Asked:
    """What ``query`` asks for. Any text will do; of one longer than 100 letters, the first hundred."""
    found = parts(query, lexicon.variants.keys(), lexicon.sounds.keys())
    return Asked(tuple(_part(part, variants_for(part, lexicon)) for part in found))


def variants_for(part: Part, lexicon: Lexicon) -> Variants:
    """The variants that hold for a part of a query."""
    return {**lexicon.sounds, **lexicon.variants} if part.by_sound else lexicon.variants


def phrase(folded: str) -> Phrase:
    """The chains that a folded text asks for."""
    chains = []
    for is_latin, letters in runs(folded):
        if is_latin:
            chains.append(Chain((latin(letters),), start=len(letters) >= _START and letters.isalpha()))
        elif len(letters) == 1:
            chains.append(Chain((single(letters),), start=True))
        else:
            chains.append(Chain(tuple(pairs(letters))))
    return tuple(chains)


def _part(part: Part, variants: Variants) -> AskedPart:
    words = tuple(word for piece in part.pieces if (word := _word(piece, variants)))
    return AskedPart(_phrases(_substituted(part, variants)), words)


def meaning(piece: Piece, variants: Variants) -> Group:
    """What is looked for in place of a word: what a dictionary and editors know of it."""
    groups = [variants.get(text, Group(())) for text in (piece.text, *piece.also)]
    same = (word for group in groups for word in group.same)
    return Group(_joined(piece.also, same), _joined((), (word for group in groups for word in group.instead)))


def _word(piece: Piece, variants: Variants) -> Word | None:
    group = meaning(piece, variants)
    # one letter stands in too many words: it is looked for only where it was typed
    forms = _phrases((piece.text, *(word for word in group.same if len(word) > 1), *_shorter(piece.text)))
    split = () if piece.text in variants else tuple(_split(piece))
    ours = _phrases(group.instead)
    inside = () if piece.text in variants else _phrases(piece.inside)
    return Word(forms, ours + split, piece.strong, ours, inside) if forms else None


def _substituted(part: Part, variants: Variants) -> list[str]:
    """The whole part with each of its known words in each of its variants, some of them."""
    found = [part.whole, *_shorter(part.whole)]
    for piece in part.pieces:
        for other in meaning(piece, variants).same[:MOST_FORMS]:
            found += [text.replace(piece.text, other) for text in found[:MOST_FORMS] if piece.text in text]
    return list(dict.fromkeys(found))[:MOST_FORMS]


def _shorter(text: str) -> list[str]:
    """参加支援事業 is told on the page 参加支援."""
    return [text.removesuffix(_UNSAID)] if text.endswith(_UNSAID) and len(text) > _SHORT else []


def _split(piece: Piece) -> Iterable[Phrase]:
    """A compound as its words. Where they are not known, of kanji two letters each, one of three where their number is odd."""
    text = piece.text
    if len(piece.inside) > 1:
        yield tuple(each for word in piece.inside for each in phrase(word))
        return
    if len(text) < 4 or not all("\u3400" <= letter <= "\u9fff" for letter in text):
        return
    places = range(0, len(text) - 2, 2) if len(text) % 2 else [len(text)]
    for long in places:
        pieces, start = [], 0
        while start < len(text):
            length = 3 if start == long else 2
            pieces.append(text[start : start + length])
            start += length
        yield tuple(chain for piece in pieces for chain in phrase(piece))


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(found for text in texts if (found := phrase(text))))


def _joined(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))

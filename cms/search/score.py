"""In which order pages answer a query (pure): by titles and first sentences, whole phrases, words, and how often.

The same for both databases: their own measures know neither titles nor phrases well, and only break ties here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from cms.search.asked import Asked, Chain, Phrase, Word
from cms.search.tokens import BETWEEN_TITLES

_HEAD = 120 * 9  # letters in which the tokens of a text's first sentences stand
_TITLE, _FIRST, _BODY = 1.6, 1.0, 0.7  # points of a word, by where it stands
_OTHERWISE = 0.9  # a way of writing that was not typed
_OTHERWISE_WHOLE = 0.7
_INSTEAD = 0.7  # a word that only stands for the one asked for
_INSIDE = 0.3  # a word of a compound
_POINTED = 2.0
_OFTEN = 0.5  # most points for how often
_TIE = 0.1


@dataclass(frozen=True)
class Candidate:
    """A page as the index has it, and the database's measure from 0 to 1."""

    title: str
    body: str
    measure: float


@dataclass(frozen=True)
class _Text:
    title: str
    head: str
    body: str
    length: float  # compared with the others

    @property
    def thin(self) -> float:
        """What a word somewhere in a long text is divided by: there are words about everything."""
        return 1 + 0.25 * max(0.0, self.length - 1)


def scores(asked: Asked, candidates: Sequence[Candidate]) -> list[float]:
    """The points of each candidate; the order means something, the number does not."""
    mean = sum(len(each.body) for each in candidates) / (len(candidates) or 1) or 1.0
    texts = [
        _Text(f" {each.title} ", f" {each.body[:_HEAD]} ", f" {each.body} ", len(each.body) / mean)
        for each in candidates
    ]
    points = [_TIE * each.measure for each in candidates]
    for part in asked.parts:
        for place, text in enumerate(texts):
            points[place] += _whole(part.whole, text) / len(asked.parts)
    words = [word for part in asked.parts for word in part.words]
    total = sum(_weight(word) for word in words) or 1.0
    for word in words:
        got = [_word(word, text) for text in texts]
        rare = _rarity(sum(each >= _OTHERWISE * _FIRST for each in got), len(got))
        for place, each in enumerate(got):
            points[place] += _weight(word) * rare * each / total
    return points


def _whole(phrases: tuple[Phrase, ...], text: _Text) -> float:
    """Points for the part as it was typed: most if the title is it, more the more of the title it is."""
    return max(_typed(phrases[:1], text), _OTHERWISE_WHOLE * _typed(phrases[1:], text))


def _typed(phrases: tuple[Phrase, ...], text: _Text) -> float:
    share = max((_beginning(each, text.title) for each in phrases), default=0.0)
    if share:
        return 2.0 + share
    for where, points in ((text.title, 1.5), (text.head, 0.8), (text.body, 0.5 / text.thin)):
        if any(_has(each, where) for each in phrases):
            return points
    return 0.0


def _beginning(phrase: Phrase, title: str) -> float:
    """Which share of the title a phrase is that it begins with; none if it does not."""
    asked = sum(len(chain.tokens) for chain in phrase)
    names = [f" {name.strip()} " for name in title.split(f" {BETWEEN_TITLES} ")]
    fitting = [name for name in names if name.startswith(_written(phrase[0])) and _has(phrase, name)]
    return max((min(1.0, asked / max(1, len(name.split()) - 1)) for name in fitting), default=0.0)


def _word(word: Word, text: _Text) -> float:
    """Points for one word: as it was typed or otherwise, where it stands, and how often."""
    ways = ((word.forms[:1], 1.0), (word.forms[1:], _OTHERWISE), (word.instead, _INSTEAD), (word.inside, _INSIDE))
    points = max(worth * _phrases(phrases, text) for phrases, worth in ways)
    # editors who name the beginning of a title as our word point to that page
    return points + _POINTED * max((_beginning(each, text.title) for each in word.pointed), default=0.0)


def _phrases(phrases: tuple[Phrase, ...], text: _Text) -> float:
    for where, points in ((text.title, _TITLE), (text.head, _FIRST), (text.body, _BODY / text.thin)):
        if any(_has(each, where) for each in phrases):
            times = sum(text.body.count(_written(each[0])) for each in phrases)
            return points + _OFTEN * times / (times + 2 + 2 * text.length)
    return 0.0


def _weight(word: Word) -> float:
    return 1.0 if word.strong else 0.5


def _rarity(having: int, of: int) -> float:
    """From 0.2 to 1: a word that nearly every page has in its title or first sentences tells little."""
    return 1.0 if of < 3 else min(1.0, max(0.2, log((of + 1) / (having + 0.5)) / log((of + 1) / 1.5)))


def _has(phrase: Phrase, text: str) -> bool:
    return all(_written(chain) in text for chain in phrase)


def _written(chain: Chain) -> str:
    return " " + " ".join(chain.tokens) + ("" if chain.start else " ")

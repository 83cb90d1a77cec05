"""The words of the field explained where they first stand in the text of a page (pure).

A button opens a note beside it (the browser's own popover: keyboard, touch and Escape need no script). Headings, links,
tables' heads, drawings and forms stay as they are, and a word inside a longer one is not touched.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape

from cms.words.ruby import PIECES

# where no note may stand: in what is clicked already, in heads, in cards of offices, and in what holds no buttons
CLOSED = frozenset(
    ("article", "a", "h1", "h2", "h3", "button", "summary", "nav", "header", "footer", "form", "label", "dt", "th")
) | {"caption", "figcaption", "svg", "dl"}
OPEN = frozenset(("p", "li", "td"))
TAG = re.compile(r"<(/?)([a-z0-9]+)", re.IGNORECASE)


class Term(NamedTuple):
    """A word with its reading, its meaning and its number in the glossary."""

    number: int
    word: str
    reading: str
    meaning: str


def with_notes(html: str, terms: Sequence[Term], glossary: str, more: str) -> str:
    """``html`` with a note at the first place of each of ``terms`` in the running text of its main part.

    ``glossary`` is the address of the glossary, ``more`` the words of the link to it.
    """
    if not terms:
        return html
    by_word = {str(escape(term.word)): term for term in terms}
    pattern = _pattern(tuple(by_word))
    depth = dict.fromkeys(("main", *CLOSED, *OPEN), 0)
    written = []
    for index, piece in enumerate(PIECES.split(html)):
        if index % 3 == 2 or not piece:
            continue
        if index % 3 == 1:
            tag = TAG.match(piece)
            if tag and tag[2].lower() in depth and not piece.endswith("/>"):
                depth[tag[2].lower()] += -1 if tag[1] else 1
        elif depth["main"] and any(depth[name] for name in OPEN) and not any(depth[name] for name in CLOSED):
            piece = pattern.sub(lambda found: _noted(found[0], by_word, glossary, more), piece)
        written.append(piece)
    return "".join(written)


def _noted(word: str, waiting: dict[str, Term], glossary: str, more: str) -> str:
    """The word with its note; every later time the word alone."""
    term = waiting.pop(word, None)
    if term is None:
        return word
    place = f"note-{term.number}"
    return (
        f'<button type="button" class="term" popovertarget="{place}">{word}</button>'
        f'<span class="term__card" id="{place}" popover><span class="term__word">{word}</span>'
        f'<span class="quiet">{escape(term.reading)}</span><span>{escape(term.meaning)}</span>'
        f'<a href="{escape(glossary)}#term-{term.number}">{escape(more)}</a></span>'
    )


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words, longest first, where neither a kanji nor a written reading goes on with them."""
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![&0-9\u3400-\u9fff々〆ヶ])(?:{listed})(?![\u3400-\u9fff々〆ヶ《])")

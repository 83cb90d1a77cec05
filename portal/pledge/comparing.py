"""What changed between two wordings, word by word, as far as Japanese has words (pure)."""

import re
from dataclasses import dataclass
from typing import Literal

from portal.pledge.matching import Budget, Matcher

# a run of kanji, of kana with its long marks, of letters and digits; every other sign by itself
_WORDS = re.compile(
    r"[\u4e00-\u9fff々〆]+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+|\s+|.", re.DOTALL
)


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went or came."""

    change: Literal["same", "gone", "new"]
    words: str


def words(text: str) -> list[str]:
    """The text in words, of which it is made up without a gap."""
    return _WORDS.findall(text)


def compare(before: str, after: str, budget: Budget | None = None) -> list[list[Piece]]:
    """The differences, paragraph by paragraph of the newer text: what went stands before what came in its place."""
    old, new = words(before), words(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in Matcher(old, new, budget).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return _paragraphs(pieces)


def _paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, words in enumerate(piece.words.split("\n")):
            if number and piece.change != "gone":
                paragraphs.append([])
            if words:
                paragraphs[-1].append(Piece(piece.change, words))
    return [paragraph for paragraph in paragraphs if paragraph]

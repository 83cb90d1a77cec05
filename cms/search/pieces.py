"""The words in what somebody typed (pure): Japanese has no spaces, so known words part it, and ``words`` what is between them.

Verbs are weak: they help to put pages in order, but a page without them is found, too.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from cms.search.normal import fold, to_hiragana, unify
from cms.search.piece import Piece
from cms.search.script import between, by_script, whole
from cms.search.words import words

MOST_LETTERS, MOST_PARTS, MOST_PIECES = 100, 10, 14

_PART = re.compile(r"[^\W_]+")
_HIRAGANA = re.compile(r"[\u3041-\u309f\u30fc]+")
_POLITE = re.compile(
    r"(?:とはなんですか|とはなに|ってなに|とは何ですか|とは何|って何|とは|について|に関する|に関して|を教えてください|を教えて"
    r"|を知りたい|が知りたい|したい|してほしい|して欲しい|したいです|できますか|ですか|ますか|ください|下さい|の方法|のやり方|はどこですか|はどこ"
    r"|どうすればいい|どうしたらいい|どうすれば|どうしたら|[?？])+$"
)


@dataclass(frozen=True)
class Part:
    """What stands between two spaces of a query: as a whole, folded, and its words."""

    whole: str
    pieces: tuple[Piece, ...]
    by_sound: bool = False  # typed in kana alone

    @property
    def unknown(self) -> bool:
        """Whether it is in kana, and nothing in it is known."""
        return self.by_sound and [piece.text for piece in self.pieces] == [self.whole]


def parts(query: str, known: Collection[str] = (), sounds: Collection[str] = ()) -> tuple[Part, ...]:
    """The parts of ``query``; ``known`` words (folded) are not taken apart, in kana alone ``sounds`` neither."""
    found = []
    for match in _PART.finditer(unify(query[:MOST_LETTERS])):
        typed = match.group()
        asked = typed if fold(typed) in known else _POLITE.sub("", typed) or typed
        folded = fold(asked)
        # words of katakana are words of their own, unless one of ours sounds just so
        if folded not in known and (_HIRAGANA.fullmatch(asked) or folded in sounds):
            found.append(Part(folded, _sounds(folded, {*known, *sounds}), by_sound=True))
        else:
            found.append(Part(folded, _pieces(asked, known)))
    return tuple(_with_weak_sounds(found[:MOST_PARTS]))


def _with_weak_sounds(found: list[Part]) -> list[Part]:
    """Unknown words in hiragana are mostly verbs: beside others they are weak."""
    others = [part for part in found if not part.unknown]
    return [
        replace(part, pieces=tuple(replace(piece, strong=False) for piece in part.pieces))
        if part.unknown and others
        else part
        for part in found
    ]


def _pieces(text: str, known: Collection[str]) -> tuple[Piece, ...]:
    """The words of a part whose kana are still as typed."""
    found: list[Piece] = []
    start = 0
    for begin, end in _known_places(to_hiragana(text), known):
        found += words(text[start:begin], by_script)
        found.append(Piece(to_hiragana(text[begin:end])))
        start = end
    found += words(text[start:], by_script)
    return _asking(found or by_script(text))


def _sounds(text: str, known: Collection[str]) -> tuple[Piece, ...]:
    """The words in hiragana alone, where nothing else parts them: what stands between known ones says little."""
    places = _known_places(text, known)
    if not places:
        return _asking(words(text, whole) or whole(text))
    ends = [0, *(end for _begin, end in places)]
    begins = [*(begin for begin, _end in places), len(text)]
    found = [Piece(text[begin:end]) for begin, end in places]
    for end, begin in zip(ends, begins, strict=True):
        found += [replace(piece, strong=False) for piece in words(text[end:begin], between)]
    return _asking(found)


def _asking(found: list[Piece]) -> tuple[Piece, ...]:
    """Words of which at least one is strong: something is asked for."""
    if not any(piece.strong for piece in found):
        found = [replace(piece, strong=True) for piece in found]
    return tuple(dict.fromkeys(found))[:MOST_PIECES]


def _known_places(folded: str, known: Collection[str]) -> list[tuple[int, int]]:
    """Where known words stand, the longest first come; they do not overlap."""
    longest = min(max(map(len, known), default=0), len(folded))
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(folded):
        for length in range(min(longest, len(folded) - start), 1, -1):
            if folded[start : start + length] in known:
                places.append((start, start + length))
                start += length
                break
        else:
            start += 1
    return places

"""The words in what somebody typed (pure): Japanese has no spaces, so known words and changes of script part it.

Kanji, katakana and Latin letters carry meaning; of hiragana between them, particles and endings do not. Verbs (one kanji
before an ending) are weak: they help to put pages in order, but a page without them is found, too.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cms.search.normal import fold, to_hiragana, unify

MOST_LETTERS, MOST_PARTS, MOST_PIECES = 100, 10, 14

_PART = re.compile(r"[^\W_]+")
_CHUNK = re.compile(
    r"(?P<kanji>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇]+)"
    r"|(?P<kana>[\u30a1-\u30ff]+)|(?P<latin>[a-z0-9]+)|(?P<hiragana>[\u3041-\u309f\u30fc]+)|(?P<other>.)"
)
_HIRAGANA = re.compile(r"[\u3041-\u309f\u30fc]+")
_PARTICLE = re.compile(r"(?:から|まで|より|など|だけ|にも|では|には|とは|との|への|[のがをにはでともやへ])")
_POLITE = re.compile(
    r"(?:とはなんですか|とはなに|ってなに|とは何ですか|とは何|って何|とは|について|に関する|に関して|を教えてください|を教えて"
    r"|を知りたい|が知りたい|したい|してほしい|して欲しい|したいです|できますか|ですか|ますか|ください|下さい|の方法|のやり方|はどこですか|はどこ"
    r"|どうすればいい|どうしたらいい|どうすれば|どうしたら|[?？])+$"
)
# endings of verbs and of sentences, with nothing to look for in them
_ENDING = re.compile(
    r"(?:っ?て(?:い(?:る|ます|ました|て|ない|ません))?|で(?:い(?:る|ます))?|ま(?:す|した|せん)か?|です|でした|たい(?:です)?|ない(?:です)?"
    r"|なくて|ほしい|ください|ら?れ(?:る|た|ない|ません|ます)|す(?:る|れば)|し(?:た|て|ない|ます|ません)|える|けど|ので|のに|けれど)+$"
)
# they say how one asks, not after what
_EMPTY = frozenset(
    [
        "何",
        "私",
        "僕",
        "俺",
        "方",
        "事",
        "時",
        "為",
        "様",
        "今",
        "所",
        "下",
        "教",
        "知",
        "欲",
        "言",
        "思",
        "場合",
        "方法",
        "自分",
        "問題",
        "必要",
        "出来",
        "質問",
        "詳細",
        "一番",
    ]
)
_HONORIFIC = ("お", "ご", "御")


@dataclass(frozen=True)
class Piece:
    """A word of a query, folded, and how much a page must have it."""

    text: str
    strong: bool = True


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
    """The parts of ``query``; ``known`` words (folded) are not taken apart, of ``sounds`` in hiragana alone as well."""
    found = []
    for match in _PART.finditer(unify(query[:MOST_LETTERS])):
        whole = match.group()
        asked = whole if fold(whole) in known else _POLITE.sub("", whole) or whole
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
        Part(part.whole, tuple(Piece(piece.text, strong=False) for piece in part.pieces), by_sound=True)
        if part.unknown and others
        else part
        for part in found
    ]


def _pieces(text: str, known: Collection[str]) -> tuple[Piece, ...]:
    """The words of a part whose kana are still as typed."""
    found: list[Piece] = []
    start = 0
    for begin, end in _known_places(to_hiragana(text), known):
        found += _by_script(text[start:begin])
        found.append(Piece(to_hiragana(text[begin:end])))
        start = end
    found += _by_script(text[start:])
    if found and not any(piece.strong for piece in found):
        found = [Piece(piece.text) for piece in found]
    return tuple(dict.fromkeys(found))[:MOST_PIECES]


def _sounds(text: str, known: Collection[str]) -> tuple[Piece, ...]:
    """The words in hiragana alone, where nothing else parts them: what stands between known ones says little."""
    places = _known_places(text, known)
    ends = [0, *(end for _begin, end in places)]
    begins = [*(begin for begin, _end in places), len(text)]
    if not places:
        return (Piece(text),)
    between = (_hiragana(text[end:begin], alone=False) for end, begin in zip(ends, begins, strict=True) if end < begin)
    return tuple(dict.fromkeys([*(Piece(text[begin:end]) for begin, end in places), *filter(None, between)]))[
        :MOST_PIECES
    ]


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


def _by_script(text: str) -> list[Piece]:
    chunks = [(match.lastgroup or "", match.group()) for match in _CHUNK.finditer(text)]
    found = []
    for place, (script, letters) in enumerate(chunks):
        before = chunks[place - 1][1] if place and chunks[place - 1][0] == "hiragana" else ""
        after = chunks[place + 1][1] if place + 1 < len(chunks) and chunks[place + 1][0] == "hiragana" else ""
        piece = _hiragana(letters, alone=len(chunks) == 1) if script == "hiragana" else _word(letters, before, after)
        if piece:
            found.append(piece)
    return found


def _word(letters: str, before: str, after: str) -> Piece | None:
    if letters in _EMPTY:
        return None
    if len(letters) > 1:
        return Piece(to_hiragana(letters))
    if before.endswith(_HONORIFIC):
        return Piece(before[-1] + letters)
    if after and not _PARTICLE.match(after):
        return Piece(letters + to_hiragana(after[0]), strong=False)
    return Piece(to_hiragana(letters), strong=not after or len(letters) > 1 or bool(_PARTICLE.match(after)))


def _hiragana(letters: str, *, alone: bool) -> Piece | None:
    if alone:
        return Piece(letters)
    inner = re.sub(rf"^{_PARTICLE.pattern}+|{_PARTICLE.pattern}+$", "", letters)
    inner = _ENDING.sub("", inner)
    return Piece(inner, strong=False) if len(inner) >= 3 and len(letters) >= 3 else None

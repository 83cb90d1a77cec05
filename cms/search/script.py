"""The words of a text by changes of script (pure): what parts Japanese without a dictionary.

Kanji, katakana and Latin letters carry meaning; of hiragana between them, particles and endings do not. Verbs (one kanji
before an ending) are weak.
"""

import re

from cms.search.normal import to_hiragana
from cms.search.piece import EMPTY, Piece

_CHUNK = re.compile(
    r"(?P<kanji>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇]+)"
    r"|(?P<kana>[\u30a1-\u30ff]+)|(?P<latin>[a-z0-9]+)|(?P<hiragana>[\u3041-\u309f\u30fc]+)|(?P<other>.)"
)
_PARTICLE = re.compile(r"(?:から|まで|より|など|だけ|にも|では|には|とは|との|への|[のがをにはでともやへ])")
# endings of verbs and of sentences, with nothing to look for in them
_ENDING = re.compile(
    r"(?:っ?て(?:い(?:る|ます|ました|て|ない|ません))?|で(?:い(?:る|ます))?|ま(?:す|した|せん)か?|です|でした|たい(?:です)?|ない(?:です)?"
    r"|なくて|ほしい|ください|ら?れ(?:る|た|ない|ません|ます)|す(?:る|れば)|し(?:た|て|ない|ます|ません)|える|けど|ので|のに|けれど)+$"
)
_HONORIFIC = ("お", "ご", "御")


def by_script(text: str) -> list[Piece]:
    """The words of ``text``, a query or what stands in it between known words."""
    chunks = [(match.lastgroup or "", match.group()) for match in _CHUNK.finditer(text)]
    found = []
    for place, (script, letters) in enumerate(chunks):
        before = chunks[place - 1][1] if place and chunks[place - 1][0] == "hiragana" else ""
        after = chunks[place + 1][1] if place + 1 < len(chunks) and chunks[place + 1][0] == "hiragana" else ""
        piece = _hiragana(letters, alone=len(chunks) == 1) if script == "hiragana" else _word(letters, before, after)
        if piece:
            found.append(piece)
    return found


def whole(kana: str) -> list[Piece]:
    """A text of hiragana alone: nothing parts it."""
    return [Piece(kana)]


def between(kana: str) -> list[Piece]:
    """What stands in hiragana between words: little."""
    piece = _hiragana(kana, alone=False)
    return [piece] if piece else []


def _word(letters: str, before: str, after: str) -> Piece | None:
    if letters in EMPTY:
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

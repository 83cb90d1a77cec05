"""From the morphemes of a text to the words of a query (pure).

Neighbouring nouns with what is set before and after them are one strong word (介護 + 保険), which knows of which words it
is made; verbs and adjectives are weak; particles, endings, pronouns and what only says how one asks are nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from os.path import commonprefix

from cms.search.normal import fold, to_hiragana
from cms.search.piece import EMPTY, Piece

# as typed: katakana is for names, but of hiragana a dictionary makes words where there are none
_KANA = re.compile(r"[\u3041-\u309f\u30fc]+")
_SURE = 3  # letters from which on a word of hiragana is no chance
_TO_ITS_ENDING = re.compile(r".*[^\u3041-\u309f\u30fc][\u3041-\u309f\u30fc]")
_LATIN = re.compile(r"[a-z0-9]+")
_NOUN, _LETTERS, _VERB, _ASIDE, _NOTHING = "noun", "letters", "verb", "aside", ""
_MAKESHIFT = {"為る", "有る", "居る", "成る", "無い", "良い", "下さる", "貰う", "呉れる", "頂く", "遣る", "御座る"}
_ASKING = {"教える", "知る", "言う", "思う", "分かる", "願う", "出来る", "欲しい"}
_THINGS = {"こと", "もの", "物", "訳", "筈", "侭", "うち"}
# as dictionaries write it, whatever way it was typed
_SAYS_NOTHING = EMPTY | _MAKESHIFT | _ASKING | _THINGS


@dataclass(frozen=True)
class Morpheme:
    """A morpheme as typed, its parts of speech, as dictionaries write it, and unbent."""

    text: str
    kinds: tuple[str, ...]
    normal: str
    plain: str

    @property
    def role(self) -> str:
        """What it does for a search."""
        if _LATIN.fullmatch(self.text):
            return _LETTERS
        match self.kinds:
            case (_, "助動詞語幹", *_):
                return _NOTHING
            case ("名詞" | "接頭辞", *_) | ("接尾辞", "名詞的" | "形状詞的", *_):
                return _NOUN
            case ("動詞" | "形容詞" | "形状詞", *_):
                return _VERB
            case ("副詞" | "感動詞", *_):
                return _ASIDE
        return _NOTHING


def pieces_of(morphemes: Sequence[Morpheme]) -> list[Piece]:
    """The words that ``morphemes`` make, in their order; where they make none, hiragana is a weak one as typed (これまでの)."""
    return _words(morphemes) or _as_typed(morphemes)


def _as_typed(morphemes: Sequence[Morpheme]) -> list[Piece]:
    text = "".join(each.text for each in morphemes)
    says = any(each.kinds[0] not in ("助詞", "助動詞") and each.normal not in _SAYS_NOTHING for each in morphemes)
    return [Piece(text, strong=False)] if says and _KANA.fullmatch(text) and not _unsure(text) else []


def _words(morphemes: Iterable[Morpheme]) -> list[Piece]:
    runs = [(role, list(run)) for role, run in groupby(morphemes, key=lambda morpheme: morpheme.role)]
    found: list[Piece | None] = []
    for place, (role, run) in enumerate(runs):
        before = runs[place - 1][0] if place else _NOTHING
        if role == _NOUN:
            found.append(
                _noun(run[1:] if before == _ASIDE and _unsure(run[0].text) else run, counts=before == _LETTERS)
            )
        elif role == _LETTERS:
            text = "".join(each.text for each in run)
            found.append(Piece(text, strong=len(text) > 1))
        elif role == _VERB:
            after = runs[place + 1][1][0].text if place + 1 < len(runs) else ""
            found.append(_verb(run, after))
        elif role == _ASIDE:
            found.append(_aside("".join(each.text for each in run)))
    return [piece for piece in found if piece]


def _noun(run: list[Morpheme], *, counts: bool) -> Piece | None:
    """A noun with its neighbours; without a noun among them it is nothing, a number is weak, and so is one letter that ``counts``."""
    while len(run) > 1 and (run[0].kinds[0] == "接尾辞" or (counts and len(run[0].text) < 2)):
        run = run[1:]  # what is set after a known word, or a number, is no part of the next
    while len(run) > 1 and _ends_with_nothing(run):
        run = run[:-1]
    nouns = [each for each in run if each.kinds[0] == "名詞"]
    if not nouns or run[0].text.startswith("何"):
        return None
    text = "".join(each.text for each in run)
    normal = fold("".join(each.text if each.kinds[0] == "接頭辞" else each.normal for each in run))  # お, never 御
    if text in EMPTY or (len(run) == 1 and normal in _SAYS_NOTHING) or (_KANA.fullmatch(text) and len(text) < 2):
        return None
    folded = to_hiragana(text)
    sure = not _unsure(text) and any(each.kinds[1] != "数詞" for each in nouns) and not (counts and len(text) < 2)
    also = (normal,) if normal != folded and len(normal) > 1 and not _unsure(text) else ()
    return Piece(folded, sure, also, _inside(run))


def _ends_with_nothing(run: Sequence[Morpheme]) -> bool:
    """With what is set before a noun of its own, how one asks (9060 + 問題), or after a name some hiragana (子ども + たち)."""
    last, before = run[-1], "".join(each.text for each in run[:-1])
    asks = len(last.text) > 1 and last.text in EMPTY
    return asks or last.kinds[0] == "接頭辞" or (_unsure(last.text) and not _KANA.fullmatch(before))


def _inside(run: Sequence[Morpheme]) -> tuple[str, ...]:
    """The words of a compound without what is set after them. One letter alone stands everywhere: it goes with its neighbour."""
    words = [""]
    for each in run:
        if len(words[-1]) > 1:
            if each.kinds[0] == "接尾辞":
                continue
            words.append("")
        words[-1] += to_hiragana(each.text)
    if len(words) > 1 and len(words[-1]) < 2:
        words[-2:] = [words[-2] + words[-1]]
    return () if words == [to_hiragana("".join(each.text for each in run))] else tuple(words)


def _verb(run: list[Morpheme], after: str) -> Piece | None:
    """Verbs and adjectives without what bends: kanji with one letter more (集ま, 出て), of hiragana what all forms have."""
    if run[-1].normal in _SAYS_NOTHING:
        run = run[:-1]
    if not run or run[0].normal in _SAYS_NOTHING:
        return None
    text, last = "".join(each.text for each in run), run[-1]
    if _KANA.fullmatch(text):
        stem = text.removesuffix(last.text) + commonprefix([last.text, last.plain[:-1]])  # noqa: RUF071 letters are meant
        text = text if _unsure(stem) else stem
    elif match := _TO_ITS_ENDING.match(text + after[:1]):
        text = match.group()
    return None if len(text) < 2 or _unsure(text) else Piece(to_hiragana(text), strong=False)


def _aside(text: str) -> Piece | None:
    """Adverbs; a word that the dictionary does not know, written in hiragana, is often taken for them."""
    return None if len(text) < _SURE else Piece(to_hiragana(text), strong=False)


def _unsure(text: str) -> bool:
    return len(text) < _SURE and bool(_KANA.fullmatch(text))

"""From text to the tokens of the index (pure): pairs of letters for Japanese, stems for words of Latin letters.

Tokens are made of the letters a–z alone, so that no operator, quote or setting of a database's own parser can meet them:
a letter is its number in base 16, written a–p (多 is ``fjbk``), a pair is two of them, and Latin words start with z.
A run of letters ends with its last letter alone: it parts runs, and makes each letter findable by the start of a token.
"""

import re
from itertools import pairwise

from cms.search.normal import fold, without_readings
from cms.search.stem import stem

BETWEEN_TITLES = "y"  # no word's token: a page may be called by two names

Run = tuple[bool, str]  # whether of Latin letters and digits; its letters

_RUNS = re.compile(r"([a-z0-9]+)|([^\W_a-z0-9]+)")
_SPACED = re.compile(r"(?<=[^\W_a-z0-9])[ \u3000\t]+(?=[^\W_a-z0-9])")
_DIGITS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


class _Codes(dict[str, str]):
    """Each letter's code, made when first asked for."""

    def __missing__(self, letter: str) -> str:
        number = ord(letter)
        code = f"{number:04x}" if number < 0x10000 else f"{number:06x}"
        self[letter] = ("q" if number >= 0x10000 else "") + code.translate(_DIGITS)
        return self[letter]


_code = _Codes()


def runs(folded: str) -> list[Run]:
    """The runs of a folded text: what stands between signs, parted where Latin letters meet others."""
    return [(bool(latin), latin or other) for latin, other in _RUNS.findall(folded)]


def pairs(letters: str) -> list[str]:
    """The tokens of each two neighbours."""
    codes = [_code[letter] for letter in letters]
    return [one + other for one, other in pairwise(codes)]


def single(letter: str) -> str:
    """The token of a last letter, with which every token of a pair that starts with it starts, too."""
    return _code[letter]


def latin(word: str) -> str:
    """The token of a word of Latin letters or digits; digits are spelt, as a token has none."""
    return "z" + stem(word).translate(_SPELT)


_SPELT = {ord(digit): f"z{digit.translate(_DIGITS)}" for digit in "0123456789"}


def tokens(text: str) -> str:
    """All tokens of a text, parted by spaces. Words that spaces part in Japanese (分かち書き) are read as without."""
    folded = _SPACED.sub("", fold(without_readings(text)))
    found: list[str] = []
    for is_latin, letters in runs(folded):
        if is_latin:
            found.append(latin(letters))
        else:
            found += pairs(letters)
            found.append(single(letters[-1]))
    return " ".join(found)

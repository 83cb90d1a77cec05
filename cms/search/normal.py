"""One way of writing for what is written in many (pure): width, case, kana, long vowels, readings.

Texts and queries are folded alike, so that ヒキコモリ, ﾋｷｺﾓﾘ and ひきこもり, コンピューター and コンピュータ are the same.
"""

import re
import unicodedata

# readings are set beside the word that they belong to: 漢字《かんじ》 in plain text, <rt> in HTML
_READING = re.compile(r"《[^《》\n]{0,40}》|<rt\b[^>]*>.*?</rt>|<rp\b[^>]*>.*?</rp>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_HIDDEN = {ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff｜"}
_OLD_FORMS = str.maketrans("髙﨑濵邉邊齋齊𠮷", "高崎浜辺辺斎斎吉")
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)} | {0x30F5: 0x304B, 0x30F6: 0x304B}
_DASH_IN_KANA = re.compile(r"(?<=[\u30a1-\u30fa])[-\u2010-\u2015\u2212\u2500]")
_LAST_VOWEL = re.compile(r"(?<=[\u30a1-\u30fa\u30fc]{2})\u30fc(?![\u30a1-\u30fa\u30fc])")


def without_readings(text: str) -> str:
    """The text without furigana and without markup."""
    text = _READING.sub("", text.translate(_HIDDEN))
    return _TAG.sub(" ", text) if "<" in text else text


def unify(text: str) -> str:
    """Width, case, old forms and long vowels made one; katakana stays katakana (which script is a hint to words)."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_OLD_FORMS)
    text = _DASH_IN_KANA.sub("\u30fc", text)
    return _LAST_VOWEL.sub("", text)


def to_hiragana(text: str) -> str:
    """Katakana as hiragana, letter by letter."""
    return text.translate(_HIRAGANA)


def fold(text: str) -> str:
    """The one way of writing ``text``."""
    return to_hiragana(unify(text))


def last_vowels(text: str) -> frozenset[int]:
    """The places of the long vowels that ``fold`` takes away."""
    return frozenset(match.start() for match in _LAST_VOWEL.finditer(_DASH_IN_KANA.sub("\u30fc", text)))

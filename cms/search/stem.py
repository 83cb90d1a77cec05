"""English endings taken away (pure), as far as a small site needs it: meetings, meeting and meets are one word."""

import re

_DOUBLE = re.compile(r"([bdfgklmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]")


def stem(word: str) -> str:
    """The word without its plural, -ing or -ed; words of three letters, and with digits, stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            return _DOUBLE.sub(r"\1", rest).removesuffix("e")
    if word.endswith("y") and len(word) > 4:
        return word[:-1] + "i"
    return word.removesuffix("e") if len(word) > 4 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word

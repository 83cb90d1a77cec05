"""Finding a name or an agency however it was typed (pure)."""

import unicodedata

# katakana → hiragana: ァ (U+30A1) to ヶ (U+30F6) lie 0x60 above their hiragana
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def plain(text: str) -> str:
    """Full and half width, capitals, kana of both kinds and spaces make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.translate(_HIRAGANA).split())


def fits(query: str, *texts: str) -> bool:
    """Whether every word of the query stands in one of the texts; an empty query fits all."""
    found = "\n".join(plain(text) for text in texts)
    return all(plain(word) in found for word in unicodedata.normalize("NFKC", query).split())

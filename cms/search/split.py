"""A list of words as people write it, word by word (pure)."""

import re


def split_words(text: str) -> list[str]:
    """The words of a list parted by 、, commas, = or line breaks."""
    return [word for each in re.split(r"[、，,=＝\n]", text) if (word := each.strip())]

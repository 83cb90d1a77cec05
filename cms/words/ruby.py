"""Furigana (pure): 漢字《かんじ》 in a text becomes ruby in HTML, and goes out of what cannot carry it.

The reading belongs to the kanji (with 々〆ヶ and digits 0-9 where it follows them) right before 《; a stroke ｜ marks
where the word begins if it holds other signs. Brackets 《》 stand for nothing else on the site.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

KANJI = r"[\u3400-\u9fff々〆ヶ]"
READ = re.compile(rf"(?:｜([^｜《》<>]{{1,40}})|({KANJI}+))《([^《》<>]{{1,60}})》")
# what is not words of the page: tags whole, and the inside of elements that hold no ruby
PIECES = re.compile(
    r"(<!--.*?-->|<(?P<name>script|style|title|textarea|option|select|ruby)\b.*?</(?P=name)>|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)


def without_readings(text: str) -> str:
    """The text alone: for titles, attributes, search and mail."""
    return READ.sub(lambda found: found[1] or found[2], text)


def readings_alone(text: str) -> str:
    """The readings in place of their words: for drawings and form choices, which can carry no ruby."""
    return READ.sub(lambda found: found[3], text)


def with_ruby(html: str, readings: Mapping[str, str] | None = None) -> str:
    """A page of ours with ruby in its body: of written readings everywhere, of ``readings`` for the words listed there.

    Attributes, the head, drawings and form choices carry words alone.
    """
    pattern = _pattern(tuple(readings)) if readings else None
    pieces = PIECES.split(html)
    written = []
    in_body = False
    drawings = 0  # drawings stand in drawings: an icon in a figure ends before the figure does
    # re.split with two groups: text, tag, name, text, tag, name …
    for index, piece in enumerate(pieces):
        kind = index % 3
        if kind == 2 or not piece:
            continue
        if kind == 1:
            tag = piece[:5].lower()
            in_body = in_body or tag == "<body"
            drawings += (tag[:4] == "<svg" and not piece.endswith("/>")) - (tag == "</svg")
            written.append(without_readings(piece) if "《" in piece else piece)
        elif in_body and not drawings:
            written.append(_annotated(piece, readings or {}, pattern))
        else:
            written.append(without_readings(piece))
    return "".join(written)


def in_kana(text: str, readings: Mapping[str, str]) -> str:
    """The text with every listed word as it is read; other kanji stay."""
    pattern = _pattern(tuple(readings))
    return pattern.sub(lambda found: readings.get(found[0], found[0]), text) if pattern else text


def _annotated(text: str, readings: Mapping[str, str], pattern: re.Pattern[str] | None) -> str:
    if "《" in text:
        parts = []
        end = 0
        for found in READ.finditer(text):
            parts += [_listed(text[end : found.start()], readings, pattern), ruby(found[1] or found[2], found[3])]
            end = found.end()
        return "".join([*parts, _listed(text[end:], readings, pattern)])
    return _listed(text, readings, pattern)


def _listed(text: str, readings: Mapping[str, str], pattern: re.Pattern[str] | None) -> str:
    if pattern is None or not text.strip():
        return text
    return pattern.sub(lambda found: found[0] if found["left"] else ruby(found[0], readings[found[0]]), text)


def ruby(word: str, reading: str) -> str:
    """One word with its reading; both are HTML already. Kana at either end of a word stand beside the ruby, not below."""
    head = tail = ""
    while word and reading and word[-1] == reading[-1] and not re.match(KANJI, word[-1]) and len(word) > 1:
        word, reading, tail = word[:-1], reading[:-1], word[-1] + tail
    while word and reading and word[0] == reading[0] and not re.match(KANJI, word[0]) and len(word) > 1:
        word, reading, head = word[1:], reading[1:], head + word[0]
    return f"{head}<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>{tail}"


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """The longest listed word at each place; by first signs, since an alternation of 2,000 words is tried one by one.

    Left alone: what follows a digit, since a list cannot know how 10人 or 8050 is read, and days of the week as （火）.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted((word for word in words if word), key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word[1:])
    groups = [f"{re.escape(first)}(?:{'|'.join(map(re.escape, rest))})" for first, rest in by_first.items()]
    left = f"(?P<left>(?<=[0-9０-９]){KANJI}+|(?<=（)[月火水木金土日](?=）))"
    return re.compile(f"{left}|(?=[{re.escape(''.join(by_first))}])(?:{'|'.join(groups)})") if groups else None

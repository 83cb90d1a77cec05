"""Whether a page stands in its own language: nothing left untranslated, a reading on every kanji (pure)."""

import re
from collections.abc import Iterator

from cms.desk.checks.findings import Finding, Topic
from cms.desk.checks.parts import Read
from cms.desk.checks.saying import must, should

JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-龠々]+")
# "Support Meeting (支援会議)": a name to be shown at a counter, in brackets after the English one
NAME_IN_BRACKETS = re.compile(r"(?<=[A-Za-z0-9’'”\"]) ?[（(][^()（）。、]{1,40}[)）]")
SHOWN_NAMES = {"programme_name", "japanese_name"}  # blocks and fields that hold such a name
KANJI_RUN = re.compile(r"[一-龠々〆]+(?!《|[一-龠々〆])")
RUBY = re.compile(r"[一-龠々〆]+《[ぁ-んァ-ヶー・]+》")
SENTENCE = re.compile(r"[^。．.!?！？\n]+")
SAME = 12  # characters from which a sentence that stands in both languages was forgotten


def language(page: Read) -> Iterator[Finding]:
    """No page of another language goes out with Japanese left in it (WCAG 3.1.1)."""
    if page.language == "en":
        yield from _left_in_japanese(page)
    if page.language == "ja-simple":
        yield from _without_reading(page)
    if page.original is not None:
        yield from _same_as_original(page, page.original)


def _left_in_japanese(page: Read) -> Iterator[Finding]:
    for part, words in page.texts():
        if part.kind in SHOWN_NAMES or words.field in SHOWN_NAMES:
            continue
        if found := JAPANESE.search(NAME_IN_BRACKETS.sub("", words.plain)):
            yield must("untranslated", Topic.LANGUAGE, part.place, found[0])


def _without_reading(page: Read) -> Iterator[Finding]:
    for part, words in page.texts():
        if found := KANJI_RUN.search(RUBY.sub("", words.plain)):
            yield should("ruby_missing", Topic.LANGUAGE, part.place, found[0])


def _same_as_original(page: Read, original: Read) -> Iterator[Finding]:
    theirs = {sentence for _part, words in original.texts() for sentence in _sentences(words.plain)}
    for part, words in page.texts():
        if found := next((each for each in _sentences(words.plain) if each in theirs), ""):
            yield must("same_as_original", Topic.LANGUAGE, part.place, found)


def _sentences(text: str) -> Iterator[str]:
    """Sentences that were written, not names or numbers that are the same everywhere."""
    for found in SENTENCE.finditer(text):
        sentence = found[0].strip()
        if len(sentence) >= SAME and JAPANESE.search(sentence):
            yield sentence

"""Letters, dates, numbers, sentences: how a page is written (pure)."""

import re
from collections.abc import Iterator

from cms.desk.checks.findings import Finding, Topic
from cms.desk.checks.parts import Part, Read, Words
from cms.desk.checks.saying import should

# Enclosed letters, ligatures of units and companies, Roman numerals, half-width kana, private use: JIS X 0213 or older
# machines show another letter or none, and screen readers skip them.
MACHINE = re.compile("[\u2116\u2121\u2160-\u217f\u2460-\u24ff\u3200-\u33ff\uff61-\uff9f\ue000-\uf8ff]+")
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
KANJI = "一-龠々〆ヶ"
# 日　時, 対 象 者: single kanji with spaces between them
APART = re.compile(rf"(?<![{KANJI}ぁ-んァ-ヶー])[{KANJI}](?:[ 　]+[{KANJI}])+(?![{KANJI}ぁ-んァ-ヶー])")
YEAR = r"(?:元|\d{1,2})年"
ERA_ONLY = re.compile(rf"(?:令和|平成|昭和|大正|明治){YEAR}(?!度|[（(]\d{{4}}年)")
WEST_ONLY = re.compile(r"(?<![\d（(])(?:19|20)\d{2}年(?!度)")
PHONE = re.compile(r"(?<![\d-])0\d{1,4}[-‐‑–ー－(（]\d{1,4}[-‐‑–ー－)）]\d{3,4}(?!\d)")
ARTICLE = re.compile(r"第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)?")
FEW = re.compile(r"(?<![\d.,．，年月日第約])[1-9](?:人|名|世帯|件)(?!未満|ひとり|一人|ずつ|以上|目)")
TEL = re.compile(r'<a\b[^>]*href="tel:[^"]*"[^>]*>.*?</a>', re.DOTALL)
FILLER = ("お気軽に", "寄り添", "誰一人取り残さない", "だれ一人取り残さない")
# 「高齢者等」: not 平等, 同等, 等しい, 等級 …
AND_SO_ON = re.compile(
    r"(?<=[一-龠々ぁ-んァ-ヶー）」])(?<![平同中高均対上初優劣何一二三親])等(?![級分しに身号式価質差間比])"
)
SENTENCE = re.compile(r"[^。\n]+")
LONG, LONG_EASY = 50, 24
RUBY = re.compile(r"《[^》]*》")
MADE_UP = {"example"}  # tells of people who do not exist: ages and numbers are meant


def letters(page: Read) -> Iterator[Finding]:
    """Letters that every machine reads, half-width digits, and words without holes."""
    patterns = {"machine_letters": MACHINE, "wide_letters": WIDE}
    if page.language == "ja":  # やさしい日本語 stands with spaces between its phrases
        patterns["spaces_in_words"] = APART
    for part, words in _read_as_text(page):
        for code, pattern in patterns.items():
            if found := pattern.search(words.plain):
                yield should(code, Topic.LETTERS, part.place, found[0])


def facts(page: Read) -> Iterator[Finding]:
    """Dates in both calendars; telephones, articles and penalties from the records; nobody counted who can be known."""
    for part, words in _read_as_text(page):
        for code, found in _facts(page, part, words):
            yield should(code, Topic.FACTS, part.place, found)


def _facts(page: Read, part: Part, words: Words) -> Iterator[tuple[str, str]]:
    text = words.plain
    if page.language == "ja" and (found := ERA_ONLY.search(text) or WEST_ONLY.search(text)):
        yield "one_calendar", found[0]
    typed = TEL.sub("", words.stored) if words.rich else text
    if "phone" not in words.field and "fax" not in words.field and (found := PHONE.search(typed)):
        yield "phone_typed", found[0]
    if found := ARTICLE.search(text):
        yield "article_typed", found[0]
    if "懲役" in text:
        yield "old_penalty", ""
    if part.kind not in MADE_UP and (found := FEW.search(text)):
        yield "small_number", found[0]


def tone(page: Read) -> Iterator[Finding]:
    """A counsellor who has time: short sentences, no filler, things named."""
    if page.language == "en":
        return
    longest, code = (LONG_EASY, "sentence_long_easy") if page.language == "ja-simple" else (LONG, "sentence_long")
    for part, words in _read_as_text(page):
        sentences = [found[0].strip() for found in SENTENCE.finditer(words.plain)]
        for sentence in sentences:
            if len("".join(RUBY.sub("", sentence).split())) > longest:
                yield should(code, Topic.SENTENCES, part.place, sentence)
                break  # one for each text: the editor sees the others on the way
        for sentence in sentences:
            if sentence.count("など") > 1:
                yield should("such_as_twice", Topic.SENTENCES, part.place, sentence)
                break
        if filler := next((each for each in FILLER if each in words.plain), ""):
            yield should("filler", Topic.SENTENCES, part.place, filler)
        if found := AND_SO_ON.search(words.plain):
            start = max(0, found.start() - 4)
            yield should("and_so_on", Topic.SENTENCES, part.place, words.plain[start : found.end()])


def _read_as_text(page: Read) -> Iterator[tuple[Part, Words]]:
    """The texts that are words: no short names of sections."""
    return ((part, words) for part, words in page.texts() if words.field != "anchor" and words.plain)

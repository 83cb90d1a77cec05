"""Pictures, headings, links, files: what a page is built of (pure)."""

import re
from collections.abc import Iterator
from html import unescape

from cms.desk.checks.findings import Finding, Topic
from cms.desk.checks.parts import TAGS, Part, Read, Words
from cms.desk.checks.saying import must, should

ALTERNATIVES = ("alt", "alternative", "alt_text")
SUMMARIES = ("summary", "text", "words")
SUMMARY = 100  # characters
HEADING = re.compile(r"<h([2-6])[^>]*>(.*?)</h\1>", re.DOTALL)
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
HREF = re.compile(r'href="([^"]*)"')
SIGN = re.compile(r"^[●■◆◎○★▼▶□◇※・]")
# 「こちら」「詳しくはここをクリック」: words that say nothing where they are read alone
NOWHERE = re.compile(
    r"^(?:詳細|詳しく|くわしく|もっと詳しく)?[はも、]*(?:こちら|コチラ|ここ|リンク|続きを読む)"
    r"(?:から|へ|を)?(?:クリック|タップ|ご?覧|見る)?(?:ください|して下さい|してください)?[。.!！]*$"
    r"|^(?:click |read |see |go )?(?:here|more|this (?:page|link)|link)[.!]*$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
SECTIONS = "heading"  # the field in which a block keeps its heading of the second level


def pictures(page: Read) -> Iterator[Finding]:
    """An image says what it shows, or that it shows nothing (WCAG 1.1.1)."""
    for part in page.parts:
        alternative = part.text(*ALTERNATIVES)
        if alternative and not alternative.plain.strip() and not part.facts.get("decorative"):
            yield must("alt", Topic.PICTURES, part.place)


def headings(page: Read) -> Iterator[Finding]:
    """No level is skipped, none is empty (WCAG 1.3.1, 2.4.6)."""
    above = 1
    for part, level, words in _headings(page):
        if not words:
            yield must("heading_empty", Topic.HEADINGS, part.place)
            continue
        if level > above + 1:
            yield must("heading_jump", Topic.HEADINGS, part.place, words)
        if SIGN.match(words):
            yield should("heading_sign", Topic.HEADINGS, part.place, words)
        above = level


def _headings(page: Read) -> Iterator[tuple[Part, int, str]]:
    for part in page.parts:
        own = part.text(SECTIONS)
        if own and not own.rich:
            level = re.search(r"[2-6]", str(part.facts.get("level", "")))
            yield part, int(level[0]) if level else 2, own.plain.strip()
        for words in part.texts:
            if words.rich:
                for level_of, inner in HEADING.findall(words.stored):
                    yield part, int(level_of), _plain(inner)


def links(page: Read) -> Iterator[Finding]:
    """Words of a link say where it leads, also where they are read alone (WCAG 2.4.4)."""
    for part, words, address in _links(page):
        if not words:
            yield must("link_empty", Topic.LINKS, part.place, address)
        elif NOWHERE.match(words):
            yield must("link_words", Topic.LINKS, part.place, words)
        elif ADDRESS.match(words):
            yield should("link_address", Topic.LINKS, part.place, words)


def _links(page: Read) -> Iterator[tuple[Part, str, str]]:
    for part in page.parts:
        for words in part.texts:
            if words.rich:
                for attributes, inner in LINK.findall(words.stored):
                    href = HREF.search(attributes)
                    yield part, _plain(inner), unescape(href[1]) if href else ""
        leads = {"page", "url", "link", "address"} & {name for name, value in part.facts.items() if value}
        label = part.text("words", "label", "title", "name")
        if leads and label and not label.rich and label.plain.strip():
            yield part, label.plain.strip(), str(part.facts.get("url") or "")


def anchors(page: Read) -> Iterator[Finding]:
    """A short name in the address leads to one place only."""
    seen: set[str] = set()
    for part in page.parts:
        anchor = part.text("anchor")
        if anchor and part.text(SECTIONS) and anchor.plain:
            if anchor.plain in seen:
                yield must("anchor_twice", Topic.HEADINGS, part.place, anchor.plain)
            seen.add(anchor.plain)


def files(page: Read) -> Iterator[Finding]:
    """What stands in a PDF can be read without it."""
    for part in page.parts:
        if part.facts.get("is_pdf") and _holds_summary(part):
            summary = part.text(*SUMMARIES)
            length = len("".join(summary.plain.split())) if summary else 0
            if length < SUMMARY:
                yield must("pdf_short" if length else "pdf_summary", Topic.FILES, part.place, str(length))
        if part.facts.get("pdf_linked") and not any(_says_more(words) for words in part.texts):
            yield must("pdf_in_text", Topic.FILES, part.place)


def _says_more(words: Words) -> bool:
    """Whether there is a summary's length beside the words of the links."""
    return len("".join(Words("", LINK.sub("", words.stored), rich=True).plain.split())) >= SUMMARY


def _holds_summary(part: Part) -> bool:
    """A list of versions or of forms leads to files whose summary stands in a block of its own."""
    return (part.kind not in ("versions", "version") and part.text("summary") is not None) or part.kind == "pdf"


def _plain(html: str) -> str:
    return unescape(TAGS.sub("", html)).strip()

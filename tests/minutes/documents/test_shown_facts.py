"""The blocks with facts of their own as HTML: over random ones, each fact stands in its place, and nothing else does."""

from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser

from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.documents.blocks import (
    Block,
    Decision,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Run,
    Source,
    Statement,
    Unknown,
    plain_text,
)
from minutes.templatetags.minutes import blocks as shown
from portal.dates.wareki import day

Fact = tuple[str, str]  # where it stands (the class or the tag), and its words

WORDS = st.text("<b>&\"'母a𠮷", min_size=1, max_size=6)
FACT = st.one_of(st.just(""), WORDS)
DAYS = st.sampled_from(["", "2026-12-03", "春<b>"])
PARAGRAPHS = st.lists(WORDS.map(lambda words: Paragraph((Run(words),))), max_size=2).map(tuple)
BLOCK = st.one_of(
    st.builds(Statement, FACT, FACT, PARAGRAPHS),
    st.builds(Decision, st.integers(1, 99), PARAGRAPHS),
    st.builds(Roles, st.lists(st.builds(RoleRow, FACT, FACT, FACT, DAYS), max_size=3).map(tuple)),
    st.builds(Next, DAYS, PARAGRAPHS),
    st.builds(Source, FACT, FACT, DAYS, PARAGRAPHS),
    st.builds(Unknown, st.just("later"), WORDS),
)


class Reader(HTMLParser):
    """Each element that bears words, by its class or else its tag, with the words right in it."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[Fact] = []
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open.append(len(self.facts))
        self.facts.append((given.get("class") or f"{tag} {given.get('scope') or ''}".strip(), ""))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            place, words = self.facts[self._open[-1]]
            self.facts[self._open[-1]] = (place, words + data)


KINDS = {"statement", "decision", "roles", "next", "source"}


def read(block: Block) -> list[Fact]:
    reader = Reader()
    reader.feed(render_to_string("minutes/blocks.html", shown((block,))))
    return [(place, words) for place, words in reader.facts if words.strip() or place in KINDS]


def written(paragraphs: Sequence[Paragraph]) -> list[Fact]:
    return [("p", plain_text(paragraph.runs)) for paragraph in paragraphs]


def spelled(text: str) -> str:
    return day(date.fromisoformat(text)) if text.startswith("2026") else text


def facts_of(block: Block) -> list[Fact]:
    """What the page has to say, in order; the names of the kinds and of the columns are in the catalogue."""
    match block:
        case Statement(speaker, agency, paragraphs):
            found = [("statement__who", speaker), ("statement__agency", agency), *written(paragraphs)]
        case Decision(number, paragraphs):
            found = [("decision__label", f"決定事項 {number}"), *written(paragraphs)]
        case Roles(rows):
            found = [
                fact
                for row in rows
                for fact in [("th row", row.who), ("small", row.agency), ("td", row.what), ("td", spelled(row.due))]
            ]
        case Next(due, paragraphs):
            found = [("next__day", spelled(due)), *written(paragraphs)]
        case Source(informant, how, heard, paragraphs):
            found = [("dd", informant), ("dd", how), ("dd", spelled(heard)), *written(paragraphs)]
        case Unknown(_, text):
            return [("p", text)]
        case _:
            raise AssertionError
    return [(type(block).__name__.lower(), ""), *((place, words) for place, words in found if words)]


@settings(deadline=None, max_examples=100)
@given(BLOCK)
def test_each_fact_of_a_block_stands_in_its_place(block):
    names = ("th col", "dt", "statement__label", "roles__label", "next__label", "source__label")
    facts = read(block)
    assert [fact for fact in facts if fact[0] not in names] == facts_of(block)
    if not isinstance(block, Decision | Unknown):  # what it is stands there in words as well
        assert f"{type(block).__name__.lower()}__label" in dict(facts)
    if isinstance(block, Source):
        named = [words for place, words in facts if place == "dt"]
        values = [block.informant, block.how, block.day]
        assert named == [
            name for name, value in zip(["だれから", "どう聞いたか", "いつ"], values, strict=True) if value
        ]

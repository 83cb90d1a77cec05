"""How the blocks of a record look as HTML: over random documents, no word is lost and nothing becomes an element."""

from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.documents.blocks import Block, Heading, ListBlock, Paragraph, Run, Table
from minutes.templatetags.minutes import blocks as shown

EVIL = "<b>&\"'母"
KNOWN = {
    "p",
    "h4",
    "ul",
    "ol",
    "li",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "ruby",
    "rp",
    "rt",
    "strong",
}
PAGE = "https://kasane.example/?a=1&b=2"


class Reader(HTMLParser):
    """Reads a page back into blocks, by the elements a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, list[Run]]] = []
        self.path: list[str] = []
        self.link = ""
        self.pieces: list[Run] = []  # of the reading that is open
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("p", "h4", "td", "th"):
            self.lines.append((tag, []))
        if tag == "br":
            self.lines[-1][1].append(Run("\n"))
            return
        if tag == "a":
            given = dict(attrs)
            assert given["rel"] == "noopener noreferrer"
            self.link = given["href"] or ""
        if tag == "th":
            assert dict(attrs)["scope"] == "col"
        self.path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop() == tag
        if tag == "a":
            self.link = ""

    def handle_data(self, data: str) -> None:
        if not self.lines or self.lines[-1][0] not in self.path or "rp" in self.path:
            return
        runs = self.lines[-1][1]
        if "rt" in self.path:
            for run in [run for run in runs if run.ruby == "?"]:
                runs[runs.index(run)] = Run(run.text, run.bold, run.link, data)
            return
        runs.append(Run(data, "strong" in self.path, self.link, "?" if "ruby" in self.path else ""))


def read(given: tuple[Block, ...]) -> Reader:
    reader = Reader()
    reader.feed(render_to_string("minutes/blocks.html", shown(given)))
    return reader


def together(runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and (last.bold, last.link, last.ruby) == (run.bold, run.link, run.ruby):
            found[-1] = Run(last.text + run.text, run.bold, run.link, run.ruby)
        else:
            found.append(run)
    return found


LETTERS = st.text(EVIL + "a 𠮷", min_size=1, max_size=6)
RUN = st.builds(
    Run, LETTERS, st.booleans(), st.sampled_from(["", PAGE, "tel:119"]), st.sampled_from(["", "かんべ", "<b>"])
)
PARAGRAPH = st.lists(RUN, max_size=4).map(together).map(tuple).map(Paragraph)
ROWS = st.lists(st.lists(PARAGRAPH, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map(lambda line: Heading(1, line.runs)),
    st.builds(ListBlock, st.booleans(), ROWS),
    st.builds(Table, st.booleans(), ROWS),
)


def lines_of(block: Block) -> list[tuple[str, list[Run]]]:
    match block:
        case Paragraph(runs):
            return [("p", list(runs))]
        case Heading(_, runs):
            return [("h4", list(runs))]
        case ListBlock(_, items):
            return [("p", list(line.runs)) for item in items for line in item]
        case Table(header, rows):
            return [
                ("th" if header and at == 0 else "td", list(cell.runs)) for at, row in enumerate(rows) for cell in row
            ]
    raise AssertionError


@settings(deadline=None, max_examples=60)
@given(st.lists(BLOCK, min_size=1, max_size=4).map(tuple))
def test_what_is_shown_is_what_was_written(given):
    reader = read(given)
    assert [(tag, together(runs)) for tag, runs in reader.lines] == [
        line for block in given for line in lines_of(block)
    ]
    assert reader.tags <= KNOWN


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/portal/"])
def test_what_is_no_good_address_is_no_link(address):
    """The blocks come from what was confirmed; whoever wrote that, nothing leads anywhere else."""
    assert "a" not in read((Paragraph((Run("押す", link=address),)),)).tags


def test_a_table_that_is_wider_than_the_page_can_be_moved_by_keyboard():
    html = render_to_string("minutes/blocks.html", shown((Table(True, ((Paragraph(),),)),)))
    assert 'tabindex="0"' in html
    assert 'role="group"' in html

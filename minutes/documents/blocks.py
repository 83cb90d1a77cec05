"""What a written document consists of, whatever it is stored, shown or printed with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Letters of one kind; a line break is the character LF and bears nothing.

    ``link`` is an address that may be opened or empty, ``ruby`` how the letters are read (ふりがな) or empty.
    """

    text: str
    bold: bool = False
    link: str = ""
    ruby: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One stretch of text; without runs an empty line."""

    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Heading:
    """level is 1, 2 or 3, below the page's own headings."""

    level: int
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class ListBlock:
    """Points, each of one or more paragraphs."""

    ordered: bool
    items: tuple[tuple[Paragraph, ...], ...] = ()


@dataclass(frozen=True)
class Statement:
    """発言要旨: who said it, for which organisation, and what."""

    speaker: str
    agency: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Decision:
    """決定事項: number is its place among the decisions of the item, from 1."""

    number: int
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class RoleRow:
    """Who does what by when; due is a date in ISO form or empty."""

    who: str
    agency: str
    what: str
    due: str


@dataclass(frozen=True)
class Roles:
    """役割分担."""

    rows: tuple[RoleRow, ...] = ()


@dataclass(frozen=True)
class Next:
    """次回: when it is looked at again (a date in ISO form or empty), and at what."""

    day: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Source:
    """情報の出所: from whom something was heard, by which way, on which day (ISO form or empty), and what."""

    informant: str
    how: str
    day: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table; ``header`` says that its first row names the columns. Rows may differ in length: the rest is empty."""

    header: bool
    rows: tuple[tuple[Paragraph, ...], ...] = ()

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True)
class Unknown:
    """Something this version does not know: its words are kept, its shape is not."""

    tag: str
    text: str


Block = Paragraph | Heading | ListBlock | Statement | Decision | Roles | Next | Source | Table | Unknown


def plain_text(runs: tuple[Run, ...]) -> str:
    """The letters of runs, without their weight."""
    return "".join(run.text for run in runs)


def spelled(runs: tuple[Run, ...]) -> str:
    """Runs where only letters may stand: a reading follows its word, an address what it is tied to, in brackets."""
    told = ""
    for at, run in enumerate(runs):
        after = runs[at + 1] if at + 1 < len(runs) else Run("")
        told += run.text
        if run.ruby and after.ruby != run.ruby:
            told += f"（{run.ruby}）"
        if run.link and after.link != run.link and run.text != run.link:
            told += f"（{run.link}）"
    return told

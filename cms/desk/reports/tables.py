"""What a report is made of (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """Words, and where they lead; ``act`` is the address of a button instead."""

    words: Any
    url: str = ""
    act: str = ""


@dataclass(frozen=True)
class Table:
    """One table of a report."""

    caption: Any
    heads: Sequence[Any]
    rows: Sequence[Sequence[Cell]]
    empty: Any = ""


@dataclass(frozen=True)
class Report:
    """A page of the report menu."""

    title: Any
    intro: Any
    tables: Sequence[Table] = field(default_factory=list)
    export: str = ""  # address of the same as a file

"""What changed between two states of a page, in words that can be read on paper (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cms.desk.checks.parts import Read

AROUND = 1  # unchanged lines shown before and after a change


@dataclass(frozen=True)
class Line:
    """One line of the page: ``kind`` is "same", "new" or "gone"; ``place`` names its block."""

    kind: str
    place: str
    words: str


def lines_of(page: Read) -> list[tuple[str, str]]:
    """Every line that a reader sees, with the block it stands in."""
    return [
        (part.place.name, line.strip())
        for part, words in page.texts()
        for line in words.plain.splitlines()
        if line.strip()
    ]


def changes(before: Read | None, after: Read) -> list[list[Line]]:
    """Groups of lines around each change, from the top of the page on; all of the page where there was none before."""
    old, new = lines_of(before) if before else [], lines_of(after)
    # a block that was put in above renames those below (図1 → 図2): only its words count
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    return [list(_told(group, old, new)) for group in matcher.get_grouped_opcodes(AROUND)]


def _told(
    group: Sequence[tuple[str, int, int, int, int]], old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> Iterator[Line]:
    for what, old_from, old_to, new_from, new_to in group:
        if what == "equal":
            yield from (Line("same", *line) for line in new[new_from:new_to])
        else:
            yield from (Line("gone", *line) for line in old[old_from:old_to])
            yield from (Line("new", *line) for line in new[new_from:new_to])

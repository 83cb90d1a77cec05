"""What changed between two states of a record, passage by passage and word by word (pure).

A passage is what people take for one thing: a paragraph, a point of a list, a statement, a decision, one act of a
list of roles, one row of a table. First passages are matched, then words within those that changed: so it stays quick at fifty pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from minutes.documents.blocks import (
    Block,
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Source,
    Statement,
    Table,
    spelled,
)
from portal.pledge.comparing import Piece, compare, words
from portal.pledge.matching import Budget, Matcher

Kind = Literal["text", "heading", "point", "statement", "decision", "role", "next", "source", "row", "other"]
Change = Literal["same", "gone", "new", "changed", "form"]

ALIKE = 0.4  # below, two passages are two things, and not one that changed
SEARCHED = 8  # passages that are looked at for the one that became another
MOST_LETTERS = 10_000  # longer passages are shown as gone and new


@dataclass(frozen=True)
class Passage:
    """One passage in words; ``block`` tells apart what reads the same and looks different (bold letters, links, readings)."""

    kind: Kind
    text: str
    block: object


@dataclass(frozen=True)
class Difference:
    """A passage and what became of it; ``lines`` are its words with those that went and came. ``form``: only its look changed."""

    kind: Kind
    change: Change
    lines: list[list[Piece]]


@dataclass(frozen=True)
class Stretch:
    """Differences that follow each other: ``quiet`` where nothing changed, to be folded away."""

    quiet: bool
    differences: list[Difference]


def passages(blocks: Sequence[Block]) -> list[Passage]:
    """The blocks as passages, without those that are empty."""
    return [passage for block in blocks for passage in _of_block(block) if passage.text.strip("｜ 　\n")]


def differences(before: Sequence[Block], after: Sequence[Block]) -> list[Difference]:
    """What became of every passage; what went stands where it was."""
    old, new, budget = passages(before), passages(after), Budget()
    found: list[Difference] = []
    matcher = Matcher([_key(each) for each in old], [_key(each) for each in new], budget)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += [_kept(was, now) for was, now in zip(old[a:b], new[c:d], strict=True)]
        else:
            found += _replaced(old[a:b], new[c:d], budget)
    return found


def stretches(found: Sequence[Difference], around: int = 1) -> list[Stretch]:
    """The differences with ``around`` passages before and after them; the rest in quiet stretches."""
    near = [False] * len(found)
    for at, each in enumerate(found):
        if each.change != "same":
            low, high = max(0, at - around), min(len(found), at + around + 1)
            near[low:high] = [True] * (high - low)
    parts: list[Stretch] = []
    for shown, each in zip(near, found, strict=True):
        if not parts or parts[-1].quiet == shown:
            parts.append(Stretch(not shown, []))
        parts[-1].differences.append(each)
    return parts


def _of_block(block: Block) -> Iterator[Passage]:
    match block:
        case Paragraph(runs):
            yield Passage("text", spelled(runs), block)
        case Heading(_, runs):
            yield Passage("heading", spelled(runs), block)
        case ListBlock(_, items):
            for item in items:
                yield Passage("point", _text(item), item)
        case Roles(rows):
            for row in rows:
                yield Passage("role", _role(row), row)
        case Table(header, rows):
            for at, cells in enumerate(rows):
                texts = [spelled(cell.runs) for cell in cells]
                yield Passage("row", "｜".join(texts) if any(texts) else "", (header and at == 0, cells))
        case _:
            yield _of_structured(block)


def _of_structured(block: Block) -> Passage:
    match block:
        case Statement(speaker, agency, paragraphs):
            who = f"{speaker}（{agency}）" if agency else speaker
            return Passage("statement", _joined([who, _text(paragraphs)]), block)
        case Decision(_, paragraphs):  # its number is its place, and no word of its own
            return Passage("decision", _text(paragraphs), paragraphs)
        case Next(day, paragraphs):
            return Passage("next", _joined([day, _text(paragraphs)]), block)
        case Source(informant, how, day, paragraphs):
            facts = "、".join(filter(None, (informant, how, day)))
            return Passage("source", _joined([facts, _text(paragraphs)]), block)
        case _:
            return Passage("other", _joined(_strings(block)), block)


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return _joined(spelled(paragraph.runs) for paragraph in paragraphs)


def _role(row: RoleRow) -> str:
    who = f"{row.who}（{row.agency}）" if row.agency else row.who
    return "　".join(filter(None, (who, row.what, row.due)))


def _joined(texts: "Iterator[str] | Sequence[str]") -> str:
    return "\n".join(filter(None, texts))


def _strings(value: Any) -> Iterator[str]:
    """All words in what has no rule of its own here, in the order of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _strings(getattr(value, each.name))


def _key(passage: Passage) -> tuple[str, str]:
    return passage.kind, passage.text


def _kept(was: Passage, now: Passage) -> Difference:
    change: Change = "same" if was.block == now.block else "form"
    return Difference(now.kind, change, _whole("same", now))


def _replaced(old: Sequence[Passage], new: Sequence[Passage], budget: Budget) -> list[Difference]:
    """Passages in whose place others stand: what became what is found by likeness, in order."""
    found: list[Difference] = []
    start = 0
    for now in new:
        near = range(start, min(len(old), start + SEARCHED))
        match = next((at for at in near if _alike(old[at], now, budget)), None)
        if match is None:
            found.append(Difference(now.kind, "new", _whole("new", now)))
            continue
        found += [Difference(was.kind, "gone", _whole("gone", was)) for was in old[start:match]]
        found.append(Difference(now.kind, "changed", compare(old[match].text, now.text, budget)))
        start = match + 1
    return found + [Difference(was.kind, "gone", _whole("gone", was)) for was in old[start:]]


def _alike(was: Passage, now: Passage, budget: Budget) -> bool:
    if was.kind != now.kind or max(len(was.text), len(now.text)) > MOST_LETTERS:
        return False
    if not budget.take(len(was.text) + len(now.text)):
        return False
    matcher = Matcher(words(was.text), words(now.text), budget)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _whole(change: Literal["same", "gone", "new"], passage: Passage) -> list[list[Piece]]:
    return [[Piece(change, line)] for line in passage.text.split("\n")]

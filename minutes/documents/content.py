"""From the stored co-edited document (Yjs) to neutral blocks, and back for new documents.

Only this module knows how the editor's nodes lie in Yjs. What a browser sent may be anything: whatever is
not understood becomes `Unknown` or plain words, and never an exception.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import isfinite
from typing import Any, cast

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from minutes.documents.addresses import safe_address
from minutes.documents.blocks import (
    Block,
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Run,
    Source,
    Statement,
    Table,
    Unknown,
    plain_text,
    spelled,
)
from minutes.documents.canonical import canonical, from_canonical

__all__ = [
    "AGENDA_HEADINGS",
    "Block",
    "Decision",
    "Heading",
    "ListBlock",
    "Next",
    "Paragraph",
    "RoleRow",
    "Roles",
    "Run",
    "Source",
    "Statement",
    "Table",
    "Unknown",
    "blocks",
    "canonical",
    "from_canonical",
    "plain_text",
    "seed_agenda",
    "state",
]

# A fragment below the root is possible by type only; it has no tag and reads as unknown.
Node = XmlElement | XmlText | XmlFragment

AGENDA_HEADINGS = ("論点", "いましていること", "ほかの機関に聞きたいこと")
# Fixed writers, so that the same beginning is the same bytes and applying it twice changes nothing. Two
# numbers, since one writer must never say two different things.
_SEED_WRITER = 1
_STATE_WRITER = 2


def blocks(state: bytes, part: str) -> tuple[Block, ...]:
    """The blocks of one part ("agenda" or "minutes") of a document, given its full update; () when empty.

    ValueError when the bytes are no Yjs update.
    """
    if not state:
        return ()
    doc: Doc[Any] = Doc()
    doc.apply_update(state)
    decisions = 0
    found: list[Block] = []
    for node in doc.get(part, type=XmlFragment).children:
        block = _block(node, decisions + 1)
        decisions += isinstance(block, Decision)
        found.append(block)
    return tuple(found)


def seed_agenda() -> bytes:
    """The agenda a new document starts with: the three questions, each with room below (always the same bytes)."""
    template: list[Block] = []
    for words in AGENDA_HEADINGS:
        template += [Heading(1, (Run(words),)), Paragraph()]
    return _write(_SEED_WRITER, agenda=template)


def state(agenda: Iterable[Block] = (), minutes: Iterable[Block] = ()) -> bytes:
    """A whole new document with these blocks, as a full update: for beginnings, not for adding to another."""
    return _write(_STATE_WRITER, agenda=agenda, minutes=minutes)


# --- reading ----------------------------------------------------------------------------------


def _block(node: Node, next_decision: int) -> Block:
    if isinstance(node, XmlText):
        return Paragraph(_runs([node]))
    if isinstance(node, XmlFragment):
        return Unknown("", _all_text(node))
    match node.tag:
        case "paragraph":
            return _paragraph(node)
        case "heading":
            return Heading(_level(node), _runs(node.children))
        case "bulletList" | "orderedList":
            return ListBlock(node.tag == "orderedList", tuple(_paragraphs(item) for item in node.children))
        case _:
            return _structured(node, next_decision)


def _structured(node: XmlElement, next_decision: int) -> Block:
    match node.tag:
        case "statement":
            return Statement(_words(node, "speaker"), _words(node, "agency"), _paragraphs(node))
        case "decision":
            return Decision(next_decision, _paragraphs(node))
        case "roles":
            return Roles(tuple(_role(row) for row in node.children))
        case "next":
            return Next(_words(node, "day"), _paragraphs(node))
        case "source":
            return Source(_words(node, "informant"), _words(node, "how"), _words(node, "day"), _paragraphs(node))
        case "table":
            return Table(_attribute(node, "header") == "yes", tuple(_cells(row) for row in node.children))
        case tag:
            return Unknown(tag or "", _all_text(node))


def _paragraphs(node: Node) -> tuple[Paragraph, ...]:
    if isinstance(node, XmlText):
        return (Paragraph(_runs([node])),)
    return tuple(_paragraph(child) for child in node.children)


def _paragraph(node: Node) -> Paragraph:
    """A paragraph; of anything else that stands where one should, the words."""
    if isinstance(node, XmlElement) and node.tag == "paragraph":
        return Paragraph(_runs(node.children))
    text = _all_text(node)
    return Paragraph((Run(text),) if text else ())


def _cells(node: Node) -> tuple[Paragraph, ...]:
    """The cells of a row; of anything else that stands where one should, the words."""
    if isinstance(node, XmlElement) and node.tag == "tableRow":
        return tuple(
            Paragraph(_runs(cell.children))
            if isinstance(cell, XmlElement) and cell.tag == "tableCell"
            else _paragraph(cell)
            for cell in node.children
        )
    return (_paragraph(node),)


def _role(node: Node) -> RoleRow:
    if not isinstance(node, XmlElement):
        return RoleRow("", "", _all_text(node), "")
    what = spelled(_runs(node.children))
    return RoleRow(_words(node, "who"), _words(node, "agency"), what, _words(node, "due"))


def _runs(nodes: Iterable[Node]) -> tuple[Run, ...]:
    """Runs as long as their kind lasts, whatever pieces the edits left behind."""
    pieces = (piece for node in nodes for piece in _pieces(node) if piece.text)
    kinds = groupby(pieces, key=lambda run: (run.bold, run.link, run.ruby))
    return tuple(Run("".join(run.text for run in same), *kind) for kind, same in kinds)


def _pieces(node: Node) -> Iterator[Run]:
    if not isinstance(node, XmlText):
        yield Run("\n" if isinstance(node, XmlElement) and node.tag == "hardBreak" else _all_text(node))
        return
    for text, marks in node.diff():
        if isinstance(text, str):  # else an embedded object, of which the editor has none
            # y-prosemirror adds a hash to the name of a mark that overlaps another of its kind
            known = {name.split("--")[0]: value for name, value in (marks or {}).items()}
            link, ruby = _mark(known, "link", "href"), _mark(known, "ruby", "reading")
            yield Run(text, "bold" in known, safe_address(link), ruby)


def _mark(marks: dict[str, Any], name: str, attribute: str) -> str:
    value = marks.get(name)
    words = value.get(attribute) if isinstance(value, dict) else None
    return words if isinstance(words, str) else ""


def _all_text(node: Node) -> str:
    """All words inside a node; without recursion, since its depth is the sender's choice."""
    texts: list[str] = []
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, XmlText):
            texts.append("".join(text for text, _ in here.diff() if isinstance(text, str)))
        else:
            waiting += reversed(list(here.children))
    return "\n".join(text for text in texts if text)


def _words(node: XmlElement, name: str) -> str:
    value = _attribute(node, name)
    return value if isinstance(value, str) else ""


def _attribute(node: XmlElement, name: str) -> Any:
    return node.attributes.get(name)


def _level(node: XmlElement) -> int:
    """1 to 3, as the editor reads it: numbers come as floats, from old clients as text."""
    try:
        number = float(_attribute(node, "level"))
    except (TypeError, ValueError):
        return 1
    return min(3, max(1, round(number))) if isfinite(number) else 1


# --- writing ----------------------------------------------------------------------------------


def _write(writer: int, **parts: Iterable[Block]) -> bytes:
    doc: Doc[Any] = Doc(client_id=writer)
    with doc.transaction():
        for part, content in parts.items():
            fragment = doc.get(part, type=XmlFragment)
            for block in content:
                _add(fragment, block)
    return doc.get_update()


def _add(parent: XmlFragment, block: Block) -> None:
    match block:
        case Paragraph(runs):
            _add_runs(_child(parent, "paragraph"), runs)
        case Heading(level, runs):
            _add_runs(_child(parent, "heading", level=level), runs)
        case ListBlock(ordered, items):
            whole = _child(parent, "orderedList" if ordered else "bulletList")
            for item in items:
                _add_paragraphs(_child(whole, "listItem"), item)
        case Unknown(tag, text):
            _add_runs(_child(parent, tag), (Run(text),))
        case _:
            _add_structured(parent, block)


def _add_structured(parent: XmlFragment, block: Statement | Decision | Roles | Next | Source | Table) -> None:
    match block:
        case Statement(speaker, agency, paragraphs):
            _add_paragraphs(_child(parent, "statement", speaker=speaker, agency=agency), paragraphs)
        case Decision(_, paragraphs):
            _add_paragraphs(_child(parent, "decision"), paragraphs)
        case Roles(rows):
            table = _child(parent, "roles")
            for row in rows:
                _add_runs(_child(table, "role", who=row.who, agency=row.agency, due=row.due), (Run(row.what),))
        case Next(day, paragraphs):
            _add_paragraphs(_child(parent, "next", day=day), paragraphs)
        case Source(informant, how, day, paragraphs):
            _add_paragraphs(_child(parent, "source", informant=informant, how=how, day=day), paragraphs)
        case Table(header, rows):
            table = _child(parent, "table", header="yes" if header else "")
            for cells in rows:
                line = _child(table, "tableRow")
                for cell in cells:
                    _add_runs(_child(line, "tableCell"), cell.runs)


def _child(parent: XmlFragment | XmlElement, tag: str, **attributes: Any) -> XmlElement:
    parent.children.append(XmlElement(tag))
    child = cast(XmlElement, parent.children[len(parent.children) - 1])
    for name, value in attributes.items():
        child.attributes[name] = value
    return child


def _add_paragraphs(parent: XmlElement, paragraphs: tuple[Paragraph, ...]) -> None:
    for paragraph in paragraphs:
        _add_runs(_child(parent, "paragraph"), paragraph.runs)


def _add_runs(parent: XmlElement, runs: tuple[Run, ...]) -> None:
    """Text between hard breaks, each stretch one XmlText with its bold letters marked."""
    text: XmlText | None = None
    for run in runs:
        for at, line in enumerate(run.text.split("\n")):
            if at:
                _child(parent, "hardBreak")
                text = None
            if line:
                text = text or _new_text(parent)
                start = len(text)  # in octets of UTF-8, as all offsets are
                text += line
                text.format(start, len(text), _marks(run))
    if not len(
        parent.children
    ):  # two who begin an empty line at once must write into the same text (editor/src/begun.ts)
        _new_text(parent)


def _marks(run: Run) -> dict[str, Any]:
    link, ruby = {"href": run.link} if run.link else None, {"reading": run.ruby} if run.ruby else None
    return {"bold": {} if run.bold else None, "link": link, "ruby": ruby}


def _new_text(parent: XmlElement) -> XmlText:
    parent.children.append(XmlText())
    return cast(XmlText, parent.children[len(parent.children) - 1])

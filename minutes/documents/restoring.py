"""From what a document says now to what it said before, as one more edit (pure).

Nodes are taken as they are, whatever their names: a version that knows less than the one that wrote them keeps them.
What reads the same before and now is not touched: its words keep their authors, and who writes there is not disturbed.
"""

from typing import Any, cast

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from portal.pledge.matching import Matcher

PARTS = ("agenda", "minutes")
Node = XmlElement | XmlText | XmlFragment
Shape = tuple[Any, ...]


def restoring(now: bytes, then: bytes) -> bytes | None:
    """The edit that makes both parts read as in ``then``; None if they do already.

    ``now`` and ``then`` are whole states. The words that come back are written by a client id of their own.
    """
    doc, old = _read(now), _read(then)
    before = doc.get_state()
    with doc.transaction():
        moved = [_put_back(doc.get(part, type=XmlFragment), old.get(part, type=XmlFragment)) for part in PARTS]
    return doc.get_update(before) if any(moved) else None


def _read(state: bytes) -> "Doc[Any]":
    doc: Doc[Any] = Doc()
    doc.apply_update(state)
    return doc


def _put_back(here: XmlFragment, there: XmlFragment) -> bool:
    """Whether anything had to be changed."""
    nodes = _shown(there) or _shown(_empty_line())
    shapes = [_shape(node) for node in here.children], [_shape(node) for node in nodes]
    steps = [each for each in Matcher(*shapes).get_opcodes() if each[0] != "equal"]
    for _tag, a, b, c, d in reversed(steps):  # from the end: what stands before keeps its place
        if b > a:
            del here.children[a:b]
        for at, node in enumerate(nodes[c:d], start=a):
            _copy(node, here, at)
    return bool(steps)


def _shape(node: Node) -> Shape:
    """Everything about a node that a reader could see, so that equal ones are equal."""
    if isinstance(node, XmlText):
        return ("", repr([(text, sorted((marks or {}).items())) for text, marks in node.diff()]))
    attributes = repr(_attributes(node)) if isinstance(node, XmlElement) else ""
    tag = node.tag if isinstance(node, XmlElement) else None
    return (tag, attributes, *(_shape(child) for child in node.children))


def _copy(node: XmlElement | XmlText, parent: XmlFragment | XmlElement, at: int) -> None:
    if isinstance(node, XmlText):
        parent.children.insert(at, XmlText())
        _copy_text(node, cast(XmlText, parent.children[at]))
        return
    parent.children.insert(at, XmlElement(node.tag or ""))
    made = cast(XmlElement, parent.children[at])
    for name, value in _attributes(node):
        made.attributes[name] = value
    for number, child in enumerate(_shown(node)):
        _copy(child, made, number)


def _attributes(node: XmlElement) -> list[tuple[str, Any]]:
    # pycrdt calls its iterator an iterable
    return sorted(cast("Any", node.attributes))


def _shown(node: XmlFragment | XmlElement) -> list[XmlElement | XmlText]:
    """What is in it; a fragment below the root, possible by type only, has no tag and is shown nowhere."""
    return [child for child in node.children if isinstance(child, XmlElement | XmlText)]


def _empty_line() -> XmlFragment:
    """What an editor shows of nothing: one line, with the text that two who begin it share (editor/src/begun.ts)."""
    doc: Doc[Any] = Doc()
    root = doc.get("line", type=XmlFragment)
    root.children.append(XmlElement("paragraph", contents=[XmlText()]))
    return root


def _copy_text(node: XmlText, made: XmlText) -> None:
    for text, marks in node.diff():
        if isinstance(text, str):
            # all offsets are in octets of UTF-8; marks are named, lest the letters take over those before them
            start = len(made)
            made.insert(start, text)
            made.format(start, len(made), {**dict.fromkeys(_names(node)), **(marks or {})})


def _names(node: XmlText) -> set[str]:
    return {name for _text, marks in node.diff() for name in marks or ()}

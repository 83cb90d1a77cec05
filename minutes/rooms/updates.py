"""Questions about Yjs updates that pycrdt does not answer by itself (pure).

Source: yjs ``encoding.js``, ``Item.js`` and the classes of content, encoding v1; yrs ``update.rs``.
"""

import re
from array import array
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from pycrdt import get_update

from minutes.rooms.protocol import MAX_UINT, Reader, state_vector

GC, DELETED, STRING, FORMAT, TYPE, ANY, SKIP = 0, 1, 4, 6, 7, 8, 10
ORIGIN, RIGHT_ORIGIN, PARENT_SUB = 0x80, 0x40, 0x20
ELEMENT, TEXT = 3, 6
# the editor's grammar: editor/src/schema.ts, minutes/documents/content.py
MARKS = frozenset((b"bold", b"link", b"ruby"))
NODES = frozenset(
    b"paragraph heading bulletList orderedList listItem hardBreak statement decision roles role next source"
    b" table tableRow tableCell".split(),
)
OCTETS, LIST, OBJECT, WORDS, WHOLE = 116, 117, 118, 119, 125
FIXED = {120: 0, 121: 0, 122: 8, 123: 8, 124: 4, 126: 0, 127: 0}  # values that are always so many octets long
LONG_WORD = 160  # octets of an update
_UINT = rb"([\x80-\xff]{0,7}[\x00-\x7f])"
# one stretch of text of one client, beside what is there, nothing deleted: a letter or a word typed, as most edits are
WORD_TYPED = re.compile(
    rb"\x01\x01%(uint)s%(uint)s(?:\x84|(\xc4))%(uint)s%(uint)s(?(3)%(uint)s%(uint)s)([\x00-\x7f])(.*)\x00"
    % {b"uint": _UINT},
    re.DOTALL,
)
DEPTH = 16  # of objects within objects; an attribute is a word


@dataclass
class Survey:
    """What an update brings and what must be there before it.

    ``runs`` are the stretches (client, first clock, clock after the last); ``needs`` says for each
    client up to which clock its steps are referred to; ``places`` where the steps stand (``levels.FIELDS``).
    """

    runs: list[tuple[int, int, int]] = field(default_factory=list)
    needs: dict[int, int] = field(default_factory=dict)
    places: "array[int]" = field(default_factory=lambda: array("Q"))

    def need(self, client: int, clock: int) -> None:
        """Note that the step before ``clock`` must be there."""
        if self.needs.get(client, 0) < clock:
            self.needs[client] = clock

    def is_ready(self, known: Mapping[int, int]) -> bool:
        """Whether a document that knows ``known`` can take all of it at once."""
        have: dict[int, int] = {}
        for client, start, end in sorted(self.runs):
            before = have.get(client, known.get(client, 0))
            if start > before:
                return False
            have[client] = max(before, end)
        return all(clock <= have.get(client, known.get(client, 0)) for client, clock in self.needs.items())

    def follows(self, known: dict[int, int]) -> bool:
        """Whether all of it is new and goes on exactly where ``known`` ends; if so, ``known`` is moved on.

        Then the update is what it adds, and there is no need to ask Yjs what of it was new.
        """
        ahead: dict[int, int] = {}
        for client, start, end in self.runs:
            if start != (ahead.get(client) or known.get(client, 0)):
                return False
            ahead[client] = end
        if not ahead:
            return False
        for client, clock in self.needs.items():  # no generator: each edit passes here
            if clock > (ahead.get(client) or known.get(client, 0)):
                return False
        known.update(ahead)
        return True

    def note(self, known: dict[int, int]) -> None:
        """Count what it brings as known."""
        for client, _, end in self.runs:
            known[client] = max(end, known.get(client, 0))


def survey(update: bytes, names: bool = True) -> Survey:
    """Read an update without applying it; ``ValueError`` for bytes that are none.

    ``ValueError`` also for a node or mark that no editor of ours knows: at the sight of one
    every editor stops, for what it does not know it would delete. Roots besides the two that are shown are taken
    (docs/decisions/0007). Where a node stands is for ``Levels`` to judge. Without ``names`` any name is
    taken: what is stored may be older than the grammar.
    """
    typed = WORD_TYPED.fullmatch(update) if len(update) < LONG_WORD else None
    if typed is not None and typed[8][0] == len(typed[9]):
        return _of_a_word(typed)
    return read_through(update, names)


def read_through(update: bytes, names: bool) -> Survey:
    """What ``survey`` answers, read octet by octet."""
    reader, found = Reader(update), Survey()
    for _ in range(reader.uint()):
        structs, client, clock = reader.uint(), reader.uint(), reader.uint()
        start = clock
        for _ in range(structs):
            info = reader.byte()
            if info == SKIP:
                if start < clock:
                    found.runs.append((client, start, clock))
                start = clock = clock + reader.uint()
            else:
                clock += _struct(reader, info, found, client, clock, names)
        if start < clock:
            found.runs.append((client, start, clock))
    for client, end in _deletions(reader):
        found.need(client, end)
    reader.end()
    return found


def _of_a_word(typed: "re.Match[bytes]") -> Survey:
    """The same without the steps of a reader."""
    client, clock, _, before_of, before, after_of, after, _, text = typed.groups()
    whose, start, other, last = _uint(client), _uint(clock), _uint(before_of), _uint(before) + 1
    end, needs = start + _utf16_units(text), {other: last}
    following = following_of = 0
    if after:
        following_of, following = _uint(after_of), _uint(after) + 1
        needs[following_of] = max(following, needs.get(following_of, 0))
    if start == end:
        return Survey(needs=needs)
    return Survey(
        [(whose, start, end)], needs, array("Q", (whose, start, end, 0, other, last, following_of, following))
    )


def _uint(octets: bytes) -> int:
    if len(octets) == 1:
        return octets[0]
    number = 0
    for octet in reversed(octets):
        number = number << 7 | octet & 0x7F
    if number > MAX_UINT:
        raise ValueError("out of range")
    return number


def settled(update: bytes, vector: bytes) -> bool:
    """Whether a document with state ``vector`` holds all that ``update`` brings.

    An update whose predecessors are missing is kept aside by Yjs: it raises no event and is not
    in the encoded document. Such an update may not be acknowledged yet.
    """
    missing = Reader(get_update(update, vector))
    if missing.uint():  # number of clients with structs the document lacks
        return False
    known = state_vector(vector)
    return all(end <= known.get(client, 0) for client, end in _deletions(missing))


def _struct(reader: Reader, info: int, found: Survey, client: int, clock: int, names: bool) -> int:
    """Read one struct and note where it stands; answers how many steps long it is."""
    if info == GC:
        length = reader.uint()
        if length:
            found.places.extend((client, clock, clock + length, 0, 0, 0, 0, 0))
        return length
    inside = before = before_of = after = after_of = 0
    if info & ORIGIN:
        before_of, before = reader.uint(), reader.uint() + 1
        found.need(before_of, before)
    if info & RIGHT_ORIGIN:
        after_of, after = reader.uint(), reader.uint() + 1
        found.need(after_of, after)
    if not info & (ORIGIN | RIGHT_ORIGIN):
        if reader.uint() == 1:
            reader.bytes()
        else:
            inside, before_of, before = 1, reader.uint(), reader.uint() + 1
            found.need(before_of, before)
        if info & PARENT_SUB:
            reader.bytes()
    kind = info & 0x1F
    length = _utf16_units(reader.bytes()) if kind == STRING else _content(reader, kind, names)
    places = found.places
    if (
        not inside
        and not after
        and before == clock
        and clock
        and before_of == client
        and _ends_at(places, client, clock)
    ):
        places[-6] += length  # it follows the struct before it, as most do
    elif length:
        places.extend((client, clock, clock + length, inside, before_of, before, after_of, after))
    return length


def _ends_at(places: "array[int]", client: int, clock: int) -> bool:
    return len(places) > 0 and places[-8] == client and places[-6] == clock


def _content(reader: Reader, kind: int, names: bool) -> int:
    if kind == DELETED:
        return reader.uint()
    if kind == FORMAT:
        # y-prosemirror adds a hash to the name of a mark that overlaps another of its kind
        mark = reader.bytes().split(b"--")[0]
        _known(mark, MARKS if names else {mark})
        reader.json()
    elif kind == TYPE:
        shared = reader.uint()
        if shared == ELEMENT:
            node = reader.bytes()
            _known(node, NODES if names else {node})
        elif shared != TEXT:
            raise ValueError("a type that no editor of ours writes")
    elif kind == ANY:
        length = reader.uint()
        for _ in range(length):
            _any(reader)
        return length
    else:
        raise ValueError("content that no editor of ours writes")
    return 1


def _known(name: bytes, names: Set[bytes]) -> None:
    if name not in names:
        raise ValueError("a name that no editor of ours knows")


def _utf16_units(data: bytes) -> int:
    return len(data) if data.isascii() else len(data.decode().encode("utf-16-le")) // 2


def _any(reader: Reader, depth: int = 0) -> None:
    """Read past one lib0 «any» value. Source: lib0 ``decoding.js``, ``readAny``."""
    kind = reader.byte()
    if depth > DEPTH:
        raise ValueError("nested too deeply")
    if kind in (OBJECT, LIST):
        for _ in range(reader.uint()):
            if kind == OBJECT:
                reader.bytes()
            _any(reader, depth + 1)
    elif kind in (OCTETS, WORDS):
        reader.bytes()
    elif kind == WHOLE:  # of whose first octet one bit is the sign
        while reader.byte() & 0x80:
            pass
    elif kind in FIXED:
        reader.skip(FIXED[kind])
    else:
        raise ValueError("no value")


def _deletions(reader: Reader) -> list[tuple[int, int]]:
    """The delete set: (client, end of the range). Source: yjs ``DeleteSet.js``, ``readDeleteSet``."""
    ends: list[tuple[int, int]] = []
    for _ in range(reader.uint()):
        client = reader.uint()
        for _ in range(reader.uint()):
            start, length = reader.uint(), reader.uint()
            ends.append((client, start + length))
    return ends

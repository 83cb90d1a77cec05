"""Calendar text to its properties (RFC 5545 §3.1), strictly, and in a time that grows with the text alone (pure).

Not by ``icalendar``: it forgives what has to be noticed here (a doubled METHOD, an unknown zone, NUL).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_LINES = 2000
MOST_COMPONENTS = 20

_FOLD = re.compile(rb"\n[ \t]")
_NAME = re.compile(r"([A-Za-z0-9-]+)")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_CARET = re.compile(r"\^([n'^])")  # RFC 6868


class Unreadable(Exception):
    """Not a calendar, or too much of one; its word says which."""


@dataclass(frozen=True)
class Property:
    """One content line."""

    name: str
    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        """The value as text (RFC 5545 §3.3.11)."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    """What stands between BEGIN and END, with the components inside it."""

    name: str
    properties: list[Property] = field(default_factory=list)
    inside: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The lines of this name."""
        return [line for line in self.properties if line.name == name]

    def first(self, name: str) -> Property | None:
        """The first line of this name."""
        return next(iter(self.all(name)), None)


def unfold(octets: bytes) -> bytes:
    """Lines ended by LF, folded ones joined: octets first, for a fold may fall inside a character."""
    return _FOLD.sub(b"", octets.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))


def read_calendars(text: str) -> Component:
    """A component without a name that holds every VCALENDAR of the text. Raises ``Unreadable``."""
    lines = [line for line in text.split("\n") if line]
    if len(lines) > MOST_LINES:
        raise Unreadable("too_many_lines")
    root = Component("")
    open_ones, count = [root], 0
    for line in _properties(lines):
        if line.name == "BEGIN":
            count += 1
            if count > MOST_COMPONENTS:
                raise Unreadable("too_many_components")
            begun = Component(line.value.strip().upper())
            open_ones[-1].inside.append(begun)
            open_ones.append(begun)
        elif line.name == "END":
            if len(open_ones) == 1 or open_ones.pop().name != line.value.strip().upper():
                raise Unreadable("calendar_unreadable")
        else:
            open_ones[-1].properties.append(line)
    if len(open_ones) > 1:
        raise Unreadable("calendar_unreadable")
    return root


def _properties(lines: list[str]) -> Iterator[Property]:
    """What can be read; a line that is none is nobody's answer."""
    for line in lines:
        name = _NAME.match(line)
        if name is None:
            continue
        at = name.end()
        parameters: dict[str, str] = {}
        while (found := _PARAMETER.match(line, at)) is not None:
            parameters.setdefault(found[1].upper(), _plain(found[2]))
            at = found.end()
        if line[at : at + 1] == ":":
            yield Property(name[1].upper(), line[at + 1 :], parameters)


def _plain(value: str) -> str:
    if value[:1] == '"' and value[-1:] == '"' and value.count('"') == 2:
        value = value[1:-1]
    return _CARET.sub(lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], value)

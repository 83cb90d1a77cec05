"""The room's wire protocol: y-websocket frames and our three own messages (pure).

One frame carries one message. Whatever is not exactly a message raises ``ValueError``.
Source: y-protocols 1.0 ``sync.js`` and ``awareness.js``, lib0 ``encoding.js``.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SYNC, AWARENESS, QUERY_AWARENESS = 0, 1, 3
ACKNOWLEDGEMENT, STATUS, TALK = 100, 101, 102
STEP1, STEP2, UPDATE = 0, 1, 2

TYPED = bytes((SYNC, UPDATE))

SCHEMA = "3"  # of the blocks; ?v= of the socket's URL: an older tab would delete blocks it does not know
MAX_UINT = 2**53 - 1  # what a JavaScript number holds exactly
MAX_STATES = 1_000  # people whose presence one frame may carry


@dataclass(frozen=True)
class SyncStep1:
    """«This is what I have»: a state vector."""

    state_vector: bytes


@dataclass(slots=True)
class Edit:
    """SyncStep2 or Update: bytes to apply; both are counted by the acknowledgement."""

    update: bytes


@dataclass(frozen=True)
class State:
    """One client's presence; ``fields`` is None when it left."""

    client: int
    clock: int
    fields: Mapping[str, Any] | None


@dataclass(frozen=True)
class Awareness:
    """The presence of one or more clients."""

    states: tuple[State, ...]


@dataclass(frozen=True)
class QueryAwareness:
    """«Who is here?»."""


@dataclass(frozen=True)
class Acknowledgement:
    """So many edits of this connection are stored for good."""

    count: int


@dataclass(frozen=True)
class Status:
    """What this connection may do, and why not more."""

    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Talk:
    """How far the talk about this document has come: who knows less asks for the comments."""

    count: int


Message = SyncStep1 | Edit | Awareness | QueryAwareness | Acknowledgement | Status | Talk


def write_uint(number: int) -> bytes:
    """lib0 varUint: seven bits a byte, lowest first."""
    if not 0 <= number <= MAX_UINT:
        raise ValueError("out of range")
    out = bytearray()
    while number > 0x7F:
        out.append(0x80 | number & 0x7F)
        number >>= 7
    out.append(number)
    return bytes(out)


def write_bytes(data: bytes) -> bytes:
    """Length and bytes."""
    return write_uint(len(data)) + data


def write_json(value: Any) -> bytes:
    """A varString of JSON that every browser can parse; NaN and the like raise ``ValueError``."""
    return write_bytes(json.dumps(value, separators=(",", ":"), allow_nan=False).encode())


class Reader:
    """Reads lib0 values one after the other; raises ``ValueError`` where the bytes end too soon."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def uint(self) -> int:
        """The next varUint."""
        data, at = self.data, self.at
        try:
            number = data[at]
            if number > 0x7F:  # most are small: this is read for every keystroke, several times
                number, at = _long_uint(data, at)
        except IndexError as error:
            raise ValueError("not a varUint") from error
        self.at = at + 1
        return number

    def byte(self) -> int:
        """The next octet."""
        if self.at >= len(self.data):
            raise ValueError("ends too soon")
        self.at += 1
        return self.data[self.at - 1]

    def skip(self, octets: int) -> None:
        """Go past so many octets."""
        if self.at + octets > len(self.data):
            raise ValueError("ends too soon")
        self.at += octets

    def bytes(self) -> bytes:
        """The next length and that many bytes."""
        length = self.uint()
        start = self.at
        self.at = end = start + length
        if end > len(self.data):
            raise ValueError("ends too soon")
        return self.data[start:end]

    def json(self) -> Any:
        """The next varString, read as JSON."""
        try:
            return json.loads(self.bytes().decode(), parse_constant=_no_constant, parse_float=_finite)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error

    def end(self) -> None:
        """Refuse anything left over."""
        if self.at != len(self.data):
            raise ValueError("something follows the message")


def _long_uint(data: bytes, at: int) -> tuple[int, int]:
    """A varUint of several octets, and where its last one stands; ``IndexError`` where the bytes end too soon."""
    number = shift = 0
    while (octet := data[at]) > 0x7F:
        number |= (octet & 0x7F) << shift
        shift += 7
        at += 1
        if shift > 49:
            raise ValueError("not a varUint")
    number |= octet << shift
    if number > MAX_UINT:
        raise ValueError("out of range")
    return number, at


def parse(frame: bytes) -> Message:
    """The one message of a frame; ``ValueError`` for anything else."""
    if frame[:2] == TYPED and len(frame) < 0x80 and len(frame) > 2 and frame[2] == len(frame) - 3:
        return Edit(frame[3:])  # a word typed, as most are, without the steps of a reader
    reader = Reader(frame)
    message = _read(reader.uint(), reader)
    reader.end()
    return message


def state_vector(data: bytes) -> dict[int, int]:
    """A Yjs state vector: how many steps of each client are known."""
    reader = Reader(data)
    vector = {reader.uint(): reader.uint() for _ in range(reader.uint())}
    reader.end()
    return vector


def _read(kind: int, reader: Reader) -> Message:
    if kind == SYNC:
        return _read_sync(reader)
    if kind == AWARENESS:
        return Awareness(_read_states(Reader(reader.bytes())))
    if kind == QUERY_AWARENESS:
        return QueryAwareness()
    if kind == ACKNOWLEDGEMENT:
        return Acknowledgement(reader.uint())
    if kind == STATUS:
        return Status(_object(reader.json()))
    if kind == TALK:
        return Talk(reader.uint())
    raise ValueError("unknown message")


def _read_sync(reader: Reader) -> Message:
    step = reader.uint()
    data = reader.bytes()
    if step == STEP1:
        state_vector(data)
        return SyncStep1(data)
    if step in (STEP2, UPDATE):
        return Edit(data)
    raise ValueError("unknown step")


def _read_states(reader: Reader) -> tuple[State, ...]:
    count = reader.uint()
    if count > MAX_STATES:
        raise ValueError("too many at once")
    states = tuple(_read_state(reader) for _ in range(count))
    reader.end()
    return states


def _read_state(reader: Reader) -> State:
    client, clock, fields = reader.uint(), reader.uint(), reader.json()
    return State(client, clock, None if fields is None else _object(fields))


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not JSON")
    return number


def _no_constant(name: str) -> Any:
    raise ValueError("not JSON")


def step1(vector: bytes) -> bytes:
    """The frame that asks for what the other has beyond ``vector``."""
    return bytes((SYNC, STEP1)) + write_bytes(vector)


def step2(update: bytes) -> bytes:
    """The frame that answers a step 1."""
    return bytes((SYNC, STEP2)) + write_bytes(update)


def update(data: bytes) -> bytes:
    """The frame that tells of an edit."""
    return bytes((SYNC, UPDATE)) + write_bytes(data)


def awareness(states: Iterable[State]) -> bytes:
    """The frame that tells who is here."""
    body = [
        write_uint(state.client)
        + write_uint(state.clock)
        + write_json(None if state.fields is None else dict(state.fields))
        for state in states
    ]
    return bytes((AWARENESS,)) + write_bytes(write_uint(len(body)) + b"".join(body))


def acknowledgement(count: int) -> bytes:
    """The frame that says how many of the connection's edits are stored."""
    return bytes((ACKNOWLEDGEMENT,)) + write_uint(count)


def status(fields: Mapping[str, Any]) -> bytes:
    """The frame that says what the connection may do."""
    return bytes((STATUS,)) + write_json(dict(fields))


def talk(count: int) -> bytes:
    """The frame that says how far the talk about the document has come."""
    return bytes((TALK,)) + write_uint(count)

"""The wire: what we write is what y-protocols reads; garbage is a ValueError and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Awareness as PycrdtAwareness
from pycrdt import Doc, Text, create_sync_message, create_update_message

from minutes.rooms import protocol
from minutes.rooms.protocol import (
    MAX_UINT,
    Acknowledgement,
    Awareness,
    Edit,
    QueryAwareness,
    Reader,
    State,
    Status,
    SyncStep1,
    parse,
)

uints = st.integers(0, MAX_UINT)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
objects = st.dictionaries(st.text(max_size=5), json_values, max_size=4)
states = st.builds(State, uints, uints, st.none() | objects)
vectors = st.lists(st.tuples(uints, uints), max_size=4, unique_by=lambda pair: pair[0]).map(
    lambda pairs: (
        protocol.write_uint(len(pairs))
        + b"".join(protocol.write_uint(client) + protocol.write_uint(clock) for client, clock in pairs)
    )
)


@pytest.mark.parametrize(
    ("number", "encoded"),
    [
        pytest.param(0, b"\x00", id="zero"),
        pytest.param(127, b"\x7f", id="one byte"),
        pytest.param(128, b"\x80\x01", id="two bytes"),
        pytest.param(300, b"\xac\x02", id="lowest seven bits first"),
        pytest.param(MAX_UINT, b"\xff" * 7 + b"\x0f", id="JavaScript's last integer"),
    ],
)
def test_var_uint(number, encoded):
    assert protocol.write_uint(number) == encoded
    assert Reader(encoded).uint() == number


@given(uints)
def test_every_number_comes_back(number):
    assert Reader(protocol.write_uint(number)).uint() == number


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (protocol.step1(b"\x00"), SyncStep1(b"\x00")),
        (protocol.step2(b"abc"), Edit(b"abc")),
        (protocol.update(b"abc"), Edit(b"abc")),
        (b"\x03", QueryAwareness()),
        (protocol.acknowledgement(7), Acknowledgement(7)),
        (protocol.status({"may": "write", "reason": ""}), Status({"may": "write", "reason": ""})),
        (b"\x64\x07", Acknowledgement(7)),
        (b'\x65\x0f{"may":"write"}', Status({"may": "write"})),
    ],
)
def test_frames(frame, message):
    assert parse(frame) == message


@given(st.lists(states, max_size=5))
def test_awareness_comes_back(people):
    assert parse(protocol.awareness(people)) == Awareness(tuple(people))


@given(vectors)
def test_step1_comes_back(vector):
    assert parse(protocol.step1(vector)) == SyncStep1(vector)


def test_frames_are_those_of_pycrdt():
    doc: Doc = Doc()
    text = doc.get("t", type=Text)
    text += "記録"
    assert parse(create_sync_message(doc)) == SyncStep1(doc.get_state())
    assert parse(create_update_message(doc.get_update())) == Edit(doc.get_update())
    awareness = PycrdtAwareness(doc)
    awareness.set_local_state({"cursor": {"at": 1}})
    frame = b"\x01" + protocol.write_bytes(awareness.encode_awareness_update([doc.client_id]))
    assert parse(frame) == Awareness((State(doc.client_id, 1, {"cursor": {"at": 1}}),))


def accepts_only_by_value_error(frame: bytes) -> None:
    try:
        parse(frame)
    except ValueError:
        return


@given(st.binary(max_size=200))
def test_garbage_is_a_value_error(frame):
    accepts_only_by_value_error(frame)


@given(st.sampled_from([0, 1, 3, 100, 101]), st.binary(max_size=100))
def test_garbage_after_a_known_kind_is_a_value_error(kind, rest):
    accepts_only_by_value_error(bytes([kind]) + rest)


@given(states, st.data())
def test_every_cut_of_a_frame_is_refused(state, data):
    frame = protocol.awareness([state])
    with pytest.raises(ValueError):
        parse(frame[: data.draw(st.integers(0, len(frame) - 1))])


def awareness_of(text: bytes) -> bytes:
    return b"\x01" + protocol.write_bytes(b"\x01\x05\x01" + protocol.write_bytes(text))


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x02\x00", id="y-protocols' auth, which we do not speak"),
        pytest.param(b"\x00\x03\x00", id="a step that does not exist"),
        pytest.param(b"\x03\x00", id="something follows"),
        pytest.param(b"\x80" * 20, id="a number without end"),
        pytest.param(b"\x64" + b"\xff" * 7 + b"\x1f", id="a number JavaScript cannot hold"),
        pytest.param(b"\x00\x01" + protocol.write_uint(2**40), id="a length beyond the frame"),
        pytest.param(protocol.step1(b"\x05"), id="a state vector that ends too soon"),
        pytest.param(b"\x01" + protocol.write_bytes(protocol.write_uint(2**40)), id="more people than there are"),
        pytest.param(awareness_of(b"[" * 50_000), id="nested without end"),
        pytest.param(awareness_of(b'{"a":NaN}'), id="NaN"),
        pytest.param(awareness_of(b'{"a":1e999}'), id="infinite"),
        pytest.param(awareness_of(b"[]"), id="presence that is no object"),
        pytest.param(awareness_of(b"\xff"), id="no UTF-8"),
    ],
)
def test_what_is_not_a_message(frame):
    with pytest.raises(ValueError):
        parse(frame)

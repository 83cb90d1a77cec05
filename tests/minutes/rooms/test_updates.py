"""Which Yjs updates a document already holds, and which wait for predecessors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text, merge_updates

from minutes.documents import blocks, content
from minutes.rooms.protocol import state_vector, write_bytes, write_uint
from minutes.rooms.updates import WORD_TYPED, read_through, settled, survey
from tests.minutes.rooms import crafted


def history(*edits):
    """The updates of one author who inserts (a word) or deletes (a number of characters)."""
    doc: Doc = Doc()
    text = doc.get("meta", type=Text)
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    for edit in edits:
        if isinstance(edit, str):
            text += edit
        else:
            # counted in octets by pycrdt: half a character is deleted by no editor, and yrs breaks its neighbours
            del text[0 : len(str(text)[:edit].encode())]
    doc.unobserve(subscription)
    return updates


def test_an_update_without_its_predecessor_is_not_settled():
    first, second = history("abc", "def")
    doc: Doc = Doc()
    doc.apply_update(second)
    assert not settled(second, doc.get_state())
    doc.apply_update(first)
    assert settled(first, doc.get_state())
    assert settled(second, doc.get_state())


def test_a_deletion_of_something_unknown_is_not_settled():
    first, deletion = history("abc", 2)
    doc: Doc = Doc()
    doc.apply_update(deletion)
    assert not settled(deletion, doc.get_state())
    doc.apply_update(first)
    assert settled(deletion, doc.get_state())


def test_nothing_is_always_settled():
    assert settled(b"\0\0", b"\0")


@given(st.lists(st.text("kasane", min_size=1, max_size=3) | st.integers(1, 4), min_size=1, max_size=8), st.data())
def test_what_is_settled_is_in_the_encoded_document(edits, data):
    updates = history("room", *edits)
    some = data.draw(st.lists(st.sampled_from(updates), max_size=len(updates)))
    doc: Doc = Doc()
    for update in some:
        doc.apply_update(update)
    kept: Doc = Doc()
    kept.apply_update(doc.get_update())
    for update in some:
        if settled(update, doc.get_state()):
            before = kept.get_update()
            kept.apply_update(update)
            assert kept.get_update() == before
    whole: Doc = Doc()
    whole.apply_update(merge_updates(*updates))
    assert all(settled(update, whole.get_state()) for update in updates)


# --- surveying --------------------------------------------------------------------------------

EDITS = st.lists(st.text("ka𠮷会", min_size=1, max_size=3) | st.integers(1, 4), min_size=1, max_size=8)


@given(EDITS, st.data())
def test_an_update_is_ready_exactly_when_yjs_takes_all_of_it(edits, data):
    updates = history("room", *edits)
    doc: Doc = Doc()
    for update in data.draw(st.lists(st.sampled_from(updates), max_size=12)):
        ready = survey(update).is_ready(state_vector(doc.get_state()))
        taken: Doc = Doc()
        taken.apply_update(doc.get_update())
        taken.apply_update(update)
        assert ready == settled(update, taken.get_state())
        if ready:
            doc.apply_update(update)
    assert survey(doc.get_update()).is_ready({})


def test_everything_an_editor_writes_can_be_surveyed():
    state = content.state(
        [blocks.Heading(1, (blocks.Run("論点", bold=True),)), blocks.Paragraph()],
        [
            blocks.Roles((blocks.RoleRow("大西", "かさね東", "訪ねる", "2026-11-30"),)),
            blocks.Table(True, ((blocks.Paragraph((blocks.Run("母", link="tel:119", ruby="はは"),)),),)),
        ],
    )
    doc: Doc = Doc()
    doc.apply_update(state)
    values = [1, -70, 2**40, 0.5, "語", None, True, b"octets", "last"]
    doc["meta"] = Map({str(number): value for number, value in enumerate(values)})
    found = survey(doc.get_update())
    assert found.is_ready({})
    assert {client: end for client, _, end in found.runs} == state_vector(doc.get_state())


@given(st.binary(max_size=40))
def test_surveying_anything_ends_well_or_with_a_value_error(data):
    try:
        survey(data)
    except ValueError:
        pass


numbers = st.integers(0, 2**53).map(lambda number: write_uint(min(number, 2**53 - 1))) | st.sampled_from(
    [b"\x00", b"\x80\x00", b"\xff" * 9, b"\xff" * 7 + b"\x0f", b"\xff" * 7 + b"\x10"]
)
texts = st.text(max_size=12).map(lambda text: write_bytes(text.encode())) | st.binary(max_size=9)


@given(
    st.tuples(*[numbers] * 6),
    st.sampled_from([b"\x84", b"\xc4", b"\x44", b"\x81"]),
    texts,
    st.sampled_from([b"\0", b"\1", b""]),
)
def test_a_word_typed_is_read_at_a_glance_as_it_is_octet_by_octet(uints, info, text, end):
    client, clock, *refers = uints
    update = b"\1\1" + client + clock + info + b"".join(refers[: 4 if info == b"\xc4" else 2]) + text + end
    answers = []
    for read in (survey, lambda data: read_through(data, names=True)):
        try:
            answers.append(read(update))
        except ValueError:
            answers.append(None)
    assert answers[0] == answers[1]


def test_what_people_type_is_read_at_a_glance():
    typed = history("会", "議", "の前に")
    assert [WORD_TYPED.fullmatch(update) is not None for update in typed] == [
        False,
        True,
        True,
    ]  # the first stands beside nothing
    assert [survey(update) for update in typed] == [read_through(update, names=True) for update in typed]


def test_objects_without_end_are_refused():
    with pytest.raises(ValueError, match="deeply"):
        survey(b"\1\1\7\0" + b"\x08\1\4meta\1" + b"\x75\1" * 5000)


@pytest.mark.parametrize(
    "struct",
    [
        pytest.param(crafted.element("evil"), id="node"),
        pytest.param(b"\6\1\7minutes\5stamp\4true", id="mark"),
        pytest.param(b"\7\1\7minutes\5\4hook", id="hook"),
        pytest.param(b"\7\1\7minutes\4", id="fragment"),
        pytest.param(b"\5\1\7minutes\2{}", id="embedded object"),
        pytest.param(b"\3\1\7minutes\2{}", id="octets"),
    ],
)
def test_what_no_editor_knows_is_refused(struct):
    with pytest.raises(ValueError, match="no editor"):
        survey(crafted.update(98, struct))
    assert survey(crafted.update(98, b"\6\1\7minutes\x0ebold--aGVsbG8h\4true")).runs == [(98, 0, 1)]


def test_a_root_that_nobody_shows_is_taken_and_stays_out_of_the_text():
    update = crafted.update(98, crafted.element("paragraph", root="elsewhere"))
    assert survey(update).runs == [(98, 0, 1)]
    assert content.blocks(update, "agenda") == content.blocks(update, "minutes") == ()

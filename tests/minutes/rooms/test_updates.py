"""Which Yjs updates a document already holds, and which wait for predecessors."""

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text, merge_updates

from minutes.rooms.updates import settled


def history(*edits):
    """The updates of one author who inserts (a word) or deletes (a number of characters)."""
    doc: Doc = Doc()
    text = doc.get("t", type=Text)
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    for edit in edits:
        if isinstance(edit, str):
            text += edit
        else:
            del text[0 : min(edit, len(text))]
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

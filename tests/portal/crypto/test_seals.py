"""The server's signature holds for exactly the record it was given for."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.crypto.seals import sign, verify

pytestmark = pytest.mark.usefixtures("keys")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
VALUE = TEXT | st.integers() | st.none()
RECORDS = st.dictionaries(TEXT, VALUE, min_size=1, max_size=5)


@given(record=RECORDS)
def test_what_was_signed_verifies(record):
    assert verify("pledge", record, sign("pledge", record))
    assert verify("pledge", dict(reversed(record.items())), sign("pledge", record))


@given(record=RECORDS, data=st.data())
def test_any_changed_field_breaks_it(record, data):
    seal = sign("pledge", record)
    field = data.draw(st.sampled_from(sorted(record)))
    other = data.draw(VALUE.filter(lambda value: value != record[field]))
    assert not verify("pledge", record | {field: other}, seal)
    assert not verify("pledge", {name: value for name, value in record.items() if name != field}, seal)


@given(record=RECORDS, name=TEXT)
def test_an_added_field_breaks_it(record, name):
    if name not in record:
        assert not verify("pledge", record | {name: None}, sign("pledge", record))


def test_a_seal_of_one_kind_is_none_of_another():
    record = {"id": "1"}
    assert not verify("signoff", record, sign("pledge", record))


def test_text_and_number_are_not_the_same():
    assert not verify("pledge", {"n": "1"}, sign("pledge", {"n": 1}))


@given(at=st.integers(0, 63), bit=st.integers(0, 7))
def test_an_altered_seal_is_no_seal(at, bit):
    key_id, _, encoded = sign("pledge", {"id": "1"}).partition(":")
    signature = bytearray(base64.b64decode(encoded))
    signature[at] ^= 1 << bit
    assert not verify("pledge", {"id": "1"}, f"{key_id}:{base64.b64encode(bytes(signature)).decode()}")


@pytest.mark.parametrize("nonsense", ["", ":", "s1:", "s1:%%%", "s1:あ", "s1:AAAA", "s2:AAAA", "no colon"])
def test_nonsense_is_no_seal(nonsense):
    assert not verify("pledge", {"id": "1"}, nonsense)


@pytest.mark.parametrize("written", [
    lambda seal: seal.replace("==", "="), lambda seal: seal + "=", lambda seal: seal + "\n", lambda seal: seal[:9] + " " + seal[9:],
    lambda seal: seal[:9] + "%" + seal[9:], lambda seal: seal.removesuffix(seal[-3:]) + chr(ord(seal[-3]) + 1) + "==",
])  # fmt: skip
def test_the_same_signature_written_otherwise_is_no_seal(written):
    seal = sign("pledge", {"id": "1"})
    assert written(seal) != seal
    assert not verify("pledge", {"id": "1"}, written(seal))


def test_another_key_under_another_name_does_not_count():
    record = {"id": "1"}
    assert not verify("pledge", record, sign("pledge", record).replace("s1:", "s9:"))
